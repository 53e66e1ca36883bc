import { useMemo } from 'react'
import { goTo } from '../session/actions.ts'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import { breakdownOf } from '../view/breakdown.ts'
import type { SegmentKind } from '../view/breakdown.ts'
import { moment, span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import inspector from './Inspector.module.css'
import styles from './Operation.module.css'

const colours: { readonly [K in SegmentKind]: string } = {
  queue: 'var(--queue)',
  service: 'var(--service)',
  network: 'var(--network)',
  timer: 'var(--waiting)',
  other: 'var(--dim)',
}

/** The operation that the event under the cursor belongs to, and where its time went. */
export function Operation({ shown }: { readonly shown: Shown }) {
  const { model } = shown
  const operation = useStore((state) => model.events.operation[state.cursor.seq] ?? -1)
  const found = useMemo(() => breakdownOf(model, operation), [model, operation])
  if (!found) return null
  const say = words.inspector
  const { begin, end, outcome, total, segments } = found
  return (
    <section>
      <h2 className={inspector.heading}>
        <span>
          {end < 0 ? say.operationOpen(operation + 1) : say.operation(operation + 1, span(total))}
        </span>
        <small data-bad={outcome !== 'ok'} className={styles.outcome}>
          {outcome}
        </small>
      </h2>
      {end < 0 && <p className={inspector.hint}>{say.neverEnded}</p>}
      {segments.length > 0 && (
        <>
          <div
            className={styles.bar}
            role="img"
            title={say.slowestPath}
            aria-label={segments
              .map(({ kind, time }) => `${words.segment[kind]} ${span(time)}`)
              .join(', ')}
          >
            {segments.map(({ kind, time }) => (
              <i key={kind} style={{ flexGrow: time, background: colours[kind] }} />
            ))}
          </div>
          <ul className={styles.legend}>
            {segments.map(({ kind, time }) => (
              <li key={kind}>
                <i style={{ background: colours[kind] }} />
                {words.segment[kind]} {span(time)}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={styles.ends}>
        <button type="button" onClick={() => goTo(begin)}>
          ← {moment(model.events.at[begin]!)}
        </button>
        {end >= 0 && (
          <button type="button" onClick={() => goTo(end)}>
            {moment(model.events.at[end]!)} →
          </button>
        )}
      </p>
    </section>
  )
}
