/** The whole run in one strip: how much happened, and where something broke. */
import type { Axis } from './axis.ts'
import { wholeOf } from './axis.ts'
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

/** Divides the axis into `columns` bins. One failure among a million events marks its bin. */
export function minimapOf(model: TraceModel, axis: Axis, columns: number): Minimap {
  const counts = new Float64Array(columns)
  const worst = new Uint8Array(columns)
  const whole = wholeOf(axis)
  const binOf = (seq: number) =>
    Math.min(
      columns - 1,
      Math.floor(((axis.u[seq]! - whole.from) / (whole.to - whole.from)) * columns),
    )
  // Places never fall, so a bin is a stretch of events: only its border is looked for.
  for (let first = 0; first < model.length;) {
    const bin = binOf(first)
    let low = first
    let high = model.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (binOf(middle) <= bin) low = middle + 1
      else high = middle
    }
    counts[bin] = low - first
    first = low
  }
  const { seq, severity, length } = model.failures
  for (let place = 0; place < length; place++) {
    const bin = binOf(seq[place]!)
    worst[bin] = Math.max(worst[bin]!, severity[place]!)
  }
  return {
    bins: Array.from(counts, (events, bin) => ({ events, worst: worst[bin] as Severity | 0 })),
    most: Math.max(1, ...counts),
  }
}
