/**
 * A behavior is what a kind of node does: a first state and one handler per message type. A
 * handler runs to completion; it changes the state and asks for effects. There is nothing to wait
 * for inside it: waiting is a timer or a message that comes later.
 */
import type { Stream } from '../clockwork/random.ts'
import type { Context } from './context.ts'
import type { MessageType, NodeId, Plain, Protocol, Role } from './protocol.ts'

/** What a node knows of itself when it makes its first state. */
export interface Self<P extends Protocol, R extends Role<P>> {
  readonly id: NodeId<R>
  /** Which of its role it is, from 0. */
  readonly index: number
  /** How many there are of its role. */
  readonly count: number
  /** What whoever started it passed to `ctx.start`; `null` otherwise. */
  readonly argument: Plain
  /** The node's own random stream. Use it at once; do not keep it. */
  readonly random: Stream
  nodes<Q extends Role<P>>(role: Q): readonly NodeId<Q>[]
}

/** Work that a busy node turned away. */
export interface Refusal {
  readonly type: string
  readonly message: object
  readonly from: NodeId<never>
  /** `full`: the queue was at its limit. `expired`: its deadline had passed. */
  readonly reason: 'full' | 'expired'
}

/** A write that left the node's hands. */
export interface Written {
  readonly key: string
  /** Whether the disk says that it is durable. A refused write is not. */
  readonly ok: boolean
}

/** A change of a node that this one supervises. */
export interface Change<P extends Protocol> {
  readonly node: NodeId<Role<P>>
  readonly status: 'up' | 'down'
  /** The exit code when it ended by itself or was stopped; `null` when it crashed or came up. */
  readonly code: number | null
}

/**
 * The handlers of a kind of node. A handler returns `undefined`, so that an `async` one or a
 * generator is refused by the compiler.
 */
export interface Behavior<P extends Protocol, R extends Role<P>, S extends object> {
  /** The state a node begins with. */
  readonly init: (self: Self<P, R>) => S
  /** One handler per message type, timers included. */
  readonly on: {
    readonly [T in MessageType<P, R>]: (state: S, message: P[R][T], ctx: Context<P, R>) => undefined
  }
  /** Runs when the node comes up, after `init` or `recover`. */
  readonly start?: (state: S, ctx: Context<P, R>) => undefined
  /** Runs when the node is stopped in good order. */
  readonly stop?: (state: S, ctx: Context<P, R>) => undefined
  /** The state of a node that starts again after a crash; by default what `init` gives. */
  readonly recover?: (
    self: Self<P, R>,
    disk: { read(key: string): Plain | undefined; keys(): readonly string[] },
  ) => S
  /** Runs on a signal from the same pod. Without it TERM stops the node, KILL crashes it. */
  readonly signal?: (state: S, name: string, ctx: Context<P, R>) => undefined
  /** Runs when the node turned work away; may answer the sender. */
  readonly refused?: (state: S, refusal: Refusal, ctx: Context<P, R>) => undefined
  /** Runs when a disk write is done or refused. */
  readonly written?: (state: S, written: Written, ctx: Context<P, R>) => undefined
  /** Runs when a node that this one supervises came up or went down. */
  readonly supervise?: (state: S, change: Change<P>, ctx: Context<P, R>) => undefined
}

/**
 * Declares a behavior: `behavior<Search, 'root', RootState>({ init, on })`. The three types are the
 * protocol, the role this behavior plays in it, and its state.
 */
export function behavior<P extends Protocol, R extends Role<P>, S extends object>(
  spec: Behavior<P, R, S>,
): Behavior<P, R, S> {
  return Object.freeze(spec)
}
