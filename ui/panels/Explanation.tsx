import { goTo } from '../session/actions.ts'
import type { Explained, PlacedOperation } from '../session/protocol.ts'
import { span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './Explanation.module.css'
import inspector from './Inspector.module.css'

type Failure = NonNullable<Extract<Explained, { kind: 'history' }>['failure']>

/** Why no order explains a history: operations as intervals, their order, and what has no place. */
export function Explanation({ failure }: { readonly failure: Failure }) {
  const { operations, all, sentences, at } = failure
  const say = words.checkStory
  const from = Math.min(...operations.map(({ start }) => start))
  const to = Math.max(at, ...operations.map(({ end }) => end ?? at), from + 1)
  const share = (time: number) => ((Math.min(time, to) - from) / (to - from)) * 100
  return (
    <>
      <h3 className={inspector.heading}>{say.order}</h3>
      <p className={inspector.hint}>{say.orderHelp}</p>
      {all > operations.length && (
        <p className={inspector.hint}>{say.drawn(operations.length, all)}</p>
      )}
      <ol className={styles.rows}>
        {operations.map((one) => (
          <li key={one.id}>
            <Row one={one} left={share(one.start)} right={share(one.end ?? to)} />
          </li>
        ))}
      </ol>
      <ul className={styles.sentences}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  )
}

interface RowProps {
  readonly one: PlacedOperation
  readonly left: number
  readonly right: number
}

function Row({ one, left, right }: RowProps) {
  const { process, kind, input, output, order, isCulprit, start, end, endSeq, startSeq } = one
  const say = words.checkStory
  const standing = isCulprit ? say.noPlace : order === null ? say.unordered : `${order}.`
  const text = say.operation(process, kind, input, end === null ? '' : output)
  return (
    <button
      type="button"
      className={styles.row}
      data-culprit={isCulprit}
      data-open={end === null}
      title={`${text}: ${end === null ? say.noAnswer : span(end - start)}`}
      onClick={() => goTo(endSeq ?? startSeq)}
    >
      <b aria-hidden="true">{isCulprit ? '✕' : (order ?? '–')}</b>
      <span className="hush">{standing}</span>
      <span className={styles.text}>{text}</span>
      <span className={styles.track} aria-hidden="true">
        <i style={{ left: `${left}%`, width: `${Math.max(0.8, right - left)}%` }} />
      </span>
    </button>
  )
}
