/**
 * Which messages answer another. Within an operation, the first message between two nodes asks and
 * those the other way answer; outside of operations, a message back to the node whose message is
 * just being handled answers.
 */
import { kinds } from './event-kinds.ts'
import type { EventColumns } from '../../engine/index.ts'

/** 1 for each of `sends` that is an answer; one entry per event of the run. */
export function repliesOf(events: EventColumns, sends: Int32Array): Uint8Array {
  const { node, operation } = events
  const isReply = new Uint8Array(events.length)
  const asking = new FirstAsked(events, sends.length)
  for (const send of sends) {
    if (operation[send]! < 0) isReply[send] = answersAtOnce(events, send) ? 1 : 0
    else if (node[asking.of(send)] !== node[send]) isReply[send] = 1
  }
  return isReply
}

/** Between the arrival and the answer lie at most the wait in line and the service. */
function answersAtOnce({ kind, peer, cause }: EventColumns, send: number): boolean {
  let seq = cause[send]!
  while (seq >= 0 && (kind[seq] === kinds.serve || kind[seq] === kinds.finish)) seq = cause[seq]!
  return seq >= 0 && kind[seq] === kinds.deliver && peer[seq] === peer[send]
}

/**
 * The first message of an operation between two nodes, either way: a hash table with open places
 * that holds nothing but numbers of events, since a million keys in a map would take half a second.
 */
class FirstAsked {
  readonly #events: EventColumns
  /** Events, counted from 1; 0 is free. At least half of the places are. */
  readonly #places: Int32Array

  constructor(events: EventColumns, sends: number) {
    this.#events = events
    this.#places = new Int32Array(2 ** Math.ceil(Math.log2(2 * sends + 2)))
  }

  /** The first such message; the one that is asked for if there was none before. */
  of(send: number): number {
    const { operation, node, peer } = this.#events
    const places = this.#places
    const from = node[send]!
    const to = peer[send]!
    const low = Math.min(from, to)
    const high = Math.max(from, to)
    const mixed = Math.imul(operation[send]!, 0x9e3779b1) ^ Math.imul(low, 0x85ebca77) ^ high
    let place = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 1
    for (;;) {
      place &= places.length - 1
      const found = places[place]! - 1
      if (found < 0) {
        places[place] = send + 1
        return send
      }
      const isSamePair =
        Math.min(node[found]!, peer[found]!) === low &&
        Math.max(node[found]!, peer[found]!) === high
      if (isSamePair && operation[found] === operation[send]) return found
      place++
    }
  }
}
