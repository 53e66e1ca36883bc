/**
 * What one object promises when its operations happen one at a time. A history is linearizable
 * when its operations can be put in one order that the model accepts and that never puts an
 * operation after one that was invoked only when it had been answered.
 */
import type { Operation, Plain } from '../measure/history.ts'
import type { Foresight } from './foresight.ts'

/**
 * A sequential specification with plain states.
 *
 * The engine calls `step` with operations as they are in the history, so the outcome is part of
 * what the model judges:
 * - `ok`: the step is possible if the answer is the one this state gives;
 * - `info`: the answer is unknown and `output` says nothing; the step is possible if the operation
 *   could take effect in this state. That it never takes effect is the search's concern;
 * - `fail`: only seen under `failMeans: 'observed'`; the refusal asserts something about the state
 *   (a failed compare-and-set: the value differed). The state stays as it is.
 *
 * A model that gives an `ok` and an `info` of the same operation different effects is wrong.
 */
export interface Model<S extends Plain = Plain> {
  /** The name a command line knows it by. */
  readonly name: string
  /** The kinds of operation it knows. */
  readonly kinds: readonly string[]
  /** True if the effect depends on who asked, not on the input alone. */
  readonly perProcess?: boolean
  /** The state of an object nobody touched yet. */
  init(): S
  /** The state after the operation, or `undefined` if it cannot happen so. Never changes `state`. */
  step(state: S, operation: Operation): S | undefined
  /** Whether the operation, as it ended, leaves every state as it is: it can only be observed. */
  reads(operation: Operation): boolean
  /** Sees dead ends early, to save work; see {@link Foresight} for what it must never do. */
  foresee?(required: readonly Operation[], unknown: readonly Operation[]): Foresight<S>
  /** Which object the operation is about; without this method, its `key`. */
  key?(operation: Operation): string | undefined
  /** What is wrong with the operation's input, as a phrase; `undefined` if nothing is. */
  refuse?(operation: Operation): string | undefined
  /** One spelling per state; without this method, sorted JSON. Equal text means equal state. */
  canonical?(state: S): string
  /** The state in words, to follow "leaves": `the register at 3`. */
  describe(state: S): string
}
