/** When the checks of a run changed, as columns: a run may have as many changes as it has steps. */
import type { CheckFlip } from '../../engine/index.ts'
import { groupBy, rowsOf } from './grouping.ts'
import type { Grouping } from './grouping.ts'

/** See the file's header; rows are in order of their events. */
export interface Flips {
  readonly length: number
  readonly check: Int32Array
  readonly event: Int32Array
  readonly at: Float64Array
  /** 1 where the check holds from here on. */
  readonly holds: Uint8Array
  /** Rows of each check. */
  readonly ofCheck: Grouping
}

/** The columns of a list of changes; `checks` is how many checks there are. */
export function flipsOf(flips: readonly CheckFlip[], checks: number): Flips {
  const check = Int32Array.from(flips, (flip) => flip.check)
  return {
    length: flips.length,
    check,
    event: Int32Array.from(flips, ({ event }) => event),
    at: Float64Array.from(flips, ({ at }) => at),
    holds: Uint8Array.from(flips, ({ holds }) => (holds ? 1 : 0)),
    ofCheck: groupBy(check, flips.length, checks),
  }
}

/** The last change of a check once event `seq` has happened, by its row; −1 for none. */
export function lastFlip({ ofCheck, event }: Flips, check: number, seq: number): number {
  const rows = rowsOf(ofCheck, check)
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (event[rows[middle]!]! <= seq) low = middle + 1
    else high = middle
  }
  return rows[low - 1] ?? -1
}
