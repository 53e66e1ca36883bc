/**
 * The timeline's axis. Each mode gives every event a place `u`, never falling from one event to
 * the next; between two events time runs evenly. Views work in `u` and need not know the mode.
 */
import { firstAtLeast, lastAtMost } from './grouping.ts'
import type { TraceModel } from './trace-model.ts'

/** Linear in time; time with idle gaps shrunk; one step per event. */
export const axisModes = ['time', 'compressed', 'events'] as const
/** See {@link axisModes}. */
export type AxisMode = (typeof axisModes)[number]

/** Where each event is on the axis. */
export interface Axis {
  readonly mode: AxisMode
  readonly length: number
  readonly u: Float64Array
  readonly at: Float64Array
}

/** A stretch of the axis, in `u`. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** A moment between events: the last event that has happened, and the time, µs. */
export interface Cursor {
  readonly seq: number
  readonly at: number
  /** How far it is on to the next event, 0 to 1, where the time does not say it. */
  readonly part?: number
}

/** The axis of a run. What takes long about it is in the model. */
export function axisOf(
  { length, events, scales }: Pick<TraceModel, 'length' | 'events' | 'scales'>,
  mode: AxisMode,
): Axis {
  const { at } = events
  return { mode, length, u: mode === 'time' ? at : scales[mode], at }
}

/** The whole axis. Never empty, so that nothing divides by zero. */
export function wholeOf({ u, length }: Axis): Stretch {
  const from = length > 0 ? u[0]! : 0
  const to = length > 0 ? u[length - 1]! : 0
  return { from, to: to > from ? to : from + 1 }
}

/** The cursor's place on the axis. */
export function placeOf({ u, at, length }: Axis, { seq, at: now, part }: Cursor): number {
  if (length === 0) return 0
  if (seq < 0) return u[0]!
  const here = u[seq]!
  if (seq + 1 >= length) return here
  const gap = at[seq + 1]! - at[seq]!
  const share = part ?? (gap > 0 ? Math.min(1, Math.max(0, (now - at[seq]!) / gap)) : 0)
  return here + share * (u[seq + 1]! - here)
}

/** The moment at a place of the axis. */
export function cursorAt({ u, at, length }: Axis, place: number): Cursor {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (u[middle]! <= place) low = middle + 1
    else high = middle
  }
  const seq = low - 1
  if (seq < 0) return { seq: length > 0 ? 0 : -1, at: length > 0 ? at[0]! : 0 }
  if (seq + 1 >= length) return { seq, at: at[seq]! }
  const width = u[seq + 1]! - u[seq]!
  const share = width > 0 ? (place - u[seq]!) / width : 0
  return { seq, at: at[seq]! + share * (at[seq + 1]! - at[seq]!), part: share }
}

/** The first event at or after a place of the axis; with `isPast`, the first one after it. */
export function firstFrom({ u }: Axis, place: number, isPast = false): number {
  return isPast ? lastAtMost(u, place) + 1 : firstAtLeast(u, place)
}

/** The place of a time that need not be an event's. */
export function placeOfTime(axis: Axis, time: number): number {
  const { at, length } = axis
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at[middle]! <= time) low = middle + 1
    else high = middle
  }
  return placeOf(axis, { seq: low - 1, at: time })
}

/** A stretch of the same width that holds the place, moved no more than needed within the whole. */
export function showing(stretch: Stretch, place: number, whole: Stretch): Stretch {
  if (place >= stretch.from && place <= stretch.to) return stretch
  const width = stretch.to - stretch.from
  return within({ from: place - width * 0.2, to: place + width * 0.8 }, whole)
}

/** The stretch, moved and if need be cut to lie within the whole. */
export function within(stretch: Stretch, whole: Stretch): Stretch {
  const width = Math.min(stretch.to - stretch.from, whole.to - whole.from)
  const from = Math.min(Math.max(stretch.from, whole.from), whole.to - width)
  return { from, to: from + width }
}

/** The stretch made wider or narrower around a place. */
export function zoomed(
  stretch: Stretch,
  options: { around: number; factor: number; least: number; whole: Stretch },
): Stretch {
  const { around, factor, least, whole } = options
  const old = stretch.to - stretch.from
  const width = Math.min(whole.to - whole.from, Math.max(least, old * factor))
  const share = (around - stretch.from) / old
  return within({ from: around - share * width, to: around + (1 - share) * width }, whole)
}
