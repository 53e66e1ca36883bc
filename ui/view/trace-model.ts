/**
 * A finished run as the page sees it: the columns of the trace and the indexes that every view
 * reads. Built once per run, never changed.
 */
import { eventKinds } from '../../engine/index.ts'
import type { EventKind } from '../../engine/index.ts'
import { failuresOf } from './failures.ts'
import type { Failure } from './failures.ts'
import { flightsOf } from './flights.ts'
import type { Flights } from './flights.ts'
import { groupBy } from './grouping.ts'
import type { Grouping } from './grouping.ts'
import { linksOf } from './links.ts'
import type { Links } from './links.ts'
import { queuesOf } from './queues.ts'
import type { Queues } from './queues.ts'
import { repliesOf } from './replies.ts'
import type { TraceData } from './finished-run.ts'

/** See the file's header. Events are named by their `seq`, nodes by their place; −1 is none. */
export interface TraceModel extends TraceData {
  readonly length: number
  readonly places: ReadonlyMap<string, number>
  /** Events that each event led to. */
  readonly effects: Grouping
  /** Events of each node. */
  readonly ofNode: Grouping
  /** Events of each operation. */
  readonly ofOperation: Grouping
  /** 1 for a send that answers an earlier message the other way. */
  readonly isReply: Uint8Array
  readonly flights: Flights
  readonly queues: Queues
  readonly links: Links
  readonly failures: readonly Failure[]
}

/** The indexes of a run. Linear in its events. */
export function traceModel(data: TraceData): TraceModel {
  const { events, header } = data
  const nodes = header.topology.nodes.length
  const isReply = repliesOf(events)
  const flights = flightsOf(events)
  let operations = 0
  for (let seq = 0; seq < events.length; seq++)
    operations = Math.max(operations, events.operation[seq]! + 1)
  return {
    ...data,
    length: events.length,
    places: new Map(header.topology.nodes.map(({ id }, place) => [id, place])),
    effects: groupBy(events.cause, events.length, events.length),
    ofNode: groupBy(events.node, events.length, nodes),
    ofOperation: groupBy(events.operation, events.length, operations),
    isReply,
    flights,
    queues: queuesOf(events),
    links: linksOf({ events, isReply, topology: header.topology }),
    failures: failuresOf(data),
  }
}

/** A symbol's text; '' for none. */
export function symbol(model: Pick<TraceData, 'symbols'>, index: number): string {
  return model.symbols[index] ?? ''
}

/** The kind of an event, by name. */
export function kindName(model: TraceData, seq: number): EventKind {
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
