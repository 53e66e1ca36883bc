import { useMemo } from 'react'
import { focusOn } from '../session/actions.ts'
import { useAnswer } from '../session/asking.ts'
import type { Shown } from '../session/store.ts'
import { effectsOf } from '../view/causes.ts'
import { eventLine, nameOf } from '../view/event-line.ts'
import { messageStory } from '../view/message-story.ts'
import type { Ending, MessageStory } from '../view/message-story.ts'
import { moment, span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import { Content } from './Content.tsx'
import { Fact, Facts } from './Facts.tsx'
import inspector from './Inspector.module.css'
import { Jump } from './Jump.tsx'
import { Title } from './Title.tsx'

/** One message: its way, its time, the rule that touched it, its content, its cause and effects. */
export function Message({ shown, send }: { readonly shown: Shown; readonly send: number }) {
  const { model, spans, source } = shown
  const story = messageStory(model, spans, send)
  const ask = useMemo(() => ({ source, events: [send] }), [source, send])
  const { answer } = useAnswer('contents', ask)
  if (!story) return null
  const say = words.message
  const nodes = model.header.topology.nodes
  const name = (place: number) => (nodes[place] ? nameOf(nodes[place]) : '')
  const cause = model.events.cause[send]!
  return (
    <section>
      <Title text={story.type} kind={story.isReply ? say.reply : say.request} />
      <Facts>
        <Fact name={say.from}>{name(story.from)}</Fact>
        <Fact name={say.to}>{name(story.to)}</Fact>
        <Fact name={say.sent}>
          <Jump to={send}>{moment(story.sent)}</Jump>
        </Fact>
        {story.endings.length === 0 && <Fact name={say.arrived}>{say.underWay}</Fact>}
        {story.endings.map((ending, place) => (
          <Outcome
            key={ending.event}
            shown={shown}
            ending={ending}
            number={story.endings.length > 1 ? place + 1 : 0}
          />
        ))}
        <Fact name={say.rule}>
          <Rule shown={shown} story={story} />
        </Fact>
        {cause >= 0 && (
          <Fact name={say.cause}>
            <Jump to={cause}>{eventLine(model, cause)}</Jump>
          </Fact>
        )}
        {story.operation >= 0 && (
          <Fact name={say.operation}>
            <button
              type="button"
              className={inspector.link}
              onClick={() => focusOn({ kind: 'operation', operation: story.operation })}
            >
              {words.inspector.openOperation(story.operation + 1)}
            </button>
          </Fact>
        )}
      </Facts>
      <h3 className={inspector.heading}>{say.content}</h3>
      {answer && <Content content={answer[send]} label={say.content} />}
    </section>
  )
}

interface OutcomeProps {
  readonly shown: Shown
  readonly ending: Ending
  /** Which of several; 0 for the only one. */
  readonly number: number
}

function Outcome({ shown, ending, number }: OutcomeProps) {
  const { model } = shown
  const say = words.message
  const what = ending.isLost ? say.lost : say.arrived
  const led = effectsOf(model, ending.event).length
  return (
    <Fact name={number > 0 ? `${what} (${number})` : what}>
      <Jump to={ending.event}>{moment(model.events.at[ending.event]!)}</Jump>{' '}
      <small>{after(ending)}</small>
      <br />
      <small>{ending.isLost ? ending.why : led > 0 ? say.effects(led) : say.nothing}</small>
    </Fact>
  )
}

function after({ delay, held, flight }: Ending): string {
  const say = words.message
  const took = `${say.delay} ${span(delay)}`
  return held > 0 ? `${took}: ${say.split(span(flight), span(held))}` : took
}

function Rule({ shown, story }: { readonly shown: Shown; readonly story: MessageStory }) {
  const { fault, rule } = story
  if (!fault) return <span>{rule || words.message.noRule}</span>
  return (
    <button
      type="button"
      className={inspector.link}
      onClick={() => focusOn({ kind: 'fault', fault: shown.spans.indexOf(fault) })}
    >
      {fault.label}
    </button>
  )
}
