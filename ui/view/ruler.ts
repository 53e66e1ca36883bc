/** Marks of time along the axis, whatever its mode. */
import { ticks as niceTicks } from 'd3'
import { cursorAt, placeOfTime } from './axis.ts'
import type { Axis, Stretch } from './axis.ts'
import { tick } from './time-label.ts'

/** A mark; `x` from 0 to 1 across the stretch. */
export interface RulerMark {
  readonly x: number
  readonly label: string
}

/** Round times within the stretch, none closer to another than `apart` (a share of the stretch). */
export function rulerOf(axis: Axis, stretch: Stretch, apart: number): RulerMark[] {
  if (axis.length === 0) return []
  const from = cursorAt(axis, stretch.from).at
  const to = cursorAt(axis, stretch.to).at
  const times = niceTicks(from, to, Math.max(2, Math.floor(1.6 / apart)))
  const step = times.length > 1 ? times[1]! - times[0]! : to - from
  const marks: RulerMark[] = []
  for (const time of times) {
    const x = (placeOfTime(axis, time) - stretch.from) / (stretch.to - stretch.from)
    const last = marks.at(-1)
    if (x < 0 || x > 1 || (last && x - last.x < apart)) continue
    marks.push({ x, label: tick(time, step) })
  }
  return marks
}
