import { useMemo } from 'react'
import { openOperation } from '../session/actions.ts'
import { useAnswer } from '../session/asking.ts'
import type { Explained } from '../session/protocol.ts'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import { checkStates } from '../view/check-state.ts'
import { eventLine } from '../view/event-line.ts'
import { slowestOperations } from '../view/operation-ends.ts'
import { measured } from '../view/measure-value.ts'
import { moment, span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import { Explanation } from './Explanation.tsx'
import { Fact, Facts } from './Facts.tsx'
import { FlipStrip } from './FlipStrip.tsx'
import inspector from './Inspector.module.css'
import { Jump } from './Jump.tsx'
import { Title } from './Title.tsx'

const mostWorst = 5

/** A check: how it stands, what it looks at, why it came out as it did. */
export function CheckStory({ shown, check }: { readonly shown: Shown; readonly check: number }) {
  const { model, source } = shown
  const seq = useStore((state) => state.cursor.seq)
  const state = useMemo(() => checkStates(model, seq)[check], [model, seq, check])
  const ask = useMemo(() => ({ source, check }), [source, check])
  const { answer, refused } = useAnswer('explain', ask)
  if (!state) return null
  const say = words.checkStory
  const verdict = model.footer.checks[check]!
  return (
    <section>
      <Title text={state.name} kind={state.kind} />
      <Facts>
        <Fact name={say.state}>{state.said}</Fact>
        <Fact name={say.verdict}>{say.results[verdict.result]}</Fact>
        <Fact name={say.reason}>{verdict.reason}</Fact>
        {state.event >= 0 && (
          <Fact name={say.event}>
            <Jump to={state.event}>
              {moment(model.events.at[state.event]!)} · {eventLine(model, state.event)}
            </Jump>
          </Fact>
        )}
        <Fact name={say.rows}>{verdict.rows.join(', ')}</Fact>
        {answer && <LooksAt answer={answer} />}
      </Facts>
      {answer === null && <p className={inspector.hint}>{say.fromFile}</p>}
      {answer === undefined && <p className={inspector.hint}>{refused || say.looking}</p>}
      <FlipStrip shown={shown} check={check} />
      {answer?.kind === 'history' &&
        (answer.failure ? (
          <Explanation failure={answer.failure} />
        ) : (
          verdict.result === 'pass' && <p className={inspector.hint}>{say.fits}</p>
        ))}
      {answer?.kind === 'slo' && answer.measure.startsWith('latency') && <Worst shown={shown} />}
    </section>
  )
}

function LooksAt({ answer }: { readonly answer: Explained }) {
  const say = words.checkStory
  if (answer.kind === 'states')
    return (
      <Fact name={say.looksAt}>
        {answer.events ? say.events : say.states(answer.watch.join(', '))}
      </Fact>
    )
  if (answer.kind === 'history')
    return <Fact name={say.looksAt}>{say.history(answer.judged, answer.model)}</Fact>
  const { measure, quantile, atMost, atLeast, value } = answer
  const said = (number: number | null) => (number === null ? '' : measured(measure, number))
  const percent = quantile === null ? '' : String(Number((quantile * 100).toPrecision(6)))
  return (
    <>
      <Fact name={say.measure}>
        {quantile === null ? say.total(measure) : say.quantile(percent, measure)}
      </Fact>
      <Fact name={say.value}>{value === null ? say.nothingMeasured : said(value)}</Fact>
      <Fact name={say.atMost}>{said(atMost)}</Fact>
      <Fact name={say.atLeast}>{said(atLeast)}</Fact>
    </>
  )
}

/** The operations that took longest: those that an objective of latency fails by. */
function Worst({ shown }: { readonly shown: Shown }) {
  const { model } = shown
  const worst = useMemo(() => slowestOperations(model, mostWorst), [model])
  if (worst.length === 0) return null
  return (
    <>
      <h3 className={inspector.heading}>{words.checkStory.worst}</h3>
      <ul className={inspector.list}>
        {worst.map((end) => (
          <li key={end}>
            <button type="button" className={inspector.link} onClick={() => openOperation(end)}>
              {span(model.events.value[end]!)}
            </button>{' '}
            {eventLine(model, end)}
          </li>
        ))}
      </ul>
    </>
  )
}
