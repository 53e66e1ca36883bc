/** Which event of one run is which of another, by their keys, and whether the two are alike. */
import { kinds } from './event-kinds.ts'
import { KeyTable } from './key-table.ts'
import type { Keyed } from './identity.ts'

/** A run made ready to be compared. */
export interface Comparable extends Keyed {
  /** See `identity.ts`. */
  readonly keys: Float64Array
  /** See `contents.ts`. */
  readonly contents: Int32Array
}

/**
 * How an event differs from its counterpart: not at all; only in its time; in what it says (a value,
 * a detail, the content of a message); or it has none. That a node comes up which the other run does
 * not have is told by the systems, not by the runs: it is `given`.
 */
export const marks = { same: 0, shifted: 1, changed: 2, alone: 3, given: 4 } as const

/** The events of one run, seen from the other. */
export interface Matched {
  /** The counterpart of each event; −1 for none. */
  readonly partner: Int32Array
  /** One of {@link marks} for each event. */
  readonly mark: Uint8Array
}

/** Finds the counterparts of all events, for both runs. */
export function matched(
  a: Comparable,
  b: Comparable,
): { readonly a: Matched; readonly b: Matched } {
  const here = unmatched(a.events.length)
  const there = unmatched(b.events.length)
  const table = new KeyTable(a.events.length)
  for (let seq = 0; seq < a.events.length; seq++) table.add(a.keys[seq]!, seq)
  const symbols = new Map(a.symbols.map((text, place) => [text, place]))
  const symbolOf = Int32Array.from(b.symbols, (text) => symbols.get(text) ?? -2)
  for (let seq = 0; seq < b.events.length; seq++) {
    const other = table.get(b.keys[seq]!)
    if (other < 0 || here.partner[other]! >= 0) continue
    here.partner[other] = seq
    there.partner[seq] = other
    const mark = markOf(a, b, { other, seq, symbolOf })
    here.mark[other] = mark
    there.mark[seq] = mark
  }
  give(a, b, here.mark)
  give(b, a, there.mark)
  return { a: here, b: there }
}

/** Marks the first events of nodes that the other run does not have. */
function give({ events, header }: Comparable, other: Comparable, mark: Uint8Array): void {
  const known = new Set(other.header.topology.nodes.map(({ id }) => id))
  const isNew = header.topology.nodes.map(({ id }) => !known.has(id))
  for (let seq = 0; seq < events.length && events.at[seq]! <= 0; seq++) {
    const isStart = events.kind[seq] === kinds.up && events.cause[seq]! < 0
    if (isStart && isNew[events.node[seq]!]) mark[seq] = marks.given
  }
}

/** Whether a mark says that something in the run is different. */
export function isDifference(mark: number): boolean {
  return mark !== marks.same && mark !== marks.given
}

function unmatched(length: number): Matched {
  return {
    partner: new Int32Array(length).fill(-1),
    mark: new Uint8Array(length).fill(marks.alone),
  }
}

function markOf(
  a: Comparable,
  b: Comparable,
  pair: { other: number; seq: number; symbolOf: Int32Array },
): number {
  const { other, seq, symbolOf } = pair
  const kind = b.events.kind[seq]!
  const detail = b.events.detail[seq]!
  // Of faults the value is the place in the plan, which says nothing about the fault.
  const isPlan = kind === kinds.fault || kind === kinds.lift
  const isChanged =
    (!isPlan && a.events.value[other] !== b.events.value[seq]) ||
    a.events.detail[other] !== (detail < 0 ? detail : symbolOf[detail]) ||
    a.contents[other] !== b.contents[seq]
  if (isChanged) return marks.changed
  return a.events.at[other] === b.events.at[seq] ? marks.same : marks.shifted
}
