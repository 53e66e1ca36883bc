/**
 * A rule stands between sender and link and gives a verdict on every message. The first rule that
 * does not let pass decides; partitions, holds and slowdowns are rules.
 */
import type { Micros } from '../clockwork/time.ts'

/** What becomes of a message. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'change'; readonly change: LinkChange }

/** How a rule changes the link for a message that passes. */
export interface LinkChange {
  /** Latency is multiplied by this. Default 1. */
  readonly latencyFactor?: number
  /** µs added to the latency. Default 0. */
  readonly latencyAdded?: Micros
  /** Chance of loss on top of the link's own, 0–1. */
  readonly loss?: number
  /** Chance of arriving twice on top of the link's own, 0–1. */
  readonly duplication?: number
  /** Bandwidth is multiplied by this (0–1 slows it). Default 1. */
  readonly bandwidthFactor?: number
}

/** A rule: its name appears in the trace when it drops, holds or changes a message. */
export interface Rule {
  readonly name: string
  /** Judges a message from node `from` to node `to`, by index. */
  judge(from: number, to: number): Verdict
}

/** The verdict of a rule that has no objection. */
export const pass: Verdict = Object.freeze({ kind: 'pass' })
