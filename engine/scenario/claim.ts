/**
 * Claims are statistical: a number that the book, a paper or a formula predicts, measured over
 * seeds and compared with its tolerance. A scenario declares them here; `check/` measures.
 */
import type { Fault } from '../model/fault.ts'
import type { RunSummary } from './summary.ts'
import type { AnyValues } from './parameters.ts'

/** One way of running the scenario for a claim. */
export interface Setting {
  readonly variant?: string
  readonly params?: AnyValues
  readonly workload?: string
  /** A plan instead of the scenario's own. */
  readonly faults?: readonly Fault[]
}

/** How far a measured mean may be from what is expected. */
export type Tolerance =
  | { readonly kind: 'absolute'; readonly by: number }
  | { readonly kind: 'relative'; readonly by: number }
  /** So many standard errors, with the standard error at most `precision` of the expectation. */
  | { readonly kind: 'errors'; readonly by: number; readonly precision: number }

/** What a claim expects: a value, or a bound on one or both sides. */
export type Expectation =
  | { readonly value: number; readonly tolerance: Tolerance }
  | { readonly atLeast?: number; readonly atMost?: number }

/** A claim of a scenario. */
export interface Claim {
  readonly name: string
  /** Catalogue rows and validation items: `G8.6`, `P2`. */
  readonly rows: readonly string[]
  /** Where the number comes from: book section, paper, formula. */
  readonly source: string
  /** The runs of one seed, by a name of the claim's own; all get the same seed. */
  readonly runs: { readonly [name: string]: Setting }
  /**
   * The value that one seed gives. A share is best given as `[successes, trials]`: then all seeds
   * are pooled and the error is binomial.
   */
  readonly value: (runs: {
    readonly [name: string]: RunSummary
  }) => number | readonly [number, number]
  readonly expected: Expectation
  /** Seeds to take at least, 30 or more. More are taken while the error is too large. Default 30. */
  readonly seeds?: number
  /** Seeds to take at most. Default: 20 times `seeds`. */
  readonly most?: number
  /** Unit of the value, for readers. */
  readonly unit?: string
}

/** Within `by` of the expected value. */
export function absolute(by: number): Tolerance {
  return { kind: 'absolute', by }
}

/** Within the share `by` of the expected value: 0.01 is 1%. */
export function relative(by: number): Tolerance {
  return { kind: 'relative', by }
}

/** Within `by` standard errors, these being at most `precision` of the expected value. */
export function standardErrors(by = 4, precision = 0.005): Tolerance {
  return { kind: 'errors', by, precision }
}
