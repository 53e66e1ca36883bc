import { describe, expect, test } from 'vitest'
import type { Distribution } from '../../../engine/clockwork/distribution.ts'
import {
  constant,
  empirical,
  exponential,
  normal,
  pareto,
  shifted,
  uniform,
  zipf,
} from '../../../engine/clockwork/distribution.ts'
import { cdf, mean, variance } from '../../../engine/clockwork/moments.ts'
import { Streams } from '../../../engine/clockwork/random.ts'
import type { Source, Stream } from '../../../engine/clockwork/random.ts'
import { durationSampler, sampler } from '../../../engine/clockwork/sampler.ts'
import { TIME_MAX } from '../../../engine/clockwork/time.ts'
import { rankOf, zipfTable } from '../../../engine/clockwork/zipf-table.ts'
import { chiSquare, kolmogorovSmirnov } from '../../support/goodness.ts'
import { SAMPLE_DIGESTS, sampleTable, specimens } from '../../support/samples.ts'

const N = 200_000

const stream = (name = 'samples'): Stream => new Streams('20').stream(name)

function samplesOf(d: Distribution): number[] {
  const draw = sampler(d)
  const from = stream()
  return Array.from({ length: N }, () => draw(from))
}

describe.each(Object.entries(specimens))('%s', (name, d) => {
  const samples = samplesOf(d)

  test('has its mean, within four standard errors', () => {
    const found = samples.reduce((sum, x) => sum + x, 0) / N
    expect(Math.abs(found - mean(d))).toBeLessThanOrEqual(4 * Math.sqrt(variance(d) / N))
  })

  test('has its variance, within four standard errors', () => {
    const m = mean(d)
    const squares = samples.map((x) => (x - m) * (x - m))
    const found = squares.reduce((sum, x) => sum + x, 0) / N
    const spread = squares.reduce((sum, x) => sum + (x - found) * (x - found), 0) / N
    expect(Math.abs(found - variance(d))).toBeLessThanOrEqual(4 * Math.sqrt(spread / N))
  })

  if (['bernoulli', 'zipf', 'empirical', 'constant'].includes(name)) {
    test('gives each value as often as it should', () => {
      const values = [...new Set(samples)].toSorted((a, b) => a - b)
      const counts = values.map(() => 0)
      const places = new Map(values.map((value, i) => [value, i]))
      for (const x of samples) counts[places.get(x)!]!++
      const expected = values.map((x, i) => N * (cdf(d, x) - (i > 0 ? cdf(d, values[i - 1]!) : 0)))
      expect(expected.reduce((sum, e) => sum + e, 0)).toBeCloseTo(N, 3)
      if (name !== 'constant') expect(chiSquare(counts, expected)).toBeLessThan(1)
    })
  } else {
    test('has its distribution function', () => {
      expect(kolmogorovSmirnov(samples, (x) => cdf(d, x))).toBeLessThan(1)
    })
  }
})

test('the tests of fit do notice a wrong distribution', () => {
  const samples = samplesOf(exponential(1.02))
  expect(kolmogorovSmirnov(samples, (x) => cdf(exponential(1), x))).toBeGreaterThan(1)
  expect(chiSquare([5_200, 4_800], [5_000, 5_000])).toBeGreaterThan(1)
})

test('ten thousand samples of each kind are the same everywhere', () => {
  expect(sampleTable()).toEqual(SAMPLE_DIGESTS)
})

test('each value takes the number of draws that its sampler states', () => {
  const used = Object.entries(specimens).map(([name, d]) => {
    let draws = 0
    const counting: Source = { next: () => (draws++, 0.5), save: () => ({}) }
    sampler(d)(new Streams('1', () => counting).stream('counted'))
    return [name, draws]
  })
  expect(Object.fromEntries(used)).toEqual({
    constant: 0,
    uniform: 1,
    exponential: 1,
    normal: 1,
    logNormal: 1,
    pareto: 1,
    erlang: 4,
    hyperexponential: 2,
    bernoulli: 1,
    zipf: 2,
    empirical: 1,
    shifted: 1,
    mixture: 2,
  })
})

/** A stream that gives the same draw forever. */
function stuck(u: number): Stream {
  return new Streams('1', () => ({ next: () => u, save: () => ({}) })).stream('stuck')
}

const LAST = 1 - 2 ** -32

test('tails end where the sampler says', () => {
  expect(sampler(exponential(1))(stuck(0))).toBeCloseTo(22.18, 2)
  expect(sampler(normal(0, 1))(stuck(0))).toBeCloseTo(-6.34, 2)
  expect(sampler(normal(0, 1))(stuck(LAST))).toBeCloseTo(6.34, 2)
  expect(sampler(pareto({ minimum: 1, alpha: 4 }))(stuck(0))).toBeCloseTo(256, 9)
})

test('every sampler gives finite values at the ends of its draws', () => {
  for (const d of Object.values(specimens)) {
    const draw = sampler(d)
    expect([draw(stuck(0)), draw(stuck(LAST))].every(Number.isFinite)).toBe(true)
  }
})

describe('a span of time', () => {
  test('is rounded once, halves up', () => {
    const spans = [0.49, 0.5, 1.5, 2.49].map((value) => durationSampler(value)(stream()))
    expect(spans).toEqual([0, 1, 2, 2])
  })

  test('is never negative', () => {
    const draw = durationSampler(normal(0, 100))
    const from = stream()
    const spans = Array.from({ length: 1_000 }, () => draw(from))
    expect(spans.every((span) => Number.isSafeInteger(span) && !Object.is(span, -0))).toBe(true)
    expect(Math.min(...spans)).toBe(0)
    expect(spans.filter((span) => span === 0).length).toBeGreaterThan(400)
  })

  test('ends with time itself', () => {
    expect(durationSampler(constant(1e300))(stream())).toBe(TIME_MAX)
    expect(durationSampler(shifted(1e300, exponential(1)))(stream())).toBe(TIME_MAX)
  })
})

test('samplers refuse impossible values that came from elsewhere', () => {
  const foreign: Distribution = { kind: 'uniform', low: 3, high: 1 }
  expect(() => sampler(foreign)).toThrow('the low of uniform is 3')
  expect(() => durationSampler(NaN)).toThrow('the value of constant is NaN')
})

test('samplers keep the values they were made with', () => {
  const values = [1]
  const draw = sampler(empirical(values))
  values[0] = 99
  expect(draw(stream())).toBe(1)
})

test('a uniform of no width is a constant', () => {
  expect(sampler(uniform(4, 4))(stream())).toBe(4)
})

describe('Zipf ranks', () => {
  test('the table finds the same rank as a search from the start', () => {
    const table = zipfTable(50, 1.2)
    for (let u = 0; u < 1; u += 1 / 1_024) {
      expect(rankOf(table, u)).toBe([...table].findIndex((share) => share > u) + 1)
    }
  })

  test('a border between two ranks belongs to the second', () => {
    const table = zipfTable(4, 0)
    expect([0, 0.25, 0.5, 0.75].map((u) => rankOf(table, u))).toEqual([1, 2, 3, 4])
  })

  test('tables are shared by samplers of the same shape', () => {
    expect(zipfTable(10, 0.5)).toBe(zipfTable(10, 0.5))
    expect(zipfTable(10, 0.5)).not.toBe(zipfTable(10, 0.6))
  })

  test('a single rank and a steep exponent are possible', () => {
    expect(sampler(zipf({ count: 1, exponent: 3 }))(stream())).toBe(1)
    expect(sampler(zipf({ count: 1_000, exponent: 400 }))(stuck(LAST))).toBe(1)
  })
})
