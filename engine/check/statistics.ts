/**
 * The statistics that claims are judged by: means with confidence intervals over seeds, shares,
 * differences on the same seeds, and batch means for one long run.
 *
 * Values are taken in the order given and summed in it, so the same values give the same digits.
 */
import { normalQuantile } from '../clockwork/normal-quantile.ts'
import { sqrt } from '../clockwork/mathematics.ts'
import { tQuantile } from './student.ts'

/** The share of intervals that cover the truth, unless told otherwise: 95%. */
export const DEFAULT_CONFIDENCE = 0.95

/** A range that covers the true value with the stated confidence. */
export interface Interval {
  low: number
  high: number
}

/** A mean with what is known about its error. */
export interface Estimate extends Interval {
  mean: number
  standardError: number
  count: number // of values, pairs or batches behind it
}

/** An estimate from one long run, cut into batches. */
export interface BatchEstimate extends Estimate {
  batchSize: number
  dropped: number // values at the beginning that filled no batch
  correlation: number // of neighbouring batch means; well above 0 says that batches are too short
}

/** The arithmetic mean. @throws RangeError of no values */
export function mean(values: readonly number[]): number {
  need(values, 1, 'a mean')
  const first = values.reduce((sum, value) => sum + value, 0) / values.length
  // A second pass takes back what rounding lost in the first.
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length
}

/** The variance of the population that the values are a sample of (divisor n - 1). */
export function variance(values: readonly number[]): number {
  need(values, 2, 'a variance')
  const centre = mean(values)
  const squares = values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0)
  return squares / (values.length - 1)
}

/** The standard error of the mean of independent values. @throws RangeError of fewer than 2 */
export function standardError(values: readonly number[]): number {
  need(values, 2, 'a standard error')
  return sqrt(variance(values) / values.length)
}

/**
 * The interval of a mean over independent values, such as one value per seed.
 *
 * @throws RangeError of fewer than 2 values
 * Source: Student, "The probable error of a mean", Biometrika 6, 1908.
 */
export function confidenceInterval(
  values: readonly number[],
  confidence = DEFAULT_CONFIDENCE,
): Estimate {
  need(values, 2, 'a confidence interval')
  const upper = upperTail(confidence)
  const centre = mean(values)
  const error = standardError(values)
  const reach = tQuantile(upper, values.length - 1) * error
  return {
    mean: centre,
    standardError: error,
    low: centre - reach,
    high: centre + reach,
    count: values.length,
  }
}

/**
 * The interval of a share, from `successes` among `trials`: right also near 0 and 1, where the
 * textbook interval has no width.
 *
 * @throws RangeError unless both are whole and 0 <= successes <= trials, trials >= 1
 * Source: E. B. Wilson, "Probable inference", JASA 22, 1927.
 */
export function wilsonInterval(
  observed: { successes: number; trials: number },
  confidence = DEFAULT_CONFIDENCE,
): Interval & { share: number } {
  const { successes, trials } = observed
  const whole = Number.isSafeInteger(successes) && Number.isSafeInteger(trials)
  if (!whole || trials < 1 || successes < 0 || successes > trials) {
    throw new RangeError(
      `no share of ${successes} in ${trials}; allowed are whole numbers with ` +
        '0 <= successes <= trials and at least 1 trial',
    )
  }
  const z = normalQuantile(upperTail(confidence))
  const share = successes / trials
  const weight = (z * z) / trials
  const centre = (share + weight / 2) / (1 + weight)
  const reach = (z / (1 + weight)) * sqrt((share * (1 - share)) / trials + weight / (4 * trials))
  return {
    share,
    low: successes === 0 ? 0 : Math.max(0, centre - reach),
    high: successes === trials ? 1 : Math.min(1, centre + reach),
  }
}

/**
 * The interval of how much larger `first` is than `second` where both were measured on the same
 * seeds, in the same order: what the pairs share cancels out.
 *
 * @throws RangeError when the two differ in length or hold fewer than 2 values
 */
export function pairedDifference(
  pairs: { first: readonly number[]; second: readonly number[] },
  confidence = DEFAULT_CONFIDENCE,
): Estimate {
  const { first, second } = pairs
  if (first.length !== second.length) {
    throw new RangeError(
      `can't pair ${first.length} values with ${second.length}; allowed is one of each per seed`,
    )
  }
  return confidenceInterval(
    first.map((value, i) => value - second[i]!),
    confidence,
  )
}

/**
 * The interval of a steady state's mean from one long run, whose values depend on their
 * neighbours: the run is cut into batches of equal length and their means taken as independent.
 * Values that fill no batch are dropped from the beginning. Drop the warm-up first.
 *
 * @param options.batches how many batches (default 32), 2 or more
 * @throws RangeError when there are fewer values than batches
 * Source: A. M. Law, "Simulation Modeling and Analysis", section on batch means.
 */
export function batchMeans(
  values: readonly number[],
  options: { batches?: number; confidence?: number } = {},
): BatchEstimate {
  const batches = options.batches ?? 32
  if (!Number.isSafeInteger(batches) || batches < 2) {
    throw new RangeError(
      `can't cut a run into ${batches} batches; allowed are whole numbers from 2`,
    )
  }
  need(values, batches, `batch means of ${batches} batches`)
  const batchSize = Math.floor(values.length / batches)
  const dropped = values.length - batchSize * batches
  const means = Array.from({ length: batches }, (_, batch) => {
    const start = dropped + batch * batchSize
    return mean(values.slice(start, start + batchSize))
  })
  return {
    ...confidenceInterval(means, options.confidence),
    batchSize,
    dropped,
    correlation: neighbourCorrelation(means),
  }
}

/** How much a value resembles the next one: from -1 to 1, about 0 when independent. */
function neighbourCorrelation(values: readonly number[]): number {
  const centre = mean(values)
  let shared = 0
  let all = 0
  for (const [i, value] of values.entries()) {
    all += (value - centre) * (value - centre)
    if (i > 0) shared += (value - centre) * (values[i - 1]! - centre)
  }
  return all === 0 ? 0 : shared / all
}

function upperTail(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`no confidence ${confidence}; allowed is between 0 and 1, such as 0.95`)
  }
  return (1 + confidence) / 2
}

function need(values: readonly number[], least: number, what: string): void {
  if (values.length < least) {
    throw new RangeError(`${values.length} values are too few for ${what}; give ${least} or more`)
  }
  const odd = values.findIndex((value) => !Number.isFinite(value))
  if (odd >= 0) {
    throw new RangeError(`value ${odd} is ${values[odd]}; allowed are finite numbers`)
  }
}
