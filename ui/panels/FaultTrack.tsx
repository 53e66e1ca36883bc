import { goTo } from '../session/actions.ts'
import { placeOfTime } from '../view/axis.ts'
import { moment, span as spanText } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './FaultTrack.module.css'
import type { TrackProps } from './track.ts'

const rowHeight = 17
/** More rows than these are scrolled. */
const mostRows = 4

/** When which fault was in force; a click goes to where it sets in. */
export function FaultTrack({ shown, axis, stretch, width }: TrackProps) {
  const { spans } = shown
  if (spans.length === 0) return null
  const x = (time: number) =>
    ((placeOfTime(axis, time) - stretch.from) / (stretch.to - stretch.from)) * width
  const seen = spans.flatMap((span) => {
    const left = x(span.from)
    const right = x(span.to)
    return right < 0 || left > width
      ? []
      : [{ span, left: Math.max(0, left), right: Math.min(width, right) }]
  })
  const rows = rowsOf(seen)
  const height = rowHeight * Math.min(mostRows, Math.max(1, ...rows.map((row) => row + 1)))
  return (
    <div className={styles.row}>
      <span className={styles.label}>{words.timeline.faults}</span>
      <div className={styles.track} style={{ width, height }}>
        {seen.map(({ span, left, right }, place) => (
          <button
            key={span.index}
            type="button"
            className={styles.fault}
            style={{
              left,
              width: Math.max(6, right - left),
              top: rows[place]! * rowHeight,
              height: rowHeight - 2,
            }}
            title={`${span.label}, ${moment(span.from)}, ${spanText(span.to - span.from)}, ${words.story.hits(span.hits)}`}
            data-idle={span.hits === 0}
            onClick={() => goTo(span.event)}
          >
            {right - left > 40 ? span.label : <span className="hush">{span.label}</span>}
          </button>
        ))}
        {seen.length === 0 && (
          <button type="button" className={styles.elsewhere} onClick={() => goTo(spans[0]!.event)}>
            {spans[0]!.label} · {moment(spans[0]!.from)} →
          </button>
        )}
      </div>
    </div>
  )
}

interface Seen {
  readonly left: number
  readonly right: number
}

/** The row of each fault: the first in which it overlaps none before it. */
function rowsOf(seen: readonly Seen[]): number[] {
  const ends: number[] = []
  return seen.map(({ left, right }) => {
    const free = ends.findIndex((end) => end <= left)
    const row = free < 0 ? ends.length : free
    ends[row] = Math.max(right, left + 6)
    return row
  })
}
