import { group } from 'd3'
import { useDeferredValue, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { Estimate } from '../../engine/index.ts'
import { useSize } from '../session/measure.ts'
import { useSweep } from '../session/sweep.ts'
import { dotsMost, scaleOf } from '../view/distribution.ts'
import { numberText, shareText } from '../view/number-text.ts'
import { failingPlaces, measureSpreads, spreadStatistics } from '../view/seed-summary.ts'
import type { MeasureSpread, SpreadStatistics } from '../view/seed-summary.ts'
import { words } from '../words/words.ts'
import styles from './SeedMeasures.module.css'
import { SeedStrip } from './SeedStrip.tsx'

/** How each measure spreads over the seeds, both settings on one scale. */
export function SeedMeasures() {
  // Seeds come in while somebody may be doing something else, which goes first.
  const results = useDeferredValue(useSweep((sweep) => sweep.results))
  const settings = useSweep((sweep) => sweep.settings.length)
  const seeds = useSweep((sweep) => sweep.seeds.length)
  const [ref, size] = useSize<HTMLDivElement>()
  const spreads = useMemo(() => measureSpreads(results), [results])
  const failing = useMemo(() => results.map(failingPlaces), [results])
  const say = words.seeds
  const moving = spreads.filter(({ isConstant }) => !isConstant)
  const groups = group(moving, ({ measure }) => measure)
  return (
    <section className={styles.section}>
      <h3>{say.measures}</h3>
      <p className={styles.help}>{settings > 1 ? say.paired : say.single}</p>
      <p className={styles.help}>
        {seeds > dotsMost ? say.histograms(dotsMost) : say.measuresHelp}
      </p>
      {/* Always there, so that its width is known before the first seed is. */}
      <div ref={ref} />
      {[...groups].map(([measure, parts]) => {
        const first = parts.find(({ part }) => part === 'p99') ?? parts[0]!
        const rest = parts.filter((one) => one !== first)
        return (
          <div key={measure} className={styles.measure}>
            <Spread spread={first} failing={failing} width={size.width} />
            {rest.length > 0 && (
              <Rest title={say.morePartsOf(measure)}>
                {rest.map((one) => (
                  <Spread key={one.part} spread={one} failing={failing} width={size.width} />
                ))}
              </Rest>
            )}
          </div>
        )
      })}
      {spreads.length > moving.length && (
        <p className={styles.help}>{say.constant(spreads.length - moving.length)}</p>
      )}
    </section>
  )
}

/** What is drawn only once somebody opens it. */
function Rest({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && children}
    </details>
  )
}

interface SpreadProps {
  readonly spread: MeasureSpread
  readonly failing: readonly ReadonlySet<number>[]
  readonly width: number
}

/** The dots take the whole width; beside them on a wide panel, below on a narrow one, are the numbers. */
const numbersWide = 236
const narrow = 560

function Spread({ spread, failing, width }: SpreadProps) {
  const { measure, part, isTime, values } = spread
  const statistics = useMemo(() => spreadStatistics(spread), [spread])
  const { means, difference } = statistics
  const settings = useSweep((sweep) => sweep.settings)
  const say = words.seeds
  const title = [measure, words.comparison.parts[part]].filter(Boolean).join(' ')
  const wide = Math.max(80, width < narrow ? width : width - numbersWide)
  const scale = useMemo(() => scaleOf(values, wide), [values, wide])
  return (
    <div className={styles.spread} data-narrow={width < narrow}>
      <div style={{ width: wide }}>
        <h4>
          {measure} <small>{words.comparison.parts[part]}</small>
        </h4>
        {values.map((list, setting) => (
          <SeedStrip
            key={settings[setting]?.name ?? setting}
            setting={setting}
            label={say.strip(title, settings[setting]?.name ?? '')}
            values={list}
            failing={failing[setting]!}
            scale={scale}
            mean={means[setting] ?? null}
            isTime={isTime}
          />
        ))}
        <p className={styles.ends} aria-hidden="true">
          <span>{numberText(scale.from, isTime)}</span>
          <span>{numberText(scale.to, isTime)}</span>
        </p>
      </div>
      <div className={styles.numbers}>
        {means.map((mean, setting) => (
          <p key={settings[setting]?.name ?? setting}>
            <i data-setting={setting}>{settings.length > 1 ? settings[setting]?.name : say.mean}</i>{' '}
            {mean ? (
              <>
                <b>{numberText(mean.mean, isTime)}</b>{' '}
                <small>± {numberText(mean.high - mean.mean, isTime)}</small>
              </>
            ) : (
              '–'
            )}
          </p>
        ))}
        {difference && <Difference isTime={isTime} {...statistics} difference={difference} />}
      </div>
    </div>
  )
}

/** How much more the second setting has on the same seed, and how sure that is. */
function Difference({
  isTime,
  lower,
  higher,
  difference: { mean, low, high },
}: Pick<SpreadStatistics, 'lower' | 'higher'> & {
  readonly isTime: boolean
  readonly difference: Estimate
}) {
  const name = useSweep((sweep) => sweep.settings[1]?.name ?? '')
  const say = words.seeds
  if (lower === 0 && higher === 0) return <p className={styles.difference}>{say.noDifference}</p>
  const isUnclear = low <= 0 && high >= 0
  const text = (value: number) => numberText(value, isTime, true)
  return (
    <>
      <p className={styles.difference} data-unclear={isUnclear}>
        {say.differs(text(mean), text(low), text(high))}
      </p>
      <p>
        {lower >= higher ? say.lower(shareText(lower), name) : say.higher(shareText(higher), name)}
      </p>
      {isUnclear && <p>{say.unclear}</p>}
    </>
  )
}
