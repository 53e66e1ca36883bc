/**
 * Two runs compared by what caused what: how far they are the same, where they part, what follows
 * from that, and what came of it. Plain data; the runs are called here (`a`) and there (`b`).
 */
import { aftermathOf } from './aftermath.ts'
import { isDifference, marks, matched } from './matching.ts'
import type { Comparable, Matched } from './matching.ts'

/** How many events differ, and how. */
export interface Tally {
  /** Only here; only there. */
  readonly here: number
  readonly there: number
  /** The same at another time. */
  readonly shifted: number
  /** With another value, outcome or content. */
  readonly changed: number
  /** All of these; and those that follow from the first. */
  readonly all: number
  readonly following: number
}

/** The differences at one node. */
export interface NodeTally extends Tally {
  /** '' for what happens at no node: faults. */
  readonly node: string
}

/** See the file's header. */
export interface Comparison {
  /** So many events from the beginning are equal, one by one; the last of them here, −1 for none. */
  readonly prefix: number
  readonly last: number
  /** Nodes that only one of the runs has. */
  readonly newHere: readonly string[]
  readonly newThere: readonly string[]
  readonly a: Matched
  readonly b: Matched
  /** Everything that differs, by time: its `seq` here and there, −1 where it is not. */
  readonly here: Int32Array
  readonly there: Int32Array
  /** For each of these, 1 if it follows from the first difference. */
  readonly follows: Uint8Array
  /** The first of them that does not follow from the very first, by its place; −1 for none. */
  readonly apart: number
  readonly tally: Tally
  /** Nodes at which something differs, the most first. */
  readonly nodes: readonly NodeTally[]
}

/** Compares two runs. Linear in their events, but for sorting what differs. */
export function comparisonOf(a: Comparable, b: Comparable): Comparison {
  const both = matched(a, b)
  const { here, there } = differencesOf(a, b, both)
  const follows = followers(a, b, { ...both, here, there })
  return {
    ...prefixOf(both),
    newHere: newNodes(a, b),
    newThere: newNodes(b, a),
    ...both,
    here,
    there,
    follows,
    apart: follows.indexOf(0),
    ...tallies(a, b, { ...both, here, there, follows }),
  }
}

interface Listed {
  readonly a: Matched
  readonly b: Matched
  readonly here: Int32Array
  readonly there: Int32Array
}

/** For each difference, whether it lies in the future of the first. */
function followers(a: Comparable, b: Comparable, listed: Listed): Uint8Array {
  const { here, there } = listed
  const follows = new Uint8Array(here.length)
  if (here.length === 0) return follows
  const after = aftermathOf(
    { run: a, matched: listed.a },
    { run: b, matched: listed.b },
    { a: here[0]!, b: there[0]! },
  )
  for (let place = 0; place < here.length; place++)
    follows[place] = (after.a[here[place]!] ?? 0) | (after.b[there[place]!] ?? 0)
  return follows
}

/** How much differs, in all and at each node. */
function tallies(
  a: Comparable,
  b: Comparable,
  { a: { mark }, here, there, follows }: Listed & { readonly follows: Uint8Array },
): Pick<Comparison, 'tally' | 'nodes'> {
  const whole = new Counting()
  const byNode = new Map<string, Counting>()
  for (let place = 0; place < here.length; place++) {
    const isHere = here[place]! >= 0
    const run = isHere ? a : b
    const node = run.events.node[isHere ? here[place]! : there[place]!]!
    const id = run.header.topology.nodes[node]?.id ?? ''
    const own = byNode.get(id) ?? new Counting()
    byNode.set(id, own)
    for (const counting of [whole, own])
      counting.add(isHere ? mark[here[place]!]! : marks.alone, isHere, follows[place] === 1)
  }
  return {
    tally: whole.tally,
    nodes: [...byNode]
      .map(([node, counting]) => ({ node, ...counting.tally }))
      .sort((x, y) => y.all - x.all || (x.node < y.node ? -1 : 1)),
  }
}

/** Goes along both runs for as long as they are equal; what is given does not count. */
function prefixOf({ a, b }: Pick<Listed, 'a' | 'b'>): Pick<Comparison, 'prefix' | 'last'> {
  let prefix = 0
  let last = -1
  let other = 0
  for (let seq = 0; seq < a.mark.length; seq++) {
    if (a.mark[seq] === marks.given) continue
    while (b.mark[other] === marks.given) other++
    if (a.mark[seq] !== marks.same || a.partner[seq] !== other) break
    prefix++
    other++
    last = seq
  }
  return { prefix, last }
}

function newNodes(run: Comparable, other: Comparable): readonly string[] {
  const known = new Set(other.header.topology.nodes.map(({ id }) => id))
  return run.header.topology.nodes.flatMap(({ id }) => (known.has(id) ? [] : [id]))
}

/**
 * Everything that differs, by the earlier of its two times. At one moment faults come first, then
 * events in the order they have here; what is only there stands behind what it follows there.
 */
function differencesOf(
  a: Comparable,
  b: Comparable,
  both: Pick<Listed, 'a' | 'b'>,
): Pick<Listed, 'here' | 'there'> {
  const here: number[] = []
  const there: number[] = []
  const at: number[] = []
  const rank: number[] = []
  const ahead = (node: number) => (node < 0 ? a.events.length + 1 : 0)
  for (let seq = 0; seq < both.a.mark.length; seq++) {
    if (!isDifference(both.a.mark[seq]!)) continue
    const partner = both.a.partner[seq]!
    here.push(seq)
    there.push(partner)
    at.push(Math.min(a.events.at[seq]!, b.events.at[partner] ?? Infinity))
    rank.push(seq - ahead(a.events.node[seq]!))
  }
  let behind = -1
  for (let seq = 0; seq < both.b.mark.length; seq++) {
    behind = Math.max(behind, both.b.partner[seq]!)
    if (both.b.mark[seq] !== marks.alone) continue
    here.push(-1)
    there.push(seq)
    at.push(b.events.at[seq]!)
    rank.push(behind + 0.5 - ahead(b.events.node[seq]!))
  }
  const order = Uint32Array.from(here, (_seq, place) => place)
  order.sort((x, y) => at[x]! - at[y]! || rank[x]! - rank[y]! || there[x]! - there[y]!)
  return {
    here: Int32Array.from(order, (place) => here[place]!),
    there: Int32Array.from(order, (place) => there[place]!),
  }
}

class Counting {
  #here = 0
  #there = 0
  #shifted = 0
  #changed = 0
  #following = 0

  add(mark: number, isHere: boolean, follows: boolean): void {
    if (mark === marks.shifted) this.#shifted++
    else if (mark === marks.changed) this.#changed++
    else if (isHere) this.#here++
    else this.#there++
    if (follows) this.#following++
  }

  get tally(): Tally {
    const all = this.#here + this.#there + this.#shifted + this.#changed
    return {
      here: this.#here,
      there: this.#there,
      shifted: this.#shifted,
      changed: this.#changed,
      all,
      following: this.#following,
    }
  }
}
