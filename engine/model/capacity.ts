/**
 * How fast a node serves. Message types with a service time wait for a worker; the handler runs
 * when service completes. All other messages, and timers, are handled at once.
 */
import type { Distribution } from '../clockwork/distribution.ts'
import type { Stream } from '../clockwork/random.ts'

/**
 * A service time in µs: a number, a distribution, or a function of the message. A random one is
 * drawn from the operation's own stream, so that another variant, which routes the operation to
 * another node, meets the same demand.
 */
export type Service = number | Distribution | ((message: never, random: Stream) => number)

/**
 * Who goes next. `sharing` serves everyone at once, at a speed that shrinks with their number;
 * its `workers` are the processors shared.
 */
export type Discipline = 'fifo' | 'lifo' | 'priority' | 'sharing'

/** How a node serves. */
export interface Capacity {
  /** Requests served at the same time. Default 1. */
  readonly workers?: number
  /** Service time per message type, or one for every type (timers excepted). */
  readonly service: Service | { readonly [type: string]: Service }
  /** Requests that may wait, those in service not counted. Default: no limit. */
  readonly queue?: number
  /** Default `fifo`. */
  readonly discipline?: Discipline
  /** Whether work whose deadline has passed is turned away instead of started. Default false. */
  readonly dropExpired?: boolean
}
