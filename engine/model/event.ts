/**
 * The kinds of trace event. A trace event says what happened, where, and because of which earlier
 * one; its numbers are columns, see `trace/format.ts`.
 */

/** Names of the kinds, by number. The order is part of the trace format: only ever append. */
export const eventKinds = [
  /** A workload asks a client. */
  'arrive',
  /** A message sets out; value: its delay in µs, −1 if it will not arrive. */
  'send',
  /** A message arrives; value: µs since it was sent. */
  'deliver',
  /** A message is lost; detail: why, or the rule that did it. */
  'drop',
  /** A timer fires. */
  'timer',
  /** Service begins; value: µs it waited in the queue. */
  'serve',
  /** Service is complete and the handler runs; value: µs of service. */
  'finish',
  /** An operation begins; type: its kind. */
  'begin',
  /** An operation ends; detail: ok, fail or info; value: µs since it began. */
  'end',
  /** A note of a handler; type: its text. */
  'note',
  /** A fault of the plan sets in; type: which, without how long; value: its place in the plan. */
  'fault',
  /** A fault of the plan is lifted; value: its place in the plan. */
  'lift',
  /** A node comes up; detail: started, restarted. */
  'up',
  /** A node goes down; detail: crashed, stopped, exited, killed; value: exit code. */
  'down',
  /** A node is paused or resumed; detail: which. */
  'pause',
  /** A signal arrives; type: its name. */
  'signal',
  /** A disk write is done; type: the key; detail: written, refused, lost. */
  'write',
  /** A message is held back by a rule; detail: the rule. */
  'hold',
  /** A supervisor learns of a change; peer: the node; detail: up or down. */
  'notice',
] as const

/** A kind of trace event, by name. */
export type EventKind = (typeof eventKinds)[number]

/** The number of each kind. */
export const kindOf = Object.freeze(
  Object.fromEntries(eventKinds.map((name, number) => [name, number])),
) as { readonly [K in EventKind]: number }
