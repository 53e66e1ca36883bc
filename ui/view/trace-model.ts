/**
 * A finished run as the page sees it: the columns of the trace and the indexes that every view
 * reads. Built once per run, never changed.
 */
import { eventKinds } from '../../engine/index.ts'
import type { EventKind } from '../../engine/index.ts'
import { kinds } from './event-kinds.ts'
import { failuresOf } from './failures.ts'
import type { Failures } from './failures.ts'
import { flightsOf } from './flights.ts'
import type { Flights } from './flights.ts'
import { flipsOf } from './flips.ts'
import type { Flips } from './flips.ts'
import { groupBy, groupThese, rowsOf } from './grouping.ts'
import type { Grouping } from './grouping.ts'
import { linksOf } from './links.ts'
import type { Links } from './links.ts'
import type { MeasureTrack } from './measure-track.ts'
import { queuesOf } from './queues.ts'
import type { Queues } from './queues.ts'
import { repliesOf } from './replies.ts'
import { scalesOf } from './scales.ts'
import type { Scales } from './scales.ts'
import type { TraceData } from './finished-run.ts'
import { tracksOf } from './tracks.ts'
import type { Tracks } from './tracks.ts'

/**
 * See the file's header. Events are named by their `seq`, nodes by their place; −1 is none.
 * Whatever there is one of per event, or may be, is in typed arrays: they change hands without being
 * copied, and a list of a million objects would hold the page up.
 */
export interface TraceModel extends Omit<TraceData, 'flips'> {
  readonly length: number
  readonly places: ReadonlyMap<string, number>
  /** Events that each event led to. */
  readonly effects: Grouping
  /** Events of each node. */
  readonly ofNode: Grouping
  /** Events of each operation. */
  readonly ofOperation: Grouping
  /** Events of each kind, by its number. */
  readonly ofKind: Grouping
  /** Events at which each node came up, went down, was paused or went on. */
  readonly turns: Grouping
  /** 1 for a send that answers an earlier message the other way. */
  readonly isReply: Uint8Array
  readonly flights: Flights
  readonly queues: Queues
  readonly links: Links
  readonly failures: Failures
  readonly flips: Flips
  /** Where events are on the axes. */
  readonly scales: Scales
  /** What charts are drawn from. */
  readonly tracks: Tracks
}

/** The indexes of a run, with what was measured in it. Linear in its events. */
export function traceModel(data: TraceData, measures: readonly MeasureTrack[] = []): TraceModel {
  const { events, header, footer } = data
  const { length } = events
  const nodes = header.topology.nodes.length
  const ofKind = groupBy(events.kind, length, eventKinds.length)
  const sends = rowsOf(ofKind, kinds.send)
  const isReply = repliesOf(events, sends)
  const flights = flightsOf(events, sends)
  const queues = queuesOf(events)
  let operations = 0
  for (let seq = 0; seq < length; seq++)
    operations = Math.max(operations, events.operation[seq]! + 1)
  return {
    ...data,
    length,
    places: new Map(header.topology.nodes.map(({ id }, place) => [id, place])),
    effects: groupBy(events.cause, length, length),
    ofNode: groupBy(events.node, length, nodes),
    ofOperation: groupBy(events.operation, length, operations),
    ofKind,
    turns: groupThese(turning(ofKind), events.node, nodes),
    isReply,
    flights,
    queues,
    links: linksOf({ events, ofKind, isReply, topology: header.topology }),
    failures: failuresOf(data, ofKind),
    flips: flipsOf(data.flips, footer.checks.length),
    scales: scalesOf(events, flights.typical),
    tracks: tracksOf({ ...data, queues }, measures),
  }
}

/** Events at which some node turned, in order. */
function turning(ofKind: Grouping): Int32Array {
  const all = [kinds.up, kinds.down, kinds.pause].flatMap((kind) => [...rowsOf(ofKind, kind)])
  return Int32Array.from(all).sort()
}

/** A symbol's text; '' for none. */
export function symbol(model: Pick<TraceData, 'symbols'>, index: number): string {
  return model.symbols[index] ?? ''
}

/** The kind of an event, by name. */
export function kindName(model: Pick<TraceData, 'events'>, seq: number): EventKind {
  return eventKinds[model.events.kind[seq]!]!
}

/** The last event at or before a time; −1 before the first. */
export function eventAt(model: Pick<TraceModel, 'events' | 'length'>, at: number): number {
  let low = 0
  let high = model.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (model.events.at[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
