/** The columns of a chart: stretches of the axis, as times and as events of a run. */
import { cursorAt } from './axis.ts'
import type { Axis, Stretch } from './axis.ts'
import { firstAtLeast, lastAtMost } from './grouping.ts'

/** Column `c` reaches from edge `c` to edge `c + 1`. */
export interface Grid {
  readonly columns: number
  readonly times: Float64Array
  /** The first event at or after each edge; the last one is beyond all that is seen. */
  readonly edges: Int32Array
}

/** Divides a stretch of the axis into columns. */
export function gridOf(axis: Axis, stretch: Stretch, columns: number): Grid {
  const times = new Float64Array(columns + 1)
  const edges = new Int32Array(columns + 1)
  for (let edge = 0; edge <= columns; edge++) {
    const place = stretch.from + ((stretch.to - stretch.from) * edge) / columns
    times[edge] = cursorAt(axis, place).at
    edges[edge] = edge === columns ? lastAtMost(axis.u, place) + 1 : firstAtLeast(axis.u, place)
  }
  return { columns, times, edges }
}

/** The same times as events of another run. */
export function gridIn(events: { readonly at: Float64Array }, { columns, times }: Grid): Grid {
  return { columns, times, edges: Int32Array.from(times, (time) => firstAtLeast(events.at, time)) }
}
