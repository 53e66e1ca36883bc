import { Play, Square } from 'lucide-react'
import { cancelClaims, measureClaims, useClaims } from '../session/claim-sweep.ts'
import type { ClaimProgress } from '../session/claim-sweep.ts'
import { useStore } from '../session/store.ts'
import { claimScale, expectationBand } from '../view/claim-scale.ts'
import { expectationText } from '../view/expectation-text.ts'
import { figure } from '../view/numerals.ts'
import { words } from '../words/words.ts'
import styles from './SeedClaims.module.css'

/** The scenario's claims, measured over as many seeds as each needs, beside what is expected. */
export function SeedClaims() {
  const description = useStore((state) => state.description)
  const measured = useClaims()
  const say = words.seeds
  if (!description || description.claims.length === 0) return null
  const isThis = measured.scenario === description.id
  const claims: readonly ClaimProgress[] = isThis
    ? measured.claims
    : description.claims.map((terms) => ({
        terms,
        verdict: null,
        values: [],
        most: 0,
        isSettled: false,
        problem: '',
      }))
  const isRunning = isThis && measured.isRunning
  return (
    <section className={styles.section}>
      <h3>
        {say.claims}
        {isRunning ? (
          <button type="button" onClick={cancelClaims}>
            <Square size={10} aria-hidden="true" /> {say.cancel}
          </button>
        ) : (
          <button
            type="button"
            onClick={() => void measureClaims(description.id, description.claims)}
          >
            <Play size={10} aria-hidden="true" fill="currentColor" />{' '}
            {isThis ? say.measureAgain : say.measureClaims}
          </button>
        )}
      </h3>
      <p className={styles.help}>{say.claimsHelp}</p>
      <ul>
        {claims.map((claim) => (
          <Claim key={claim.terms.name} claim={claim} isRunning={isRunning} />
        ))}
      </ul>
    </section>
  )
}

const wide = 200
const tall = 22

function Claim({
  claim,
  isRunning,
}: {
  readonly claim: ClaimProgress
  readonly isRunning: boolean
}) {
  const { terms, verdict, isSettled, most, problem } = claim
  const say = words.seeds
  const unit = terms.unit ?? ''
  const text = (value: number) => [figure(value, 4), unit].filter(Boolean).join(' ')
  const standing =
    problem !== ''
      ? 'off'
      : verdict && (isSettled || !isRunning)
        ? verdict.pass
          ? 'holds'
          : 'off'
        : isRunning
          ? 'measuring'
          : 'notMeasured'
  const sign = { holds: '✓', off: '✕', measuring: '…', notMeasured: '○' }[standing]
  return (
    <li className={styles.claim} data-standing={standing}>
      <b aria-hidden="true">{sign}</b>
      <div>
        <p>{terms.name}</p>
        <p className={styles.small}>
          <span className="hush">{say[standing]}. </span>
          {say.expected(expectationText(terms.expected, unit))}
          {verdict && (
            <>
              {' · '}
              {isSettled ? say.claimDone(verdict.seeds) : say.claimSeeds(verdict.seeds, most)}
            </>
          )}
        </p>
        {(problem || (verdict && standing === 'off')) && (
          <p className={styles.reason}>{problem || verdict?.reason}</p>
        )}
      </div>
      {verdict && Number.isFinite(verdict.interval.low) && (
        <div className={styles.measured}>
          <p>
            {say.measured(
              text(verdict.value),
              figure(verdict.interval.low, 4),
              figure(verdict.interval.high, 4),
            )}
          </p>
          <Picture claim={claim} />
        </div>
      )}
    </li>
  )
}

/** The values of the seeds, the mean with its interval, and what is expected, on one scale. */
function Picture({ claim: { terms, verdict, values } }: { readonly claim: ClaimProgress }) {
  if (!verdict) return null
  const { interval, value } = verdict
  const scale = claimScale({ values, interval, expected: terms.expected }, wide)
  const x = (number: number) =>
    Math.min(wide, Math.max(0, ((number - scale.from) / (scale.to - scale.from)) * wide))
  const band = expectationBand(terms.expected, scale)
  return (
    <svg className={styles.picture} width={wide} height={tall} aria-hidden="true">
      <rect
        className={styles.band}
        x={x(band.from)}
        width={Math.max(2, x(band.to) - x(band.from))}
        height={tall}
      />
      <line className={styles.ground} x2={wide} y1={tall / 2} y2={tall / 2} />
      <path
        className={styles.dots}
        d={values
          .slice(0, 300)
          .map((one) => `M${x(one).toFixed(1)} ${tall - 4}h0`)
          .join('')}
      />
      <line
        className={styles.interval}
        x1={x(interval.low)}
        x2={x(interval.high)}
        y1={tall / 2}
        y2={tall / 2}
      />
      <circle className={styles.mean} cx={x(value)} cy={tall / 2} r={3.5} />
    </svg>
  )
}
