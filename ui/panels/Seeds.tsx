import { useDeferredValue, useMemo } from 'react'
import { openSeed } from '../session/seed-choice.ts'
import { useStore } from '../session/store.ts'
import { useSweep } from '../session/sweep.ts'
import { unfinished } from '../view/seed-summary.ts'
import { words } from '../words/words.ts'
import { SeedChecks } from './SeedChecks.tsx'
import { SeedClaims } from './SeedClaims.tsx'
import { SeedControls } from './SeedControls.tsx'
import { SeedMeasures } from './SeedMeasures.tsx'
import styles from './Seeds.module.css'

/** Many seeds of the run on the screen: how checks, measures and claims come out over chance. */
export function Seeds() {
  const settings = useSweep((sweep) => sweep.settings)
  const isThis = useStore((state) => state.request?.scenario === settings[0]?.request.scenario)
  const isStale = useStore((state) =>
    settings.every(
      ({ request }) =>
        JSON.stringify({ ...request, seed: '' }) !== JSON.stringify({ ...state.request, seed: '' }),
    ),
  )
  const say = words.seeds
  const hasResults = isThis && settings.length > 0
  return (
    <div className={styles.seeds}>
      <h2 className="hush">{say.title}</h2>
      <SeedControls />
      <div className={styles.scroller} tabIndex={-1}>
        {hasResults ? (
          <>
            {isStale && <p className={styles.note}>{say.stale}</p>}
            <SeedChecks />
            <SeedMeasures />
            <Unfinished />
          </>
        ) : (
          <p className={styles.intro}>{say.intro}</p>
        )}
        <SeedClaims />
      </div>
    </div>
  )
}

/** Seeds whose runs did not come to their end: never left out of what is told. */
function Unfinished() {
  const settings = useSweep((sweep) => sweep.settings)
  const seeds = useSweep((sweep) => sweep.seeds)
  const results = useDeferredValue(useSweep((sweep) => sweep.results))
  const problems = useMemo(
    () =>
      results.flatMap((list, setting) =>
        unfinished(list).map(({ place, reason }) => ({ setting, place, reason })),
      ),
    [results],
  )
  const say = words.seeds
  if (problems.length === 0) return null
  return (
    <section className={styles.section}>
      <h3>{say.problems}</h3>
      <ul className={styles.problems}>
        {problems.map(({ setting, place, reason }) => (
          <li key={`${setting} ${place}`}>
            <button type="button" onClick={() => openSeed(setting, place)}>
              {say.problem(settings[setting]?.name ?? '', seeds[place] ?? '', reason)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
