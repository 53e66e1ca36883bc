/** When a check changed, as a strip over the run's time. */
import { rowsOf } from './grouping.ts'
import type { TraceModel } from './trace-model.ts'

/** A stretch of the strip; `from` and `to` from 0 to 1. */
export interface Stand {
  readonly from: number
  readonly to: number
  /** `both`: it changed here more often than can be drawn. */
  readonly holds: 'yes' | 'no' | 'both'
}

/** The stretches of a check, in order; together they cover the run. Cut to so many columns. */
export function flipStrip(
  { flips, footer }: Pick<TraceModel, 'flips' | 'footer'>,
  check: number,
  columns = 200,
): Stand[] {
  const whole = Math.max(1, footer.time)
  const held = new Uint8Array(columns)
  const broken = new Uint8Array(columns)
  const mark = (from: number, to: number, holds: boolean) => {
    const first = Math.min(columns - 1, Math.floor((from / whole) * columns))
    const last = Math.max(first, Math.min(columns, Math.ceil((to / whole) * columns)) - 1)
    ;(holds ? held : broken).fill(1, first, last + 1)
  }
  let since = 0
  let holds = footer.checks[check]?.kind === 'always'
  for (const row of rowsOf(flips.ofCheck, check)) {
    const at = flips.at[row]!
    // What held for no time does not count, but at the very end of the run.
    if (at > since) mark(since, at, holds)
    since = at
    holds = flips.holds[row] === 1
  }
  mark(since, Math.max(footer.time, since), holds)
  const stands: Stand[] = []
  for (let column = 0; column < columns; column++) {
    const now = held[column] ? (broken[column] ? 'both' : 'yes') : 'no'
    const last = stands.at(-1)
    const to = (column + 1) / columns
    if (last?.holds === now) stands[stands.length - 1] = { ...last, to }
    else stands.push({ from: column / columns, to, holds: now })
  }
  return stands
}
