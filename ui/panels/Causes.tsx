import { ArrowLeft, ArrowRight } from 'lucide-react'
import { useMemo } from 'react'
import { focusOn, goTo, stepCause } from '../session/actions.ts'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import { listCausedBy } from '../session/listing.ts'
import { chainTo, countEffects, effectsOf } from '../view/causes.ts'
import { eventLine, isBadNews } from '../view/event-line.ts'
import { messageBehind } from '../view/message-story.ts'
import { kindName } from '../view/trace-model.ts'
import { moment } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './Causes.module.css'
import { Content } from './Content.tsx'
import inspector from './Inspector.module.css'

const mostCauses = 7
const mostEffects = 4
/** Counting stops here; the list of events counts on. */
const mostCounted = 2000

/** The event under the cursor, what led to it, and what it led to. */
export function Causes({ shown }: { readonly shown: Shown }) {
  const { model } = shown
  const seq = useStore((state) => state.cursor.seq)
  const content = useStore((state) => state.look?.contents[seq])
  const shownMessage = useStore((state) =>
    state.focus?.kind === 'message' ? state.focus.send : -1,
  )
  const { chain, effects, all, message } = useMemo(
    () => ({
      chain: chainTo(model, seq),
      effects: [...effectsOf(model, seq)],
      all: countEffects(model, seq, mostCounted),
      message: messageBehind(model, seq),
    }),
    [model, seq],
  )
  const say = words.inspector
  if (seq < 0) return null
  const causes = chain.slice(0, -1)
  const hidden = Math.max(0, causes.length - mostCauses)
  const row = (event: number, sign: string) => (
    <Row key={event} event={event} sign={sign} isHere={event === seq} shown={shown} />
  )
  return (
    <section>
      <h2 className={inspector.heading}>
        <span>{say.why}</span>
        <span className={styles.tools}>
          <button
            type="button"
            aria-label={say.goCause}
            title={say.goCause}
            disabled={causes.length === 0}
            onClick={() => stepCause(-1)}
          >
            <ArrowLeft size={14} />
          </button>
          <button
            type="button"
            aria-label={say.goEffect}
            title={say.goEffect}
            disabled={effects.length === 0}
            onClick={() => stepCause(1)}
          >
            <ArrowRight size={14} />
          </button>
        </span>
      </h2>
      <ol className={styles.list}>
        {hidden > 0 && <li className={styles.more}>{say.earlier(hidden)}</li>}
        {causes
          .slice(hidden)
          .map((event, place) => row(event, place === 0 && hidden === 0 ? '●' : '↳'))}
        {row(seq, '◆')}
        {effects.slice(0, mostEffects).map((event) => row(event, '↓'))}
        {effects.length > mostEffects && (
          <li className={styles.more}>{say.moreEffects(effects.length - mostEffects)}</li>
        )}
      </ol>
      <p className={styles.also}>
        {all > effects.length && (
          <button type="button" className={inspector.link} onClick={() => listCausedBy(seq)}>
            {say.allCaused(all)}
            {all >= mostCounted && '+'}
          </button>
        )}
        {message >= 0 && message !== shownMessage && (
          <button
            type="button"
            className={inspector.link}
            onClick={() => focusOn({ kind: 'message', send: message })}
          >
            {say.openMessage}
          </button>
        )}
      </p>
      {content !== undefined && content !== null && message !== shownMessage && (
        <>
          <h3 className={inspector.heading}>{say.content}</h3>
          <Content content={content} label={say.content} />
        </>
      )}
    </section>
  )
}

function Row({
  event,
  sign,
  isHere,
  shown,
}: {
  event: number
  sign: string
  isHere: boolean
  shown: Shown
}) {
  const { model } = shown
  const isBad = isBadNews(model, event)
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={isHere}
        data-bad={isBad}
        title={kindName(model, event)}
        onClick={() => goTo(event)}
      >
        <span>{moment(model.events.at[event]!).slice(0, -2)}</span>
        <b aria-hidden="true">{isBad ? '✕' : sign}</b>
        <span>{eventLine(model, event)}</span>
      </button>
    </li>
  )
}
