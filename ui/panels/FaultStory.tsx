import { useMemo } from 'react'
import { showFault } from '../session/actions.ts'
import { removeFault } from '../session/edits.ts'
import { listCausedBy } from '../session/listing.ts'
import type { Shown } from '../session/store.ts'
import { eventLine } from '../view/event-line.ts'
import { hitsOf } from '../view/fault-rule.ts'
import { moment, span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import { Fact, Facts } from './Facts.tsx'
import inspector from './Inspector.module.css'
import { Jump } from './Jump.tsx'
import { Title } from './Title.tsx'

const mostHits = 8

/** A fault of the plan: when it was in force, what it hit, and taking it away. */
export function FaultStory({ shown, index }: { readonly shown: Shown; readonly index: number }) {
  const { model, spans } = shown
  const one = spans[index]
  const hits = useMemo(() => (one ? hitsOf(model, one) : new Int32Array(0)), [model, one])
  if (!one) return null
  const say = words.fault
  const { fault, label, from, to, event } = one
  const isAtOnce = to <= from
  const lasts = isAtOnce
    ? say.atOnce
    : fault.for === undefined && to >= model.footer.time
      ? say.untilEnd
      : `${span(to - from)}, → ${moment(to)}`
  return (
    <section>
      <Title text={label} kind={say.kind} />
      <Facts>
        <Fact name={say.fields['at']!}>
          <Jump to={event}>{moment(from)}</Jump>
        </Fact>
        <Fact name={say.fields['for']!}>{lasts}</Fact>
      </Facts>
      {event < 0 && <p className={inspector.hint}>{say.never}</p>}
      {event >= 0 && (
        <p className={inspector.hint}>{one.hits > 0 ? say.hits(one.hits) : say.noHits}</p>
      )}
      <div className={inspector.chips}>
        {event >= 0 && (
          <button type="button" data-plain onClick={() => showFault(one)}>
            {say.edit}
          </button>
        )}
        {shown.source.kind === 'spec' && (
          <button type="button" onClick={() => removeFault(fault)}>
            {say.remove}
          </button>
        )}
      </div>
      {hits.length > 0 && (
        <>
          <h3 className={inspector.heading}>{say.what}</h3>
          <ul className={inspector.list}>
            {[...hits.subarray(0, mostHits)].map((seq) => (
              <li key={seq}>
                <Jump to={seq}>{eventLine(model, seq)}</Jump>
              </li>
            ))}
            {hits.length > mostHits && <li>{say.more(hits.length - mostHits)}</li>}
          </ul>
          <button type="button" className={inspector.link} onClick={() => listCausedBy(event)}>
            {say.listAll}
          </button>
        </>
      )}
    </section>
  )
}
