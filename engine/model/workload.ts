/**
 * A workload is what is asked of a system, and when. Each arrival reaches a client node as a
 * message and, unless told otherwise, opens an operation that the client must end.
 */
import type { Timing } from '../clockwork/distribution.ts'
import type { Stream } from '../clockwork/random.ts'
import type { Micros } from '../clockwork/time.ts'
import type { Arrivals } from './arrivals.ts'
import type { MessageType, Plain, Protocol, Role } from './protocol.ts'

/** One row of a real log, as a workload sees it. */
export interface LogEntry {
  /** µs since the first row, after sorting, speeding up and compressing. */
  readonly at: Micros
  /** Who asked, or for what: the key column. */
  readonly key: string
  /** The size column; `null` where the log has none. */
  readonly size: number | null
  /** The other columns. */
  readonly fields: { readonly [name: string]: string | number | null }
}

/** What a message of a workload may be made from. */
export interface Draw {
  /** Which arrival of the workload this is, from 0. */
  readonly n: number
  /** The user who asks, from 0, in a closed workload; 0 otherwise. */
  readonly user: number
  /** Virtual time. */
  readonly at: Micros
  /** A stream for the content of messages, apart from the one for their times. */
  readonly random: Stream
  /** The row of the log, for a workload from a log. */
  readonly entry: LogEntry | null
}

/** How an arrival becomes an operation: its kind, key and input in the history. */
export interface Asked {
  /** Default: the message type. */
  readonly kind?: string
  readonly key?: string
  /** Default: the message. */
  readonly input?: Plain
}

/** Whom a workload asks, with which message. */
type Ask<P extends Protocol> = {
  [R in Role<P>]: {
    [T in MessageType<P, R>]: {
      /** A role (its nodes are asked in turn) or one node. */
      readonly to: R | `${R}-${number}`
      readonly type: T
      readonly message: (draw: Draw) => P[R][T]
      /** The operation an arrival opens; `false`: none. Default: kind = type, input = message. */
      readonly operation?: false | ((message: P[R][T]) => Asked)
      /** How arrivals are spread over the nodes of a role. Default `turn`. */
      readonly spread?: 'turn' | 'random'
    }
  }[MessageType<P, R>]
}[Role<P>]

interface Named {
  /** Its name in measures, operations and overload faults. Default: the type of its message. */
  readonly name?: string
  /** No arrivals before this virtual time, µs. Default 0. */
  readonly from?: Micros
  /** No arrivals at or after this. Default: the scenario's duration; for scripts and logs, no end. */
  readonly until?: Micros
  /** At most so many arrivals. Default: no limit. */
  readonly limit?: number
}

/** Asks by the clock, whether or not earlier answers came. */
export interface OpenLoop {
  readonly kind: 'open'
  readonly arrivals: Arrivals
}

/** A fixed number of users; each asks, waits for the end of its operation, thinks, and asks again. */
export interface ClosedLoop {
  readonly kind: 'closed'
  readonly users: number
  /** µs between an answer and the next question. */
  readonly think: Timing
}

/** Asks at given times. `message` is called with the place in the list as `n`. */
export interface Script {
  readonly kind: 'script'
  readonly at: readonly Micros[]
}

/** Asks as a real log did. Whoever runs the scenario hands the rows in under the log's name. */
export interface FromLog {
  readonly kind: 'log'
  readonly log: string
}

/** A workload. */
export type Workload<P extends Protocol = Protocol> = Ask<P> &
  Named &
  (OpenLoop | ClosedLoop | Script | FromLog)

/** Any workload, its protocol forgotten. */
export type AnyWorkload = Named &
  (OpenLoop | ClosedLoop | Script | FromLog) & {
    readonly to: string
    readonly type: string
    readonly message: (draw: Draw) => object
    readonly operation?: false | ((message: never) => Asked)
    readonly spread?: 'turn' | 'random'
  }
