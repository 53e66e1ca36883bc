/** How many requests wait and are served at a node, after each of its events. */
import { kinds } from './event-kinds.ts'
import type { EventColumns } from '../../engine/index.ts'

/** By event: the numbers at the event's own node once it has happened. */
export interface Queues {
  readonly queued: Int32Array
  readonly serving: Int32Array
}

/** Counts arrivals that wait for a worker, services that begin, and services that end. */
export function queuesOf(events: EventColumns): Queues {
  const { kind, node, cause } = events
  const waits = waitersOf(events)
  const queued = new Int32Array(events.length)
  const serving = new Int32Array(events.length)
  let nodes = 0
  for (let seq = 0; seq < events.length; seq++) nodes = Math.max(nodes, node[seq]! + 1)
  const waiting = new Int32Array(nodes)
  const served = new Int32Array(nodes)
  for (let seq = 0; seq < events.length; seq++) {
    const place = node[seq]!
    if (place < 0) continue
    const why = cause[seq]!
    const isHere = why >= 0 && node[why] === place
    switch (kind[seq]) {
      case kinds.deliver:
      case kinds.arrive:
        if (waits[seq]) waiting[place]!++
        break
      case kinds.serve:
        waiting[place]!--
        served[place]!++
        break
      case kinds.finish:
        served[place]!--
        break
      case kinds.drop:
        if (isHere && waits[why]) waiting[place]!--
        else if (isHere && kind[why] === kinds.serve) served[place]!--
        break
      default:
    }
    queued[seq] = waiting[place]!
    serving[seq] = served[place]!
  }
  return { queued, serving }
}

/**
 * 1 for each arrival that stands in line, if for no time at all. A node either serves a type of
 * message or handles it at once, so one service tells about all arrivals of its type.
 */
function waitersOf({ length, kind, node, type, cause }: EventColumns): Uint8Array {
  let types = 0
  for (let seq = 0; seq < length; seq++) types = Math.max(types, type[seq]! + 2)
  const served = new Set<number>()
  const pair = (seq: number) => node[seq]! * types + type[seq]! + 1
  const isArrival = (seq: number) => kind[seq] === kinds.deliver || kind[seq] === kinds.arrive
  for (let seq = 0; seq < length; seq++) {
    const why = cause[seq]!
    if (kind[seq] === kinds.serve) served.add(pair(seq))
    else if (kind[seq] === kinds.drop && why >= 0 && node[why] === node[seq] && isArrival(why))
      served.add(pair(why))
  }
  const waits = new Uint8Array(length)
  if (served.size === 0) return waits
  for (let seq = 0; seq < length; seq++) if (isArrival(seq) && served.has(pair(seq))) waits[seq] = 1
  return waits
}
