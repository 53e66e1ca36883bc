/**
 * The way of each message from its sender to where it ends. A message that is duplicated flies
 * twice; one that is still under way when the run ends has no end.
 */
import { kinds } from './event-kinds.ts'
import { lastAtMost } from './grouping.ts'
import type { EventColumns } from '../../engine/index.ts'

/** See the file's header; rows are in the order of the sends. */
export interface Flights {
  readonly length: number
  /** The event that sent it. */
  readonly send: Int32Array
  /** The event that ended it, a deliver or a drop; −1 for none. */
  readonly end: Int32Array
  /** Drops in order, and the flight that each ended. */
  readonly drops: Int32Array
  readonly droppedFlight: Int32Array
  /** Middle value of the times of flight, µs: the pace of this run. */
  readonly typical: number
  /** Flights under way after each `stride`-th event. */
  readonly checkpoints: readonly Int32Array[]
  readonly stride: number
}

const stride = 512

/** Finds the flights of a run. */
export function flightsOf(events: EventColumns): Flights {
  const { kind, cause, at } = events
  const sends: number[] = []
  const ends: number[] = []
  const order: number[] = []
  const flightOf = new Int32Array(events.length).fill(-1)
  for (let seq = 0; seq < events.length; seq++) {
    if (kind[seq] === kinds.send) {
      flightOf[seq] = sends.length
      sends.push(seq)
      ends.push(-1)
    } else if (kind[seq] === kinds.deliver || kind[seq] === kinds.drop) {
      const send = sendBehind(events, cause[seq]!)
      const flight = send < 0 ? -1 : flightOf[send]!
      if (flight < 0) continue
      if (ends[flight] === -1) ends[flight] = seq
      else {
        sends.push(send)
        ends.push(seq)
      }
    }
  }
  for (let flight = 0; flight < sends.length; flight++) order.push(flight)
  order.sort((a, b) => sends[a]! - sends[b]! || a - b)
  const send = Int32Array.from(order, (flight) => sends[flight]!)
  const end = Int32Array.from(order, (flight) => ends[flight]!)
  const dropped: { seq: number; flight: number }[] = []
  const times: number[] = []
  const sampleEvery = Math.max(1, Math.floor(send.length / 5000))
  for (let flight = 0; flight < send.length; flight++) {
    const last = end[flight]!
    if (last < 0) continue
    if (kind[last] === kinds.drop) dropped.push({ seq: last, flight })
    else if (flight % sampleEvery === 0) times.push(at[last]! - at[send[flight]!]!)
  }
  dropped.sort((a, b) => a.seq - b.seq)
  times.sort((a, b) => a - b)
  return {
    length: send.length,
    send,
    end,
    drops: Int32Array.from(dropped, ({ seq }) => seq),
    droppedFlight: Int32Array.from(dropped, ({ flight }) => flight),
    typical: times[Math.floor(times.length / 2)] || 1000,
    checkpoints: checkpointsOf(send, end, events.length),
    stride,
  }
}

/** The send that a delivery or a loss on the way goes back to; −1 when it was lost elsewhere. */
export function sendBehind({ kind, cause }: EventColumns, seq: number): number {
  let behind = seq
  while (behind >= 0 && kind[behind] === kinds.hold) behind = cause[behind]!
  return behind >= 0 && kind[behind] === kinds.send ? behind : -1
}

/** Flights under way once event `seq` has happened, in the order of the sends. */
export function flightsAt(flights: Flights, seq: number): number[] {
  const { send, end, checkpoints } = flights
  const base = Math.min(Math.floor((seq + 1) / stride), checkpoints.length - 1)
  const under: number[] = []
  const isUnderWay = (flight: number) => end[flight]! < 0 || end[flight]! > seq
  for (const flight of checkpoints[base]!) if (isUnderWay(flight)) under.push(flight)
  const first = lastAtMost(send, base * stride - 1) + 1
  for (let flight = first; flight < send.length && send[flight]! <= seq; flight++)
    if (isUnderWay(flight)) under.push(flight)
  return under
}

/** Entry `k` holds what is under way when the first `k * stride` events have happened. */
function checkpointsOf(send: Int32Array, end: Int32Array, length: number): Int32Array[] {
  const checkpoints: Int32Array[] = [new Int32Array(0)]
  let under: number[] = []
  let next = 0
  for (let count = stride; count <= length; count += stride) {
    while (next < send.length && send[next]! < count) under.push(next++)
    under = under.filter((flight) => end[flight]! < 0 || end[flight]! >= count)
    checkpoints.push(Int32Array.from(under))
  }
  return checkpoints
}
