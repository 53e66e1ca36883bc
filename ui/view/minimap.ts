/** The whole run in one strip: how much happened, and where something broke. */
import type { Axis, Stretch } from './axis.ts'
import { firstFrom, wholeOf } from './axis.ts'
import type { Severity } from './failures.ts'
import type { TraceModel } from './trace-model.ts'

/** A column of the strip. */
export interface Bin {
  readonly events: number
  /** 0: nothing went wrong. */
  readonly worst: Severity | 0
}

/** See the file's header. */
export interface Minimap {
  readonly bins: readonly Bin[]
  readonly most: number
}

/**
 * Divides the axis, or what is asked for of it, into `columns` bins. One failure among a million
 * events marks its bin. Costs little more than there are columns and failures.
 */
export function minimapOf(
  model: Pick<TraceModel, 'failures'>,
  axis: Axis,
  columns: number,
  whole: Stretch = wholeOf(axis),
): Minimap {
  const worst = new Uint8Array(columns)
  const width = whole.to - whole.from
  const { seq, severity, length } = model.failures
  for (let place = 0; place < length; place++) {
    const share = (axis.u[seq[place]!]! - whole.from) / width
    const bin = Math.min(columns - 1, Math.floor(share * columns))
    worst[bin] = Math.max(worst[bin]!, severity[place]!)
  }
  const bins: Bin[] = []
  let most = 1
  let first = 0
  for (let bin = 0; bin < columns; bin++) {
    const isLast = bin === columns - 1
    const next = isLast ? axis.length : firstFrom(axis, whole.from + ((bin + 1) / columns) * width)
    bins.push({ events: next - first, worst: worst[bin] as Severity | 0 })
    most = Math.max(most, next - first)
    first = next
  }
  return { bins, most }
}

/** How tall what happened in a bin is drawn: a single event is seen, a thousand do not hide it. */
export function barHeight({ events }: Bin, most: number, height: number): number {
  return events === 0 ? 0 : Math.max(1.5, Math.sqrt(events / most) * (height - 3))
}

/** How tall what went wrong in a bin is drawn: never less than a fifth of the strip. */
export function failureHeight(worst: Bin['worst'], height: number): number {
  return [0, 0.2, 0.45, 1][worst]! * height
}
