/**
 * Which messages answer another. Within an operation, the first message between two nodes asks and
 * those the other way answer; outside of operations, a message back to the node whose message is
 * just being handled answers.
 */
import { kinds } from './event-kinds.ts'
import type { EventColumns } from '../../engine/index.ts'

/** 1 for each send that is an answer. */
export function repliesOf(events: EventColumns): Uint8Array {
  const { kind, node, peer, operation } = events
  const isReply = new Uint8Array(events.length)
  /** By operation and pair: the node that asked first. */
  const askers = new Map<string, number>()
  for (let seq = 0; seq < events.length; seq++) {
    if (kind[seq] !== kinds.send) continue
    const from = node[seq]!
    const to = peer[seq]!
    if (operation[seq]! < 0) {
      isReply[seq] = answersAtOnce(events, seq) ? 1 : 0
      continue
    }
    const pair = `${operation[seq]} ${Math.min(from, to)} ${Math.max(from, to)}`
    const asker = askers.get(pair)
    if (asker === undefined) askers.set(pair, from)
    else if (asker !== from) isReply[seq] = 1
  }
  return isReply
}

/** Between the arrival and the answer lie at most the wait in line and the service. */
function answersAtOnce({ kind, peer, cause }: EventColumns, send: number): boolean {
  let seq = cause[send]!
  while (seq >= 0 && (kind[seq] === kinds.serve || kind[seq] === kinds.finish)) seq = cause[seq]!
  return seq >= 0 && kind[seq] === kinds.deliver && peer[seq] === peer[send]
}
