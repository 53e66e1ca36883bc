/** Where the events of a run stand on the axes whose measure is not time. */
import type { EventColumns } from '../../engine/index.ts'

/** The places of all events, by axis. */
export interface Scales {
  readonly compressed: Float64Array
  readonly events: Float64Array
}

/**
 * The scales of a run, of which `typical` is the time of a flight. In `compressed`, a gap counts in
 * full up to a few flights' length.
 */
export function scalesOf({ length, at }: EventColumns, typical: number): Scales {
  const compressed = new Float64Array(length)
  const events = new Float64Array(length)
  const full = 2 * typical
  for (let seq = 1; seq < length; seq++) {
    events[seq] = seq
    compressed[seq] = compressed[seq - 1]! + shrunk(at[seq]! - at[seq - 1]!, full)
  }
  return { compressed, events }
}

function shrunk(gap: number, full: number): number {
  return gap <= full ? gap : full + full * Math.log2(gap / full) * 0.25
}
