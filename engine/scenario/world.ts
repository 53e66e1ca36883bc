/** What a check may see of a run: the true state of everything, between two steps. */
import type { Micros } from '../clockwork/time.ts'
import type { NodeId, Plain, Protocol, Role } from '../model/protocol.ts'

/** The states of a system's nodes by role; roles left out have a state nobody looks at. */
export type States = { [role: string]: object }

/** A node, as a check sees it. Do not change its state. */
export interface NodeView<S> {
  readonly id: NodeId
  readonly role: string
  readonly status: 'up' | 'paused' | 'down'
  /** Its state; when it is down, the last one it had. */
  readonly state: S
  /** What its own clock shows. */
  readonly clock: Micros
  /** Requests waiting and in service, for a node with a capacity; 0 otherwise. */
  readonly queued: number
  readonly serving: number
  /** Durable content of its disk. */
  readonly disk: { readonly [key: string]: Plain }
}

/** The state of a run between two steps. */
export interface World<P extends Protocol = Protocol, S extends States = States> {
  /** Virtual time, µs. */
  readonly now: Micros
  /** All nodes of a role, up or not, in order. */
  nodes<R extends Role<P>>(role: R): readonly NodeView<R extends keyof S ? S[R] : object>[]
  /** The value of a counter so far, over all nodes. */
  counter(name: string): number
  /** Operations begun so far, and how many of them ended in each way. */
  readonly operations: { readonly begun: number; readonly ok: number; readonly fail: number }
  /** Whether every fault has been lifted and no more will come. */
  readonly calm: boolean
}

/** A trace event, as a check sees it. */
export interface EventView {
  readonly seq: number
  readonly at: Micros
  readonly kind: string
  /** The node it happened at; '' where there is none. */
  readonly node: string
  /** The other node of a message; '' where there is none. */
  readonly peer: string
  /** Message type, operation kind, note text, rule: whatever the kind of event names. */
  readonly type: string
  readonly message: unknown
}
