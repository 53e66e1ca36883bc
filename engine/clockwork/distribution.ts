/**
 * Probability distributions as plain data.
 *
 * A distribution says what may be drawn; `sampler.ts` draws. Being data, it can stand in a
 * parameter, a link or a trace. The unit of the values is the caller's: microseconds for
 * latencies and service times, bytes for sizes, ranks for keys.
 */

/** One of the distributions below, as plain data. Make it with the function of the same name. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly deviation: number }
  | { readonly kind: 'logNormal'; readonly median: number; readonly sigma: number }
  | { readonly kind: 'pareto'; readonly minimum: number; readonly alpha: number }
  | { readonly kind: 'erlang'; readonly stages: number; readonly mean: number }
  | { readonly kind: 'hyperexponential'; readonly branches: readonly Branch[] }
  | { readonly kind: 'bernoulli'; readonly probability: number; readonly value: number }
  | { readonly kind: 'zipf'; readonly count: number; readonly exponent: number }
  | { readonly kind: 'empirical'; readonly values: readonly number[] }
  | { readonly kind: 'shifted'; readonly offset: number; readonly of: Distribution }
  | { readonly kind: 'mixture'; readonly parts: readonly Part[] }

/** A branch of a hyperexponential: taken with `probability`, then exponential of that mean. */
export interface Branch {
  readonly probability: number
  readonly mean: number
}

/** A part of a mixture: drawn from with `probability`. */
export interface Part {
  readonly probability: number
  readonly of: Distribution
}

/** A distribution, or a number where the value is always the same. */
export type Timing = number | Distribution

/** The most ranks a Zipf distribution may have: its table takes eight bytes for each. */
export const ZIPF_MAX = 10_000_000

/** The distribution that a timing stands for. @throws RangeError when a number is not finite. */
export function toDistribution(timing: Timing): Distribution {
  return typeof timing === 'number' ? constant(timing) : timing
}

/** Always `value`. Mean `value`, variance 0. */
export function constant(value: number): Distribution {
  return { kind: 'constant', value: finite('constant', 'value', value) }
}

/**
 * Anywhere from `low` to `high`, equally likely. Mean (low + high) / 2, variance (high − low)² / 12.
 * @throws RangeError unless low ≤ high.
 */
export function uniform(low: number, high: number): Distribution {
  finite('uniform', 'low', low)
  finite('uniform', 'high', high)
  if (low <= high) return { kind: 'uniform', low, high }
  return refuse('uniform', 'low', low, `at most high, which is ${high}`)
}

/**
 * The time between events that come independently at a constant rate of 1 / `mean`.
 * Variance mean². Source: any text on queues, e.g. Kleinrock, "Queueing Systems" I (1975), ch. 2.
 */
export function exponential(mean: number): Distribution {
  return { kind: 'exponential', mean: positive('exponential', 'mean', mean) }
}

/** The bell curve: `mean`, and variance `deviation`². Its left half reaches below 0. */
export function normal(mean: number, deviation: number): Distribution {
  finite('normal', 'mean', mean)
  return { kind: 'normal', mean, deviation: atLeastZero('normal', 'deviation', deviation) }
}

/**
 * A value whose logarithm is normal: half fall below `median`; `sigma` is the deviation of the
 * logarithm (0.3 is mild, 1 has a long tail). Mean median · e^(σ²/2), variance
 * mean² · (e^(σ²) − 1). Source: Aitchison and Brown, "The Lognormal Distribution" (1957), ch. 2.
 */
export function logNormal(of: { median: number; sigma: number }): Distribution {
  const median = positive('logNormal', 'median', of.median)
  return { kind: 'logNormal', median, sigma: atLeastZero('logNormal', 'sigma', of.sigma) }
}

/**
 * A power-law tail: P(X > x) = (minimum / x)^alpha from `minimum` on. Mean
 * alpha · minimum / (alpha − 1), infinite for alpha ≤ 1; variance
 * minimum² · alpha / ((alpha − 1)² (alpha − 2)), infinite for alpha ≤ 2.
 * Source: Arnold, "Pareto Distributions" (2nd ed. 2015), type I.
 */
export function pareto(of: { minimum: number; alpha: number }): Distribution {
  const minimum = positive('pareto', 'minimum', of.minimum)
  return { kind: 'pareto', minimum, alpha: positive('pareto', 'alpha', of.alpha) }
}

/**
 * The sum of `stages` (1 … 1,000) independent exponential times with `mean` in all: steadier than
 * one. Variance mean² / stages. Source: Erlang (1917); Kleinrock I, ch. 4.
 */
export function erlang(of: { stages: number; mean: number }): Distribution {
  if (!(Number.isInteger(of.stages) && of.stages >= 1 && of.stages <= 1_000)) {
    refuse('erlang', 'stages', of.stages, 'a whole number from 1 to 1,000')
  }
  return { kind: 'erlang', stages: of.stages, mean: positive('erlang', 'mean', of.mean) }
}

/**
 * One of several exponentials, chosen each time: burstier than one. Mean Σ p·m, variance
 * 2 Σ p·m² − mean². Source: Kleinrock I, ch. 4.
 * @throws RangeError unless the probabilities sum to 1.
 */
export function hyperexponential(branches: readonly Branch[]): Distribution {
  for (const { mean } of branches) positive('hyperexponential', 'mean', mean)
  wholeProbability('hyperexponential', branches)
  return {
    kind: 'hyperexponential',
    branches: branches.map(({ probability, mean }) => ({ probability, mean })),
  }
}

/** `value` (1 unless given) with `probability` p, else 0. Mean p·value, variance p(1 − p)·value². */
export function bernoulli(probability: number, value = 1): Distribution {
  checkProbability('bernoulli', probability)
  return { kind: 'bernoulli', probability, value: finite('bernoulli', 'value', value) }
}

/**
 * A rank from 1 to `count`, rank k with a probability in proportion to 1 / k^exponent: few keys
 * are popular, many are not. Exponent 0 makes all equal. Mean H(s−1) / H(s) with
 * H(s) = Σ k^−s; variance H(s−2) / H(s) − mean².
 * Source: Zipf (1949); Breslau et al., "Web Caching and Zipf-like Distributions", INFOCOM 1999.
 */
export function zipf(of: { count: number; exponent: number }): Distribution {
  if (!(Number.isInteger(of.count) && of.count >= 1 && of.count <= ZIPF_MAX)) {
    refuse('zipf', 'count', of.count, 'a whole number from 1 to 10,000,000')
  }
  return { kind: 'zipf', count: of.count, exponent: atLeastZero('zipf', 'exponent', of.exponent) }
}

/**
 * One of the measured values, each equally likely. Mean and variance are those of the list (the
 * variance divides by its length). @throws RangeError when the list is empty.
 */
export function empirical(values: readonly number[]): Distribution {
  if (values.length === 0) refuse('empirical', 'length', 0, 'at least one value')
  for (const value of values) finite('empirical', 'value', value)
  return { kind: 'empirical', values: values.slice() }
}

/** Another distribution plus a constant `offset`, such as 1 ms + exponential. Same variance. */
export function shifted(offset: number, of: Timing): Distribution {
  return { kind: 'shifted', offset: finite('shifted', 'offset', offset), of: toDistribution(of) }
}

/**
 * One of several distributions, chosen each time, such as "slow in one of a hundred". Mean Σ p·mean,
 * variance Σ p·(variance + mean²) − mean².
 * @throws RangeError unless the probabilities sum to 1.
 */
export function mixture(parts: readonly { probability: number; of: Timing }[]): Distribution {
  wholeProbability('mixture', parts)
  return {
    kind: 'mixture',
    parts: parts.map(({ probability, of }) => ({ probability, of: toDistribution(of) })),
  }
}

/**
 * Returns the distribution after checking it as its constructor would, for one that came from a
 * file or a link. @throws RangeError naming the value and its range.
 */
export function checkDistribution(d: Distribution): Distribution {
  switch (d.kind) {
    case 'constant':
      return constant(d.value)
    case 'uniform':
      return uniform(d.low, d.high)
    case 'exponential':
      return exponential(d.mean)
    case 'normal':
      return normal(d.mean, d.deviation)
    case 'logNormal':
      return logNormal(d)
    case 'pareto':
      return pareto(d)
    case 'erlang':
      return erlang(d)
    case 'hyperexponential':
      return hyperexponential(d.branches)
    case 'bernoulli':
      return bernoulli(d.probability, d.value)
    case 'zipf':
      return zipf(d)
    case 'empirical':
      return empirical(d.values)
    case 'shifted':
      return shifted(d.offset, checkDistribution(d.of))
    case 'mixture':
      return mixture(d.parts.map((p) => ({ ...p, of: checkDistribution(p.of) })))
    default:
      throw new RangeError(
        `there is no distribution "${String((d as { kind?: unknown }).kind)}"; there are constant, ` +
          `uniform, exponential, normal, logNormal, pareto, erlang, hyperexponential, bernoulli, ` +
          `zipf, empirical, shifted and mixture`,
      )
  }
}

function finite(kind: string, what: string, value: number): number {
  return Number.isFinite(value) ? value + 0 : refuse(kind, what, value, 'a finite number')
}

function positive(kind: string, what: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value
  return refuse(kind, what, value, 'a finite number above 0')
}

function atLeastZero(kind: string, what: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value
  return refuse(kind, what, value, 'a finite number of at least 0')
}

function checkProbability(kind: string, p: number): void {
  if (!(p >= 0 && p <= 1)) refuse(kind, 'probability', p, 'a number from 0 to 1')
}

function wholeProbability(kind: string, parts: readonly { probability: number }[]): void {
  let sum = 0
  for (const { probability } of parts) {
    checkProbability(kind, probability)
    sum += probability
  }
  if (Math.abs(sum - 1) > 1e-9) {
    refuse(kind, 'sum of probabilities', sum, '1 (within a billionth); scale the parts')
  }
}

function refuse(kind: string, what: string, value: number, allowed: string): never {
  throw new RangeError(
    `the ${what} of ${kind} is ${String(value)}, which is not possible; it must be ${allowed}`,
  )
}
