/** What theory says about a distribution: its mean, its variance, its distribution function. */
import type { Timing } from './distribution.ts'
import { toDistribution } from './distribution.ts'
import { exp, expm1, ln, normalCdf, pow } from './mathematics.ts'
import { zipfTable } from './zipf-table.ts'

/** The expected value, in the distribution's own unit; Infinity where it has none. */
export function mean(timing: Timing): number {
  const d = toDistribution(timing)
  switch (d.kind) {
    case 'constant':
      return d.value
    case 'uniform':
      return (d.low + d.high) / 2
    case 'exponential':
    case 'normal':
    case 'erlang':
      return d.mean
    case 'logNormal':
      return d.median * exp((d.sigma * d.sigma) / 2)
    case 'pareto':
      return d.alpha > 1 ? (d.alpha * d.minimum) / (d.alpha - 1) : Infinity
    case 'hyperexponential':
      return sum(d.branches, (b) => b.probability * b.mean)
    case 'bernoulli':
      return d.probability * d.value
    case 'zipf':
      return harmonic(d.count, d.exponent - 1) / harmonic(d.count, d.exponent)
    case 'empirical':
      return sum(d.values, (value) => value) / d.values.length
    case 'shifted':
      return d.offset + mean(d.of)
    case 'mixture':
      return sum(d.parts, (p) => (p.probability === 0 ? 0 : p.probability * mean(p.of)))
  }
}

/** The expected squared distance from the mean; Infinity where it has none. */
export function variance(timing: Timing): number {
  const d = toDistribution(timing)
  switch (d.kind) {
    case 'constant':
      return 0
    case 'uniform':
      return ((d.high - d.low) * (d.high - d.low)) / 12
    case 'exponential':
      return d.mean * d.mean
    case 'normal':
      return d.deviation * d.deviation
    case 'logNormal':
      return d.median * d.median * exp(d.sigma * d.sigma) * expm1(d.sigma * d.sigma)
    case 'pareto':
      return d.alpha > 2
        ? (d.minimum * d.minimum * d.alpha) / ((d.alpha - 1) * (d.alpha - 1) * (d.alpha - 2))
        : Infinity
    case 'erlang':
      return (d.mean * d.mean) / d.stages
    case 'hyperexponential': {
      const m = mean(d)
      return sum(d.branches, (b) => 2 * b.probability * b.mean * b.mean) - m * m
    }
    case 'bernoulli':
      return d.probability * (1 - d.probability) * d.value * d.value
    case 'zipf': {
      const m = mean(d)
      return harmonic(d.count, d.exponent - 2) / harmonic(d.count, d.exponent) - m * m
    }
    case 'empirical': {
      const m = mean(d)
      return sum(d.values, (value) => (value - m) * (value - m)) / d.values.length
    }
    case 'shifted':
      return variance(d.of)
    case 'mixture': {
      const m = mean(d)
      if (m === Infinity) return Infinity
      return sum(d.parts, (p) => {
        if (p.probability === 0) return 0
        const distance = mean(p.of) - m
        return p.probability * (variance(p.of) + distance * distance)
      })
    }
  }
}

/** The probability that a draw is at most `x`. */
export function cdf(timing: Timing, x: number): number {
  const d = toDistribution(timing)
  switch (d.kind) {
    case 'constant':
      return x >= d.value ? 1 : 0
    case 'uniform':
      return x >= d.high ? 1 : x <= d.low ? 0 : (x - d.low) / (d.high - d.low)
    case 'exponential':
      return exponentialCdf(x, d.mean)
    case 'normal':
      if (d.deviation === 0) return x >= d.mean ? 1 : 0
      return normalCdf((x - d.mean) / d.deviation)
    case 'logNormal':
      if (x <= 0) return 0
      if (d.sigma === 0) return x >= d.median ? 1 : 0
      return normalCdf(ln(x / d.median) / d.sigma)
    case 'pareto':
      return x <= d.minimum ? 0 : 1 - pow(d.minimum / x, d.alpha)
    case 'erlang':
      return erlangCdf(x, d.stages, d.mean)
    case 'hyperexponential':
      return sum(d.branches, (b) => b.probability * exponentialCdf(x, b.mean))
    case 'bernoulli':
      return (x >= 0 ? 1 - d.probability : 0) + (x >= d.value ? d.probability : 0)
    case 'zipf': {
      const rank = Math.min(Math.floor(x), d.count)
      return rank < 1 ? 0 : zipfTable(d.count, d.exponent)[rank - 1]!
    }
    case 'empirical':
      return d.values.filter((value) => value <= x).length / d.values.length
    case 'shifted':
      return cdf(d.of, x - d.offset)
    case 'mixture':
      return sum(d.parts, (p) => p.probability * cdf(p.of, x))
  }
}

function exponentialCdf(x: number, mean: number): number {
  return x <= 0 ? 0 : -expm1(-x / mean)
}

/** 1 − e^−y Σ y^k / k! over the stages, with y = x · stages / mean. */
function erlangCdf(x: number, stages: number, mean: number): number {
  if (x <= 0) return 0
  const y = (x * stages) / mean
  // Terms in logarithms: y^k alone overflows with many stages.
  let logarithm = -y
  let above = exp(logarithm)
  for (let k = 1; k < stages; k++) {
    logarithm += ln(y / k)
    above += exp(logarithm)
  }
  return 1 - above
}

/** Σ k^−s for k = 1 … count; smallest terms first, which keeps the sum exact to a few digits more. */
function harmonic(count: number, s: number): number {
  let total = 0
  for (let k = count; k >= 1; k--) total += pow(k, -s)
  return total
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  let total = 0
  for (const item of items) total += of(item)
  return total
}
