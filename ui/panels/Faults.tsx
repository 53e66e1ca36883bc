import { X } from 'lucide-react'
import { describeFault } from '../../engine/index.ts'
import type { Fault } from '../../engine/index.ts'
import { goTo } from '../session/actions.ts'
import { clearFaults, isSame, removeFault, toggleFaults } from '../session/edits.ts'
import { useStore } from '../session/store.ts'
import { moment } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './Faults.module.css'
import story from './Story.module.css'

/** One-click faults, and the plan as it stands. */
export function Faults() {
  const description = useStore((state) => state.description)
  const own = useStore((state) => state.request?.faults ?? null)
  const problems = useStore((state) => state.problems)
  const spans = useStore((state) => state.shown?.spans)
  if (!description) return null
  const plan = own ?? description.faults
  const holds = (fault: Fault) => plan.some((other) => isSame(other, fault))
  const offered = description.disturbances.flatMap(({ faults }) => faults)
  const others = plan.filter((fault) => !offered.some((one) => isSame(one, fault)))
  if (offered.length === 0 && plan.length === 0) return null
  return (
    <section>
      <div className={story.heading}>
        <h3>{words.story.faults}</h3>
        {own !== null && (
          <button type="button" className={story.quiet} onClick={clearFaults}>
            {words.story.clearFaults}
          </button>
        )}
      </div>
      <div className={styles.chips}>
        {description.disturbances.map(({ title, faults }) => (
          <button
            key={title}
            type="button"
            className={styles.chip}
            aria-pressed={faults.every(holds)}
            title={faults.map((fault) => `${moment(fault.at)}: ${describeFault(fault)}`).join('\n')}
            onClick={() => toggleFaults(faults)}
          >
            {title}
          </button>
        ))}
      </div>
      {others.length > 0 && (
        <ul className={styles.plan}>
          {others.map((fault) => {
            const span = spans?.find((one) => isSame(one.fault, fault))
            const text = describeFault(fault)
            return (
              <li key={JSON.stringify(fault)}>
                <button
                  type="button"
                  onClick={() => goTo(span?.event ?? -1)}
                  title={moment(fault.at)}
                >
                  {text}
                  {span && span.hits === 0 && <em> {words.story.hitNothing}</em>}
                </button>
                <button
                  type="button"
                  className={styles.remove}
                  aria-label={words.story.removeFault(text)}
                  title={words.story.removeFault(text)}
                  onClick={() => removeFault(fault)}
                >
                  <X size={13} />
                </button>
              </li>
            )
          })}
        </ul>
      )}
      {problems
        .filter(({ where }) => where === 'faults')
        .map(({ text }) => (
          <p key={text} className={story.problem} role="alert">
            {text}
          </p>
        ))}
    </section>
  )
}
