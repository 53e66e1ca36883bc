/**
 * What tells an event apart by where it comes from and not by when it happens: a parent's key, its
 * own kind, node, peer and message type, and how many such events its parent has before it.
 *
 * The parent of what becomes of a message is the event before it on the message's way. The parent
 * of what a node does within an operation is the operation's first event: of several answers, the
 * last to arrive lets the node go on, and which one that is may change with any delay. The parent of
 * everything else is its cause; an event without one counts among those of its signature.
 *
 * A later time, another value or another outcome leave the key as it is, so that an event is found
 * again in a run that was changed a little, and by a link that is older than the change.
 *
 * Keys have 53 bits. That any two of `n` events share one by chance has a probability of about
 * n²/2⁵⁴: one in eighteen thousand for a million events.
 */
import { kinds } from './event-kinds.ts'
import type { TraceData } from './finished-run.ts'
import { KeyTable } from './key-table.ts'

/** What keys are made from; a trace and a model both have it. */
export type Keyed = Pick<TraceData, 'header' | 'symbols' | 'events'>

/** The key of every event, by `seq`. Linear. */
export function eventKeys({ header, symbols, events }: Keyed): Float64Array {
  const { length, kind, node, peer, type, cause, operation } = events
  const nodes = Int32Array.from(header.topology.nodes, ({ id }) => hashOf(id))
  const names = Int32Array.from(symbols, hashOf)
  const keys = new Float64Array(length)
  const seen = new KeyTable(length)
  /** The key of each operation's first event. */
  const operations: number[] = []
  for (let seq = 0; seq < length; seq++) {
    const within = operation[seq]!
    const known = within < 0 || isOnItsWay[kind[seq]!] ? undefined : operations[within]
    const parent = known ?? (cause[seq]! < 0 ? 0 : keys[cause[seq]!]!)
    const key = childOf(parent, [
      kind[seq]! + 1,
      node[seq]! < 0 ? 0 : nodes[node[seq]!]!,
      peer[seq]! < 0 ? 0 : nodes[peer[seq]!]!,
      type[seq]! < 0 ? 0 : names[type[seq]!]!,
    ])
    const before = seen.count(key)
    keys[seq] = before === 0 ? key : childOf(key, [before])
    if (within >= 0) operations[within] ??= keys[seq]!
  }
  return keys
}

/** By kind: 1 for what becomes of a message that has been sent. */
const isOnItsWay = new Uint8Array(64)
for (const kind of [kinds.deliver, kinds.drop, kinds.hold, kinds.serve, kinds.finish])
  isOnItsWay[kind] = 1

/** An event's key as a word for links, at most 11 letters and digits. */
export function addressOf(keys: Float64Array, seq: number): string {
  return (keys[seq] ?? 0).toString(36)
}

/** The event that an address means, the nearest to `hint` if there are several; −1 for none. */
export function findAddress(keys: Float64Array, address: string, hint: number): number {
  if (!/^[0-9a-z]{1,11}$/.test(address)) return -1
  const key = Number.parseInt(address, 36)
  if (keys[hint] === key) return hint
  const after = keys.indexOf(key, Math.max(0, hint))
  const before = hint > 0 ? keys.lastIndexOf(key, hint) : -1
  if (after < 0 || before < 0) return Math.max(after, before)
  return after - hint < hint - before ? after : before
}

/** A key made of another and some words: whole, below 2⁵³. */
function childOf(parent: number, words: readonly number[]): number {
  let low = parent | 0
  let high = (parent / 0x1_0000_0000) | 0
  for (const word of words) {
    low = Math.imul(low ^ word, 0x9e37_79b1)
    high = Math.imul(high ^ word, 0x5f35_6495)
    low ^= low >>> 15
    high ^= high >>> 13
  }
  low = Math.imul(low ^ (low >>> 16), 0x85eb_ca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2_ae35)
  high = Math.imul(high ^ (high >>> 16), 0x85eb_ca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2_ae35)
  low = Math.imul(low ^ (high >>> 16), 0x27d4_eb2f)
  high ^= low >>> 15
  return (high & 0x1f_ffff) * 0x1_0000_0000 + (low >>> 0)
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let value = 0x811c_9dc5
  for (let place = 0; place < text.length; place++)
    value = Math.imul(value ^ text.charCodeAt(place), 0x0100_0193)
  return value
}
