import type { Micros } from '../clockwork/time.ts'
import type { Stream } from '../clockwork/random.ts'
import type {
  AnyMessageType,
  MessageOf,
  MessageType,
  NodeId,
  OperationId,
  Outcome,
  Plain,
  Protocol,
  Role,
  Timer,
} from './protocol.ts'

/** How a message travels, beyond its type and content. */
export interface SendOptions {
  /** Bytes on the wire; counts against the link's bandwidth. Default 0. */
  readonly size?: number
  /** Moment, on the sender's clock, after which nobody wants the answer. */
  readonly deadline?: Micros
  /** Served first when the receiver's discipline is `priority`: smaller is more urgent. Default 0. */
  readonly priority?: number
  /** The operation it is sent for. Default: the one this handler works for. `null`: none. */
  readonly operation?: OperationId | null
}

/** A node's own storage. Reads see every write of this node, durable or not. */
export interface Disk {
  /** The value last written under `key`, or `undefined`. */
  read(key: string): Plain | undefined
  /** The keys present, in the order of their first write. */
  keys(): readonly string[]
  /**
   * Writes. Durable once the disk's latency has passed, when the behavior's `written` hook runs; a
   * crash before that loses it.
   */
  write(key: string, value: Plain): undefined
  /** Removes a key, at once and durably. */
  remove(key: string): undefined
}

/** Files that all members of a pod see. They outlive a crash of a member, not the pod. */
export interface Files {
  /** The content of a file, or `undefined`. */
  read(path: string): Plain | undefined
  /** The paths present, in the order of their first write. */
  list(): readonly string[]
  /** Replaces a file, whole and at once. */
  write(path: string, content: Plain): undefined
  /** Removes a file. */
  remove(path: string): undefined
}

/** A node as its pod's other members see it in the process table. */
export interface Peer {
  readonly id: NodeId<never>
  readonly role: string
  readonly status: 'up' | 'paused' | 'down'
  /** The gauges that the node last set with `ctx.gauge`. */
  readonly gauges: { readonly [name: string]: number }
}

/**
 * What a handler may ask. Everything that acts (send, after, write, …) is collected and carried
 * out after the handler returns, in the order in which it was asked for.
 */
export interface Context<P extends Protocol, R extends Role<P>> {
  /** This node. */
  readonly self: NodeId<R>
  /** Which of its role this node is, from 0. */
  readonly index: number
  /**
   * Who sent the message being handled; this node itself for a timer, and for a workload's arrival.
   * Its role is not known, so keep it in state under the type you expect, or use `reply`.
   */
  readonly from: NodeId<never>
  /** A name for this very event, unique per node: `root#318`. Good as a request id. */
  readonly id: string
  /** This node's own clock, µs. It may be offset, drift and jump; the true time is not visible. */
  readonly now: Micros
  /** The operation this handler works for: inherited from the message or timer, or `null`. */
  readonly operation: OperationId | null
  /** This node's own random stream. Use it in the handler; do not keep it. */
  readonly random: Stream
  /** This node's disk. */
  readonly disk: Disk
  /** The shared files of this node's pod; a node without a pod has files of its own. */
  readonly files: Files

  /** All nodes of a role, up or not, in order. */
  nodes<Q extends Role<P>>(role: Q): readonly NodeId<Q>[]
  /** Sends a message; it is checked and copied at once, so later changes to it do not travel. */
  send<Q extends Role<P>, T extends MessageType<P, Q>>(
    to: NodeId<Q>,
    type: T,
    message: P[Q][T],
    options?: SendOptions,
  ): undefined
  /** Sends to whoever sent the message being handled. */
  reply<T extends AnyMessageType<P>>(
    type: T,
    message: MessageOf<P, T>,
    options?: SendOptions,
  ): undefined
  /**
   * Sends a message to this node itself after a delay on its own clock, µs.
   * @throws HandlerError for a delay that is negative or not finite.
   */
  after<T extends MessageType<P, R>>(delay: Micros, type: T, message: P[R][T]): Timer
  /** Takes a timer back. One that has fired, or `null`, is no harm. */
  cancel(timer: Timer | null | undefined): undefined

  /** Opens an operation and makes it the one this handler works for. */
  begin(kind: string, input?: Plain, key?: string): OperationId
  /**
   * Ends an operation: the one this handler works for, unless another is named. Returns whether it
   * was still open; ending one twice changes nothing.
   */
  end(outcome: Outcome, output?: Plain, operation?: OperationId): boolean

  /** Writes a line into the trace, with data if it helps. */
  note(text: string, data?: Plain): undefined
  /** Adds to a counter. Default 1. */
  count(name: string, by?: number): undefined
  /** Adds a value (µs, bytes, …; ≥ 0) to a histogram. */
  observe(name: string, value: number): undefined
  /** Sets a gauge of this node. */
  gauge(name: string, value: number): undefined

  /** Starts a node that is down; `argument` reaches its `init`. What an orchestrator does. */
  start(node: NodeId<Role<P>>, argument?: Plain): undefined
  /** Stops a node: its `stop` hook runs, then it is down, having exited with code 0. */
  stop(node: NodeId<Role<P>>): undefined
  /** This node ends itself with an exit code. Default 0. */
  exit(code?: number): undefined
  /** Sends a signal to a node of the same pod; its `signal` hook runs. */
  signal(node: NodeId<Role<P>>, name: string): undefined
  /** The process table of this node's pod, itself included. */
  peers(): readonly Peer[]
  /** Ends the handling here and now, as an error of this node, with a reason. */
  fail(reason: string): never
}
