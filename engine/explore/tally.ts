/** What the seeds measured so far say about a claim. */
import { sqrt } from '../clockwork/mathematics.ts'
import { confidenceInterval, wilsonInterval } from '../check/statistics.ts'
import type { Claim, Expectation } from '../scenario/claim.ts'

/** How a claim came out. */
export interface ClaimVerdict {
  readonly scenario: string
  readonly rows: readonly string[]
  readonly name: string
  /** `statistical`: a value over seeds. `exact`: a check that must pass on every seed. */
  readonly kind: 'statistical' | 'exact'
  readonly source: string
  /** The mean over seeds, or the share; for exact ones the share of seeds on which the check passed. */
  readonly value: number
  readonly unit: string
  /** 95% confidence interval. */
  readonly interval: { readonly low: number; readonly high: number }
  readonly standardError: number
  readonly expected: number | { readonly atLeast?: number; readonly atMost?: number }
  /** In words: `±0.01`, `±1%`, `4 standard errors`, `bound`, `exact`. */
  readonly tolerance: string
  readonly pass: boolean
  readonly seeds: number
  /** Empty when it passes; otherwise what is off. */
  readonly reason: string
}

/** Seeds of an exact check or claim unless more are asked for. */
export const seedsLeast = 30

/** An estimate of a claim's value with its 95% confidence interval. */
interface ClaimEstimate {
  readonly mean: number
  readonly error: number
  readonly low: number
  readonly high: number
}

/** What a tally needs to know of a claim. */
export type ClaimTerms = Omit<Claim, 'runs' | 'value'>

/** Collects the values of a claim, a seed each, until they decide it. */
export class Tally<C extends ClaimTerms = Claim> {
  readonly claim: C
  /** Seeds to take at least, and at most. */
  readonly least: number
  readonly most: number
  seeds = 0
  readonly #scenario: string
  readonly #values: number[] = []
  #successes = 0
  #trials = 0

  /** A tally of no seeds yet; `seeds` asks for more of them than the claim does. */
  constructor(scenario: string, claim: C, seeds = 0) {
    this.#scenario = scenario
    this.claim = claim
    this.least = Math.max(seedsLeast, claim.seeds ?? 0, seeds)
    this.most = Math.max(this.least, claim.most ?? 20 * this.least)
  }

  /**
   * Takes the value of the next seed, a number or `[successes, trials]`.
   * @throws Error for a value that is not finite
   */
  add(value: number | readonly [number, number]): void {
    this.seeds++
    if (typeof value === 'number') {
      if (!Number.isFinite(value))
        throw new Error(
          `claim "${this.claim.name}": its value is ${value} on seed ${this.seeds}; it must be a finite number`,
        )
      this.#values.push(value)
    } else {
      this.#successes += value[0]
      this.#trials += value[1]
    }
  }

  /** Whether the values so far decide, or no more are to be taken. */
  get isSettled(): boolean {
    if (this.seeds < this.least) return false
    if (this.seeds >= this.most) return true
    const { mean, error } = this.#estimate
    const { expected } = this.claim
    if (!('value' in expected)) {
      const { atLeast = -Infinity, atMost = Infinity } = expected
      return !(Math.min(Math.abs(mean - atLeast), Math.abs(mean - atMost)) < 2 * error)
    }
    const { tolerance, value } = expected
    if (tolerance.kind === 'errors') return error <= tolerance.precision * Math.abs(value)
    return 4 * error <= allowance(expected)
  }

  /** The verdict on the values so far. */
  get verdict(): ClaimVerdict {
    const { claim, seeds } = this
    const { mean, error, low, high } = this.#estimate
    const { expected } = claim
    const reason = judge(expected, mean, error)
    return {
      scenario: this.#scenario,
      rows: claim.rows,
      name: claim.name,
      kind: 'statistical',
      source: claim.source,
      value: mean,
      unit: claim.unit ?? '',
      interval: { low, high },
      standardError: error,
      expected: 'value' in expected ? expected.value : expected,
      tolerance: inWords(expected),
      pass: reason === '',
      seeds,
      reason,
    }
  }

  get #estimate(): ClaimEstimate {
    if (this.#trials > 0) {
      const { share, low, high } = wilsonInterval({
        successes: this.#successes,
        trials: this.#trials,
      })
      const { expected } = this.claim
      // Where the share is known in advance its own spread is the right one to judge by.
      const p =
        'value' in expected && expected.value > 0 && expected.value < 1 ? expected.value : share
      return { mean: share, error: sqrt((p * (1 - p)) / this.#trials), low, high }
    }
    if (this.#values.length < 2)
      return { mean: this.#values[0] ?? NaN, error: Infinity, low: -Infinity, high: Infinity }
    const { mean, standardError, low, high } = confidenceInterval(this.#values)
    return { mean, error: standardError, low, high }
  }
}

function allowance(expected: Extract<Expectation, { value: number }>): number {
  const { tolerance, value } = expected
  return tolerance.kind === 'relative' ? tolerance.by * Math.abs(value) : tolerance.by
}

function judge(expected: Expectation, mean: number, error: number): string {
  if (!('value' in expected)) {
    const { atLeast = -Infinity, atMost = Infinity } = expected
    if (mean >= atLeast && mean <= atMost) return ''
    return `${mean} is ${mean < atLeast ? `below ${atLeast}` : `above ${atMost}`}`
  }
  const { value, tolerance } = expected
  const off = Math.abs(mean - value)
  if (tolerance.kind !== 'errors')
    return off <= allowance(expected)
      ? ''
      : `${mean} is ${off} off ${value}; ${inWords(expected)} is allowed`
  if (error > tolerance.precision * Math.abs(value))
    return `the standard error ${error} is too large after all seeds; at most ${tolerance.precision * Math.abs(value)} is allowed`
  // Runs without any spread must agree to the rounding.
  if (off <= Math.max(tolerance.by * error, 1e-9 * Math.abs(value))) return ''
  return `${mean} is ${(off / error).toFixed(1)} standard errors off ${value}; ${tolerance.by} are allowed`
}

function inWords(expected: Expectation): string {
  if (!('value' in expected)) return 'bound'
  const { kind, by } = expected.tolerance
  if (kind === 'absolute') return `±${by}`
  return kind === 'relative' ? `±${Number((by * 100).toPrecision(6))}%` : `${by} standard errors`
}
