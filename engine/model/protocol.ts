/**
 * What each role of a system may be sent. One protocol types behaviors, nodes, workloads and
 * checks, so that a message nobody handles does not compile.
 */

export type { Plain } from '../clockwork/plain.ts'

/**
 * The shape every protocol has: role → message type → message. Write a protocol as a `type`, not
 * an `interface`, or TypeScript does not see the shape in it.
 */
export type Protocol = { [role: string]: { [type: string]: object } }

/** A role of the protocol `P`. */
export type Role<P extends Protocol> = keyof P & string

/** A message type that role `R` receives. */
export type MessageType<P extends Protocol, R extends Role<P>> = keyof P[R] & string

/** A message type that some role receives. */
export type AnyMessageType<P extends Protocol> = { [R in Role<P>]: MessageType<P, R> }[Role<P>]

/** The message of a type, whichever roles receive it. */
export type MessageOf<P extends Protocol, T extends string> = {
  [R in Role<P>]: T extends keyof P[R] ? P[R][T] : never
}[Role<P>]

declare const nodeRole: unique symbol

/**
 * The name of a node, known to be of role `R`. At run time a string: the role itself when there is
 * one of it (`root`), otherwise `leaf-1` … `leaf-8`. Get one from `ctx.nodes`, `ctx.self`,
 * `ctx.from`; an ordinary string is refused by the compiler.
 */
export type NodeId<R extends string = string> = string & { readonly [nodeRole]: R }

/** The node names that a protocol allows in fault plans and links. */
export type NodeName<P extends Protocol> = Role<P> | `${Role<P>}-${number}`

/** An operation: a client call seen as an interval. `users#12` is the twelfth of workload `users`. */
export type OperationId = string

/** How an operation ended. `info` means nobody knows whether it took effect. */
export type Outcome = 'ok' | 'fail' | 'info'

/** A pending timer of one node; plain data, so it may be kept in state. Unique per node. */
export type Timer = number
