/** The ends of operations, by how long they took. */
import { kinds } from './event-kinds.ts'
import { nthRow } from './quantiles.ts'
import type { TraceModel } from './trace-model.ts'

/** The ends of the operations that took longest, the longest first; those that went well. */
export function slowestOperations({ tracks }: TraceModel, most: number): number[] {
  const { ok, okTimes } = tracks
  return Array.from({ length: Math.min(most, ok.length) }, (_one, place) => {
    return ok[nthRow(okTimes, { from: 0, to: ok.length, k: ok.length - 1 - place })]!
  })
}

/** Whether an event ended an operation. */
export function isEnd({ events }: TraceModel, seq: number): boolean {
  return events.kind[seq] === kinds.end
}
