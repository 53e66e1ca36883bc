/** How long two runs are the same: where a branch leaves the run that it began as. */
import type { EventColumns, TraceFooter } from '../../engine/index.ts'

/** What of a run is compared. */
export interface Compared {
  readonly symbols: readonly string[]
  readonly events: EventColumns
  readonly footer: Pick<TraceFooter, 'chain'>
}

/** Events between two links of a fingerprint's chain, at least. */
const linkLength = 1024

/**
 * The number of events at the beginning that two runs have in common. The chains of their
 * fingerprints say how far nothing differs at all, states included; from there on the columns are
 * compared, so that a million events cost no more than the few thousand around the place.
 */
export function commonPrefix(a: Compared, b: Compared): number {
  const most = Math.min(a.events.length, b.events.length)
  const links = Math.min(a.footer.chain.length, b.footer.chain.length)
  let link = 0
  while (link < links && a.footer.chain[link] === b.footer.chain[link]) link++
  let seq = Math.min(most, link * linkLength)
  while (seq < most && isSameEvent(a, b, seq)) seq++
  return seq
}

/** Whether two runs have the same event at a place; names are compared, not their numbers. */
function isSameEvent(a: Compared, b: Compared, seq: number): boolean {
  const x = a.events
  const y = b.events
  return (
    x.at[seq] === y.at[seq] &&
    x.kind[seq] === y.kind[seq] &&
    x.node[seq] === y.node[seq] &&
    x.peer[seq] === y.peer[seq] &&
    x.cause[seq] === y.cause[seq] &&
    x.operation[seq] === y.operation[seq] &&
    x.value[seq] === y.value[seq] &&
    a.symbols[x.type[seq]!] === b.symbols[y.type[seq]!] &&
    a.symbols[x.detail[seq]!] === b.symbols[y.detail[seq]!]
  )
}
