/**
 * What may follow from a difference between two runs: the future of the event in either run, along
 * causes and along the order of events at each node. Where something happened in one run only, what
 * happens later at that node in the other may be so because it did not.
 */
import type { Fault } from '../../engine/index.ts'
import { kinds } from './event-kinds.ts'
import { placesOf } from './fault-spans.ts'
import { marks } from './matching.ts'
import type { Comparable, Matched } from './matching.ts'

/** A run and how it differs. */
export interface Compared {
  readonly run: Comparable
  readonly matched: Matched
}

/** An event that differs: its `seq` in each run, −1 where it is not. */
export interface Pair {
  readonly a: number
  readonly b: number
}

/** For each event of both runs, 1 if it lies in the future of the difference. */
export interface Aftermath {
  readonly a: Uint8Array
  readonly b: Uint8Array
}

/** What one run explains may explain more in the other; after so many rounds it is left at that. */
const roundsMost = 4

/** See the file's header. */
export function aftermathOf(a: Compared, b: Compared, from: Pair): Aftermath {
  const future = {
    a: new Uint8Array(a.run.events.length),
    b: new Uint8Array(b.run.events.length),
  }
  if (from.a >= 0) future.a[from.a] = 1
  if (from.b >= 0) future.b[from.b] = 1
  for (let round = 0; round < roundsMost; round++) {
    spread(a, b, { future, from })
    const more = exchange(a, future.a, future.b) + exchange(b, future.b, future.a)
    if (more === 0) break
  }
  return future
}

/** Goes through both runs by time and carries the mark on. */
function spread(a: Compared, b: Compared, { future, from }: { future: Aftermath; from: Pair }) {
  const places = new Map<string, number>()
  const placeIn = ({ run }: Compared) =>
    Int32Array.from(run.header.topology.nodes, ({ id }) => {
      const place = places.get(id) ?? places.size
      places.set(id, place)
      return place
    })
  const left = { ...a, future: future.a, place: placeIn(a), next: 0, first: from.a }
  const right = { ...b, future: future.b, place: placeIn(b), next: 0, first: from.b }
  /** Nodes at which something has happened that lies in the future. */
  const touched = new Uint8Array(places.size)
  const visit = (side: typeof left, seq: number) => {
    const { run, place, future: marked } = side
    const { node, cause } = run.events
    const at = node[seq]! < 0 ? -1 : place[node[seq]!]!
    const isNew = !marked[seq]
    const follows =
      at < 0 ? isLiftOf(run, side.first, seq) : touched[at] || marked[cause[seq]!] === 1
    if (isNew && !follows) return
    marked[seq] = 1
    if (at >= 0) touched[at] = 1
    else if (seq === side.first) for (const hit of hitBy(run, seq)) touched[place[hit]!] = 1
  }
  const timeOf = ({ run, next }: typeof left) =>
    next < run.events.length ? run.events.at[next]! : Infinity
  for (;;) {
    const now = Math.min(timeOf(left), timeOf(right))
    if (now === Infinity) return
    const begin = left.next
    // Whatever one run does at a moment may show in the other at the same one.
    for (const side of [left, right]) while (timeOf(side) === now) visit(side, side.next++)
    for (let seq = begin; seq < left.next; seq++) visit(left, seq)
  }
}

/** An event whose counterpart is explained is explained too. Returns how many are new. */
function exchange({ matched }: Compared, own: Uint8Array, other: Uint8Array): number {
  let more = 0
  for (let seq = 0; seq < own.length; seq++) {
    const partner = matched.partner[seq]!
    if (own[seq] || partner < 0 || !other[partner] || matched.mark[seq] === marks.same) continue
    own[seq] = 1
    more++
  }
  return more
}

/** Whether an event is that a fault is over, and the other that this fault set in. */
function isLiftOf({ events: { kind, value } }: Comparable, fault: number, seq: number): boolean {
  return kind[seq] === kinds.lift && kind[fault] === kinds.fault && value[seq] === value[fault]
}

/**
 * The nodes that a fault concerns, by their places: with a node those that share its pod, and all
 * where it names none.
 */
function hitBy({ events, header }: Comparable, seq: number): readonly number[] {
  const { nodes } = header.topology
  if (events.kind[seq] !== kinds.fault && events.kind[seq] !== kinds.lift) return []
  const fault: Fault | undefined = header.spec.faults[events.value[seq]!]
  const names = fault ? namesIn(fault) : []
  const named = names.flatMap((name) => placesOf(header.topology, name))
  const pods = new Set(named.map((place) => nodes[place]!.pod).filter((pod) => pod !== null))
  const all = nodes.map((_node, place) => place)
  if (named.length === 0) return all
  return all.filter((place) => named.includes(place) || pods.has(nodes[place]!.pod ?? ''))
}

function namesIn(fault: Fault): readonly string[] {
  if ('target' in fault) return [fault.target]
  if ('from' in fault) return [fault.from, fault.to]
  return 'groups' in fault ? fault.groups.flat() : []
}
