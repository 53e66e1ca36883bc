/**
 * Who caused what: happens-before among the events of a trace, with Lamport and vector clocks.
 *
 * An event happens before another if it came earlier at the same node, or led to it: a message's
 * sending to its delivery, and so along any chain of these.
 * Source: Lamport, "Time, clocks, and the ordering of events in a distributed system", CACM 21(7),
 * 1978; Mattern, "Virtual time and global states of distributed systems", 1989.
 */
import type { Trace } from './format.ts'

/** Clocks of every event, by `seq`. */
export interface Clocks {
  /** Lamport time, from 1. */
  readonly lamport: Int32Array
  /** Vector clocks, one row of `width` entries per event. */
  readonly vector: Int32Array
  /** Entries of a vector: one per node, and one for the outside (workloads and faults). */
  readonly width: number
}

/** Computes the clocks of a trace. Takes events × (nodes + 1) × 4 bytes. */
export function clocksOf(trace: Trace): Clocks {
  const { events, header } = trace
  const width = header.topology.nodes.length + 1
  const lamport = new Int32Array(events.length)
  const vector = new Int32Array(events.length * width)
  const latest = new Int32Array(width).fill(-1)
  for (let seq = 0; seq < events.length; seq++) {
    const place = placeOf(trace, seq)
    const row = seq * width
    for (const before of [latest[place]!, events.cause[seq]!])
      if (before >= 0) {
        lamport[seq] = Math.max(lamport[seq]!, lamport[before]!)
        for (let i = 0; i < width; i++)
          vector[row + i] = Math.max(vector[row + i]!, vector[before * width + i]!)
      }
    lamport[seq]!++
    vector[row + place]!++
    latest[place] = seq
  }
  return { lamport, vector, width }
}

/** Where an event took place: its node, or the outside as the last place. */
export function placeOf(trace: Trace, seq: number): number {
  const node = trace.events.node[seq]!
  return node < 0 ? trace.header.topology.nodes.length : node
}

/** Whether event `a` happens before event `b`, by their vector clocks. */
export function happensBefore(clocks: Clocks, a: number, b: number): boolean {
  const { vector, width } = clocks
  let less = false
  for (let i = 0; i < width; i++) {
    const x = vector[a * width + i]!
    const y = vector[b * width + i]!
    if (x > y) return false
    if (x < y) less = true
  }
  return less
}

/** The chain of causes that led to an event, nearest first. */
export function causesOf(trace: Trace, seq: number): number[] {
  const chain: number[] = []
  for (let cause = trace.events.cause[seq]!; cause >= 0; cause = trace.events.cause[cause]!)
    chain.push(cause)
  return chain
}

/** For each event, those it led to directly, in order. */
export function effectsOf(trace: Trace): (seq: number) => readonly number[] {
  const { events } = trace
  const effects = new Map<number, number[]>()
  for (let seq = 0; seq < events.length; seq++) {
    const cause = events.cause[seq]!
    if (cause < 0) continue
    const those = effects.get(cause)
    if (those) those.push(seq)
    else effects.set(cause, [seq])
  }
  return (seq) => effects.get(seq) ?? []
}
