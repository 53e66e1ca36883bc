/**
 * Draws from distributions.
 *
 * Each sampler turns a fixed number of uniform draws into one value, and a larger draw never gives
 * a smaller value (choices among branches apart; for exponential, Erlang and Pareto it is the
 * smaller draw that gives the larger value). So two variants that share a stream stay comparable
 * draw by draw, and no sample costs a neighbour its luck.
 *
 * A draw has 32 bits, which bounds the tails: exponential values end at 22.18 means, normal values
 * at 6.34 deviations from the mean, Pareto values at minimum · 2^(32 / alpha). What lies beyond
 * has a probability of 2^−32.
 */
import type { Distribution, Timing } from './distribution.ts'
import { checkDistribution, toDistribution } from './distribution.ts'
import { quickExp } from './exponential.ts'
import { minusLn } from './logarithm.ts'
import { ln } from './mathematics.ts'
import { normalQuantile } from './normal-quantile.ts'
import type { Stream } from './random.ts'
import type { Micros } from './time.ts'
import { TIME_MAX } from './time.ts'
import { rankOf, zipfTable } from './zipf-table.ts'

/** Draws one value from the stream. */
export type Sampler = (stream: Stream) => number

/** Half a step of a draw: normal values are taken in the middle of it, never at 0 or 1. */
const HALF_STEP = 1 / 8_589_934_592

/**
 * The sampler of a distribution. Draws per value: constant 0; uniform, exponential, normal,
 * logNormal, pareto and bernoulli 1; erlang one for each stage; hyperexponential 2; zipf 2;
 * empirical 1 (2 above 2^20 values); shifted those of what it shifts; mixture 1 and those of the
 * part that it takes.
 * @throws RangeError when the distribution has an impossible value.
 */
export function sampler(timing: Timing): Sampler {
  return compile(checkDistribution(toDistribution(timing)))
}

/**
 * The sampler of a span of time in microseconds: each value is rounded once, to the nearest (halves
 * up), and kept within 0 and {@link TIME_MAX}, so a normal latency never arrives before it left.
 * Draws as in {@link sampler}.
 * @throws RangeError when the distribution has an impossible value.
 */
export function durationSampler(timing: Timing): (stream: Stream) => Micros {
  const d = checkDistribution(toDistribution(timing))
  if (d.kind === 'constant') {
    const span = toSpan(d.value)
    return () => span
  }
  const draw = compile(d)
  return (stream) => toSpan(draw(stream))
}

function toSpan(value: number): Micros {
  return value > 0 ? Math.min(Math.floor(value + 0.5), TIME_MAX) : 0
}

function compile(d: Distribution): Sampler {
  switch (d.kind) {
    case 'constant': {
      const { value } = d
      return () => value
    }
    case 'uniform': {
      const { low, high } = d
      const width = high - low
      return (stream) => low + width * stream.uniform()
    }
    case 'exponential': {
      const { mean } = d
      return (stream) => mean * minusLn(stream.uniform())
    }
    case 'normal': {
      const { mean, deviation } = d
      return (stream) => mean + deviation * normalQuantile(stream.uniform() + HALF_STEP)
    }
    case 'logNormal': {
      const { sigma } = d
      const mu = ln(d.median)
      return (stream) => quickExp(mu + sigma * normalQuantile(stream.uniform() + HALF_STEP))
    }
    case 'pareto': {
      const { minimum, alpha } = d
      return (stream) => minimum * quickExp(minusLn(stream.uniform()) / alpha)
    }
    case 'erlang': {
      const { stages } = d
      const mean = d.mean / stages
      return (stream) => {
        let total = 0
        for (let i = 0; i < stages; i++) total += minusLn(stream.uniform())
        return mean * total
      }
    }
    case 'hyperexponential': {
      const bounds = cumulative(d.branches)
      const means = d.branches.map((branch) => branch.mean)
      return (stream) => {
        const mean = means[branchOf(bounds, stream.uniform())]!
        return mean * minusLn(stream.uniform())
      }
    }
    case 'bernoulli': {
      const { probability, value } = d
      return (stream) => (stream.bernoulli(probability) ? value : 0)
    }
    case 'zipf': {
      const table = zipfTable(d.count, d.exponent)
      return (stream) => rankOf(table, stream.uniform53())
    }
    case 'empirical': {
      const { values } = d
      return (stream) => values[stream.choose(values.length)]!
    }
    case 'shifted': {
      const { offset } = d
      if (d.of.kind === 'exponential') {
        // The usual latency, without a call inside a call.
        const { mean } = d.of
        return (stream) => offset + mean * minusLn(stream.uniform())
      }
      const draw = compile(d.of)
      return (stream) => offset + draw(stream)
    }
    case 'mixture': {
      const bounds = cumulative(d.parts)
      const draws = d.parts.map((part) => compile(part.of))
      return (stream) => draws[branchOf(bounds, stream.uniform())]!(stream)
    }
  }
}

/** Entry i is the probability of branch i or an earlier one. */
function cumulative(branches: readonly { readonly probability: number }[]): number[] {
  let total = 0
  return branches.map(({ probability }) => (total += probability))
}

function branchOf(bounds: readonly number[], u: number): number {
  // The last branch takes what rounding leaves of the whole.
  const last = bounds.length - 1
  let i = 0
  while (i < last && u >= bounds[i]!) i++
  return i
}
