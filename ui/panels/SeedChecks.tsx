import { useDeferredValue, useMemo } from 'react'
import { openSeed } from '../session/seed-choice.ts'
import { useSweep } from '../session/sweep.ts'
import { checkSummaries } from '../view/seed-summary.ts'
import type { CheckCount } from '../view/seed-summary.ts'
import { words } from '../words/words.ts'
import styles from './SeedChecks.module.css'

/** So many seeds are named before the rest is asked for. */
const namedAtFirst = 10

/** How each check came out over the seeds, what failed first. */
export function SeedChecks() {
  const settings = useSweep((sweep) => sweep.settings)
  const results = useDeferredValue(useSweep((sweep) => sweep.results))
  const summaries = useMemo(() => checkSummaries(results), [results])
  if (summaries.length === 0) return null
  return (
    <section className={styles.section}>
      <h3>{words.seeds.checks}</h3>
      <ul>
        {summaries.map(({ name, counts }) => (
          <li key={name} className={styles.check}>
            <span>{name}</span>
            <div>
              {counts.map((count, setting) => (
                <Counts
                  key={settings[setting]!.name}
                  setting={setting}
                  name={settings.length > 1 ? settings[setting]!.name : ''}
                  count={count}
                />
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface CountsProps {
  readonly setting: number
  /** '' where there is only one setting. */
  readonly name: string
  readonly count: CheckCount | null
}

function Counts({ setting, name, count }: CountsProps) {
  const say = words.seeds
  if (!count)
    return (
      <p className={styles.counts}>
        {name && <i>{name}</i>} <small>{say.notJudged}</small>
      </p>
    )
  const { pass, fail, unknown, failing, undecided } = count
  const all = Math.max(1, pass + fail + unknown)
  return (
    <>
      <p className={styles.counts}>
        {name && <i>{name}</i>}
        <span className={styles.bar} aria-hidden="true">
          <span data-result="fail" style={{ width: `${(fail / all) * 100}%` }} />
          <span data-result="unknown" style={{ width: `${(unknown / all) * 100}%` }} />
          <span data-result="pass" style={{ width: `${(pass / all) * 100}%` }} />
        </span>
        <small>
          {[
            fail > 0 ? <b key="fail">✕ {say.failed(fail)}</b> : null,
            unknown > 0 ? <span key="unknown">? {say.undecided(unknown)}</span> : null,
            pass > 0 ? <span key="pass">✓ {say.passed(pass)}</span> : null,
          ]}
        </small>
      </p>
      <SeedLinks setting={setting} title={say.failing} places={failing} />
      <SeedLinks setting={setting} title={say.undecidedOn} places={undecided} />
    </>
  )
}

/** Seeds by name; each opens its run. */
function SeedLinks({
  setting,
  title,
  places,
}: {
  readonly setting: number
  readonly title: string
  readonly places: readonly number[]
}) {
  const seeds = useSweep((sweep) => sweep.seeds)
  const say = words.seeds
  if (places.length === 0) return null
  const link = (place: number) => (
    <button
      key={place}
      type="button"
      title={say.openSeed(seeds[place] ?? '')}
      onClick={() => openSeed(setting, place)}
    >
      {seeds[place]}
    </button>
  )
  return (
    <div className={styles.links}>
      {title} {places.slice(0, namedAtFirst).map(link)}
      {places.length > namedAtFirst && (
        <details>
          <summary>{words.inspector.more(places.length - namedAtFirst)}</summary>
          {places.slice(namedAtFirst, 1000).map(link)}
          {places.length > 1000 && words.inspector.more(places.length - 1000)}
        </details>
      )}
    </div>
  )
}
