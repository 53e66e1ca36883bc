/** How long operations took, over the visible stretch of the timeline. */
import type { Axis, Stretch } from './axis.ts'
import { kinds } from './event-kinds.ts'
import { lastAtMost, rowsOf } from './grouping.ts'
import type { TraceModel } from './trace-model.ts'

/** One column; `null` where no operation ended. */
export interface LatencyPoint {
  /** Middle of the column, 0 to 1 across the stretch. */
  readonly x: number
  readonly p50: number
  readonly p99: number
  readonly count: number
  /** The end of the slowest operation here. */
  readonly slowest: number
}

/** See the file's header. */
export interface LatencyView {
  readonly points: readonly LatencyPoint[]
  /** Greatest p99, µs. */
  readonly most: number
}

/** Percentiles of operations by the column in which they end. */
export function latencyOf(
  model: TraceModel,
  axis: Axis,
  options: { readonly stretch: Stretch; readonly columns: number },
): LatencyView {
  const { stretch, columns } = options
  const { value } = model.events
  const width = stretch.to - stretch.from
  const ends: { seqs: number[] }[] = Array.from({ length: columns }, () => ({ seqs: [] }))
  const all = rowsOf(model.ofKind, kinds.end)
  for (let row = lastAtMost(all, firstFrom(axis, stretch.from) - 1) + 1; row < all.length; row++) {
    const seq = all[row]!
    if (axis.u[seq]! > stretch.to) break
    const column = Math.min(
      columns - 1,
      Math.floor(((axis.u[seq]! - stretch.from) / width) * columns),
    )
    ends[column]?.seqs.push(seq)
  }
  const points = ends.flatMap(({ seqs }, column): LatencyPoint[] => {
    if (seqs.length === 0) return []
    seqs.sort((a, b) => value[a]! - value[b]! || a - b)
    const at = (q: number) =>
      value[seqs[Math.min(seqs.length - 1, Math.ceil(q * seqs.length) - 1)]!]!
    return [
      {
        x: (column + 0.5) / columns,
        p50: at(0.5),
        p99: at(0.99),
        count: seqs.length,
        slowest: seqs.at(-1)!,
      },
    ]
  })
  return { points, most: Math.max(0, ...points.map(({ p99 }) => p99)) }
}

/** The first event at or after a place of the axis; with `isPast`, the first one after it. */
export function firstFrom({ u, length }: Axis, place: number, isPast = false): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isPast ? u[middle]! <= place : u[middle]! < place) low = middle + 1
    else high = middle
  }
  return low
}
