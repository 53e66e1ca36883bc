/**
 * What a trace is, in memory. `docs/trace.md` says what it is in a file.
 */
import type { Micros } from '../clockwork/time.ts'
import type { Fault, FaultReport } from '../model/fault.ts'
import type { AnyValues } from '../scenario/parameters.ts'
import type { CheckVerdict } from '../scenario/property.ts'
import type { MeasureSummary, RunEnd } from '../scenario/summary.ts'
import type { EventCursor } from './event-cursor.ts'

/** The version this engine writes. Readers upgrade older ones and refuse newer ones. */
export const traceFormat = 1

/** What to run; small JSON, enough to run it again. */
export interface RunSpec {
  readonly scenario: string
  readonly variant: string
  readonly params: AnyValues
  readonly seed: string
  readonly workload: string
  /** The plan of faults, also when it is the scenario's own. */
  readonly faults: readonly Fault[]
  readonly engine: string
}

/** A node of the topology. */
export interface TopologyNode {
  readonly id: string
  readonly role: string
  readonly label: string
  /** Its pod's name, or `null`. */
  readonly pod: string | null
  readonly zone: string | null
  /** Whether it serves with a capacity; then how many workers. */
  readonly workers: number | null
}

/** What exists. Links are those that messages used. */
export interface Topology {
  readonly nodes: readonly TopologyNode[]
  readonly pods: readonly {
    readonly name: string
    readonly members: readonly string[]
    readonly zone: string | null
  }[]
}

/** What a trace begins with. */
export interface TraceHeader {
  readonly format: typeof traceFormat
  readonly spec: RunSpec
  readonly topology: Topology
}

/** What a trace ends with. */
export interface TraceFooter {
  readonly events: number
  readonly time: Micros
  readonly fingerprint: string
  /** Digests after every 1,024 events or a few more; the last is the fingerprint. */
  readonly chain: readonly string[]
  readonly end: RunEnd
  readonly checks: readonly CheckVerdict[]
  readonly measures: { readonly [name: string]: MeasureSummary }
  readonly faults: readonly FaultReport[]
}

/**
 * Events as columns of equal length; the row is the event's `seq`. Nodes are places in the
 * topology; names are places in `symbols`; −1 is none.
 */
export interface EventColumns {
  readonly length: number
  /** Virtual time, µs. */
  readonly at: Float64Array
  /** A place in `eventKinds`. */
  readonly kind: Uint8Array
  readonly node: Int32Array
  readonly peer: Int32Array
  /** Symbol: message type, operation kind, note text, … */
  readonly type: Int32Array
  /** The event that led to it. */
  readonly cause: Int32Array
  /** The operation it belongs to, counted from 0 in order of their beginnings. */
  readonly operation: Int32Array
  /** Meaning by kind, see `model/event.ts`. */
  readonly value: Float64Array
  /** Symbol: rule, outcome, way of going down, … */
  readonly detail: Int32Array
}

/**
 * The events of a trace. They are packed, some fifteen bytes each; the columns, 41 bytes an event,
 * are made when one of them is first read. Whoever goes through a long trace once takes a cursor.
 */
export interface TraceEvents extends EventColumns {
  /** All columns, without messages: new ones each time, to hand over to somebody else. */
  columns(): EventColumns
  /**
   * The content of sends, arrivals, timers, notes and ends; `null` elsewhere, and where there is no
   * such event. A new copy each time.
   */
  message(seq: number): object | null
  /** Reads the events in order. */
  cursor(): EventCursor
}

/** A whole trace. */
export interface Trace {
  readonly header: TraceHeader
  readonly symbols: readonly string[]
  readonly events: TraceEvents
  readonly footer: TraceFooter
}
