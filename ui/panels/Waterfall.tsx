import { useMemo } from 'react'
import { goTo } from '../session/actions.ts'
import type { Shown } from '../session/store.ts'
import { eventLine } from '../view/event-line.ts'
import { span } from '../view/time-label.ts'
import { waterfallOf } from '../view/waterfall.ts'
import type { Bar } from '../view/waterfall.ts'
import { words } from '../words/words.ts'
import styles from './Waterfall.module.css'

const mostBars = 60

/** The messages and services of an operation, one under the other, over its time. */
export function Waterfall({
  shown,
  operation,
}: {
  readonly shown: Shown
  readonly operation: number
}) {
  const { model } = shown
  const found = useMemo(() => waterfallOf(model, operation, mostBars), [model, operation])
  if (!found || found.bars.length === 0) return null
  const { from, to, bars, all } = found
  const share = (time: number) => (Math.min(time, to) - from) / (to - from)
  return (
    <div className={styles.waterfall}>
      <h3>{words.inspector.waterfall}</h3>
      <ul>
        {bars.map((bar) => (
          <Row
            key={`${bar.kind} ${bar.seq} ${bar.end}`}
            bar={bar}
            text={eventLine(model, bar.seq)}
            left={share(bar.from)}
            right={Math.max(share(bar.to), share(bar.from) + 0.004)}
          />
        ))}
      </ul>
      {all > bars.length && <p>{words.inspector.waterfallMore(bars.length, all)}</p>}
    </div>
  )
}

interface RowProps {
  readonly bar: Bar
  readonly text: string
  readonly left: number
  readonly right: number
}

function Row({ bar, text, left, right }: RowProps) {
  const { kind, isLost, isDecisive, seq, end } = bar
  return (
    <li>
      <button
        type="button"
        title={text}
        data-decisive={isDecisive}
        onClick={() => goTo(end < 0 ? seq : end)}
      >
        <span className={styles.text}>{text}</span>
        <span className={styles.time}>{isLost ? '✕' : span(bar.to - bar.from)}</span>
        <span className={styles.track} aria-hidden="true">
          <i
            data-kind={kind}
            data-lost={isLost}
            style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
          />
        </span>
      </button>
    </li>
  )
}
