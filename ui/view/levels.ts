/**
 * A whole number that changes at events and stands in between, such as a queue's length: its mean
 * and its greatest value over any stretch of time, at a cost that hardly grows with the stretch.
 */
import { lastAtMost } from './grouping.ts'

/** See the file's header. It is 0 before the first change. */
export interface Levels {
  /** The events at which it changed, and when. */
  readonly seq: Int32Array
  readonly at: Float64Array
  /** What it was from then on. */
  readonly value: Int32Array
  /** The sum of value times µs up to each change. */
  readonly area: Float64Array
  /** The greatest value of each 16 changes, of each 256, and so on. */
  readonly maxima: readonly Int32Array[]
}

const fan = 16

/** Prepares the changes of a number, in order. */
export function levelsOf(
  changes: readonly (readonly [seq: number, value: number])[],
  times: ArrayLike<number>,
): Levels {
  const { length } = changes
  const seq = Int32Array.from(changes, ([event]) => event)
  const value = Int32Array.from(changes, ([, number]) => number)
  const at = Float64Array.from(seq, (event) => times[event]!)
  const area = new Float64Array(length)
  for (let place = 1; place < length; place++)
    area[place] = area[place - 1]! + value[place - 1]! * (at[place]! - at[place - 1]!)
  const maxima: Int32Array[] = []
  for (let below: Int32Array = value; below.length > fan; below = maxima.at(-1)!)
    maxima.push(greatestOfEach(below))
  return { seq, at, value, area, maxima }
}

function greatestOfEach(below: Int32Array): Int32Array {
  const above = new Int32Array(Math.ceil(below.length / fan))
  below.forEach((one, place) => {
    const group = Math.floor(place / fan)
    above[group] = place % fan === 0 ? one : Math.max(above[group]!, one)
  })
  return above
}

/** The mean over a stretch of time, µs; the value that stands there when it has no length. */
export function meanLevel(levels: Levels, from: number, to: number): number {
  if (to <= from) return levels.value[lastAtMost(levels.at, from)] ?? 0
  return (areaUntil(levels, to) - areaUntil(levels, from)) / (to - from)
}

/** The greatest value that stood at any time of a stretch. */
export function greatestLevel(levels: Levels, from: number, to: number): number {
  const first = Math.max(0, lastAtMost(levels.at, from))
  const last = lastAtMost(levels.at, to)
  const before = levels.at.length > 0 && levels.at[0]! > from ? 0 : -Infinity
  if (last < first || levels.at.length === 0) return Math.max(0, before)
  return Math.max(before, greatest(levels, first, last + 1))
}

/** The first event of a stretch of time at which the number was at its greatest there; −1 for none. */
export function greatestEvent(levels: Levels, from: number, to: number): number {
  const first = Math.max(0, lastAtMost(levels.at, from))
  const last = lastAtMost(levels.at, to)
  const most = greatestLevel(levels, from, to)
  for (let place = first; place <= last; place++)
    if (levels.value[place] === most) return levels.seq[place]!
  return -1
}

function areaUntil({ at, value, area }: Levels, time: number): number {
  const place = lastAtMost(at, time)
  return place < 0 ? 0 : area[place]! + value[place]! * (time - at[place]!)
}

function greatest({ value, maxima }: Levels, from: number, to: number): number {
  let most = -Infinity
  let list: Int32Array | undefined = value
  let left = from
  let right = to
  for (let level = 0; list && left < right; list = maxima[level++]) {
    // The ends that fill no group of the list above are looked at here; what is left goes up.
    const isTop = level >= maxima.length
    while (left < right && (isTop || left % fan !== 0)) most = Math.max(most, list[left++]!)
    while (left < right && right % fan !== 0) most = Math.max(most, list[--right]!)
    left /= fan
    right /= fan
  }
  return most
}
