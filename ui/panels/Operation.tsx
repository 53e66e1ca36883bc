import { useMemo } from 'react'
import { focusOn } from '../session/actions.ts'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import { breakdownOf, slowestPart } from '../view/breakdown.ts'
import type { SegmentKind } from '../view/breakdown.ts'
import { symbol } from '../view/trace-model.ts'
import { moment, span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import inspector from './Inspector.module.css'
import { Jump } from './Jump.tsx'
import styles from './Operation.module.css'
import { Title } from './Title.tsx'
import { Waterfall } from './Waterfall.tsx'

/** The colours of what time is spent on. */
export const segmentColours: { readonly [K in SegmentKind]: string } = {
  queue: 'var(--queue)',
  service: 'var(--service)',
  network: 'var(--network)',
  retry: 'var(--bad)',
  timer: 'var(--waiting)',
  other: 'var(--dim)',
}

/** The operation that the event under the cursor belongs to, and where its time went. */
export function Operation({ shown }: { readonly shown: Shown }) {
  const operation = useStore((state) => shown.model.events.operation[state.cursor.seq] ?? -1)
  const found = useMemo(() => breakdownOf(shown.model, operation), [shown, operation])
  if (!found) return null
  const { end, outcome, total } = found
  const say = words.inspector
  return (
    <section>
      <h2 className={inspector.heading}>
        <button
          type="button"
          className={styles.name}
          onClick={() => focusOn({ kind: 'operation', operation })}
        >
          {end < 0 ? say.operationOpen(operation + 1) : say.operation(operation + 1, span(total))}
        </button>
        <small data-bad={outcome !== 'ok'} className={styles.outcome}>
          {outcome}
        </small>
      </h2>
      <Split shown={shown} operation={operation} />
    </section>
  )
}

/** One operation that was chosen: its time, split, and all its messages. */
export function OperationStory({
  shown,
  operation,
}: {
  readonly shown: Shown
  readonly operation: number
}) {
  const { model } = shown
  const found = useMemo(() => breakdownOf(model, operation), [model, operation])
  if (!found) return null
  const { begin, end, outcome, total } = found
  const say = words.inspector
  const name =
    end < 0 ? say.operationOpen(operation + 1) : say.operation(operation + 1, span(total))
  return (
    <section>
      <Title
        text={name}
        kind={[symbol(model, model.events.type[begin]!), outcome].filter(Boolean).join(' · ')}
      />
      <Split shown={shown} operation={operation} />
      <Waterfall shown={shown} operation={operation} />
    </section>
  )
}

function Split({ shown, operation }: { readonly shown: Shown; readonly operation: number }) {
  const { model } = shown
  const found = useMemo(() => breakdownOf(model, operation), [model, operation])
  if (!found) return null
  const say = words.inspector
  const { begin, end, segments } = found
  const slowest = slowestPart(found)
  return (
    <>
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
              <i key={kind} style={{ flexGrow: time, background: segmentColours[kind] }} />
            ))}
          </div>
          <ul className={styles.legend}>
            {segments.map(({ kind, time }) => (
              <li key={kind} title={words.segmentHelp[kind]}>
                <i style={{ background: segmentColours[kind] }} />
                {words.segment[kind]} {span(time)}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={styles.ends}>
        <span>
          {say.goBegin} <Jump to={begin}>{moment(model.events.at[begin]!)}</Jump>
        </span>
        {slowest && <Jump to={slowest.seq}>{say.goSlowest}</Jump>}
        {end >= 0 && (
          <span>
            {say.goEnd} <Jump to={end}>{moment(model.events.at[end]!)}</Jump>
          </span>
        )}
      </p>
    </>
  )
}
