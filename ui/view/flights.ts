/**
 * The way of each message from its sender to where it ends. A message that is duplicated flies
 * twice; one that is still under way when the run ends has no end.
 */
import { kinds } from './event-kinds.ts'
import { lastAtMost, rowsOf } from './grouping.ts'
import type { Grouping } from './grouping.ts'
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
  /** Moments at which it is written down what is under way: so many events have happened. */
  readonly noted: Int32Array
  /** Flights under way at each of them. */
  readonly underWay: Grouping
}

/** At most so many events lie between two notes, unless more flights than these are under way. */
const stride = 512
/** The pace of a run is that of about so many of its flights. */
const samples = 5000

/** Finds the flights of a run, of which `sends` are the events that send. */
export function flightsOf(events: EventColumns, sends: Int32Array): Flights {
  const { length, kind, cause } = events
  /** By event that sends: its first flight, and the one that the next end belongs to. */
  const flightOf = new Int32Array(length)
  for (let seq = 0; seq < length; seq++)
    if (kind[seq] === kinds.deliver || kind[seq] === kinds.drop) {
      const behind = sendBehind(events, cause[seq]!)
      if (behind >= 0) flightOf[behind]!++
    }
  let count = 0
  for (const one of sends) {
    const flights = Math.max(1, flightOf[one]!)
    flightOf[one] = count
    count += flights
  }
  const send = new Int32Array(count)
  const end = new Int32Array(count).fill(-1)
  for (let place = 0; place < sends.length; place++)
    send.fill(sends[place]!, flightOf[sends[place]!], flightOf[sends[place + 1]!] ?? count)
  const drops: number[] = []
  const droppedFlight: number[] = []
  for (let seq = 0; seq < length; seq++) {
    if (kind[seq] !== kinds.deliver && kind[seq] !== kinds.drop) continue
    const behind = sendBehind(events, cause[seq]!)
    if (behind < 0) continue
    const flight = flightOf[behind]!++
    end[flight] = seq
    if (kind[seq] === kinds.deliver) continue
    drops.push(seq)
    droppedFlight.push(flight)
  }
  return {
    length: count,
    send,
    end,
    drops: Int32Array.from(drops),
    droppedFlight: Int32Array.from(droppedFlight),
    typical: typicalOf(events, send, end),
    ...notesOf(send, end, length),
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
  const { send, end, noted, underWay } = flights
  const note = lastAtMost(noted, seq + 1)
  const under: number[] = []
  const isUnderWay = (flight: number) => end[flight]! < 0 || end[flight]! > seq
  for (const flight of rowsOf(underWay, note)) if (isUnderWay(flight)) under.push(flight)
  const first = lastAtMost(send, noted[note]! - 1) + 1
  for (let flight = first; flight < send.length && send[flight]! <= seq; flight++)
    if (isUnderWay(flight)) under.push(flight)
  return under
}

function typicalOf({ kind, at }: EventColumns, send: Int32Array, end: Int32Array): number {
  const every = Math.max(1, Math.floor(send.length / samples))
  const times: number[] = []
  for (let flight = 0; flight < send.length; flight += every) {
    const last = end[flight]!
    if (last >= 0 && kind[last] === kinds.deliver) times.push(at[last]! - at[send[flight]!]!)
  }
  times.sort((a, b) => a - b)
  return times[Math.floor(times.length / 2)] || 1000
}

/**
 * A note lists what is under way, so notes are as far apart as they are long: all together they are
 * no longer than the run, and finding what is under way takes no more than a few times as many
 * steps as there is, or as there are events between two notes.
 */
function notesOf(
  send: Int32Array,
  end: Int32Array,
  length: number,
): Pick<Flights, 'noted' | 'underWay'> {
  const noted = [0]
  const start = [0, 0]
  const rows: number[] = []
  let under: number[] = []
  let next = 0
  for (let count = stride; count <= length; count += Math.max(stride, under.length)) {
    while (next < send.length && send[next]! < count) under.push(next++)
    under = under.filter((flight) => end[flight]! < 0 || end[flight]! >= count)
    for (const flight of under) rows.push(flight)
    noted.push(count)
    start.push(rows.length)
  }
  return {
    noted: Int32Array.from(noted),
    underWay: { start: Int32Array.from(start), rows: Int32Array.from(rows) },
  }
}
