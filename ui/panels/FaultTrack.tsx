import { goTo } from '../session/actions.ts'
import { placeOfTime } from '../view/axis.ts'
import { moment, span as spanText } from '../view/time-label.ts'
import { words } from '../words/en.ts'
import styles from './FaultTrack.module.css'
import type { TrackProps } from './Timeline.tsx'

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
  return (
    <div className={styles.row}>
      <span className={styles.label}>{words.timeline.faults}</span>
      <div className={styles.track} style={{ width }}>
        {seen.map(({ span, left, right }, place) => (
          <button
            key={span.index}
            type="button"
            className={styles.fault}
            style={{
              left,
              width: Math.max(6, right - left),
              // Those that overlap share the height.
              top: `${(lane(seen, place) / lanes(seen)) * 100}%`,
              height: `${100 / lanes(seen)}%`,
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

/** How many faults before this one overlap it, up to the rows there are. */
function lane(seen: readonly Seen[], place: number): number {
  const { left, right } = seen[place]!
  const before = seen
    .slice(0, place)
    .filter((other) => other.right > left && other.left < right).length
  return before % lanes(seen)
}

function lanes(seen: readonly Seen[]): number {
  const overlap = seen.some(({ left, right }, place) =>
    seen.some((other, index) => index < place && other.right > left && other.left < right),
  )
  return overlap ? 2 : 1
}
