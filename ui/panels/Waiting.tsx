import { useMemo } from 'react'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import { waitingAt } from '../view/waiting.ts'
import { words } from '../words/words.ts'
import inspector from './Inspector.module.css'
import { Jump } from './Jump.tsx'
import styles from './Waiting.module.css'

/** Why the event under the cursor came when it did and not earlier. */
export function Waiting({ shown }: { readonly shown: Shown }) {
  const { model, spans } = shown
  const seq = useStore((state) => state.cursor.seq)
  const found = useMemo(() => waitingAt(model, spans, seq), [model, spans, seq])
  if (!found) return null
  const { headline, reasons, more } = found
  return (
    <section>
      <h2 className={inspector.heading}>{words.waiting.title}</h2>
      <p className={styles.headline}>{headline}</p>
      {reasons.length > 0 && (
        <ul className={styles.reasons}>
          {reasons.map(({ text, event }, place) => (
            <li key={`${event} ${place}`}>
              <Jump to={event}>{text}</Jump>
            </li>
          ))}
          {more > 0 && <li className={styles.more}>{words.waiting.more(more)}</li>}
        </ul>
      )}
    </section>
  )
}
