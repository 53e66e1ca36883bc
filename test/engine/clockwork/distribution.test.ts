import { describe, expect, test } from 'vitest'
import type { Distribution } from '../../../engine/clockwork/distribution.ts'
import {
  bernoulli,
  checkDistribution,
  constant,
  empirical,
  erlang,
  exponential,
  hyperexponential,
  logNormal,
  mixture,
  normal,
  pareto,
  shifted,
  toDistribution,
  uniform,
  zipf,
} from '../../../engine/clockwork/distribution.ts'
import { cdf, mean, variance } from '../../../engine/clockwork/moments.ts'
import { poissonProcess } from '../../../engine/clockwork/poisson.ts'
import { specimens } from '../../support/samples.ts'

describe('a distribution', () => {
  test.each(Object.entries(specimens))('%s survives being written as JSON', (_, d) => {
    expect(checkDistribution(JSON.parse(JSON.stringify(d)) as Distribution)).toEqual(d)
  })

  test('a number stands for itself, always', () => {
    expect(toDistribution(5)).toEqual(constant(5))
    expect(shifted(1, 2)).toEqual(shifted(1, constant(2)))
  })

  test('an unknown kind is refused with the list of those that exist', () => {
    const foreign = { kind: 'gauss', mean: 0 } as unknown as Distribution
    expect(() => checkDistribution(foreign)).toThrow('there is no distribution "gauss"')
    expect(() => checkDistribution(foreign)).toThrow('erlang')
  })

  test('an impossible value inside another distribution is found', () => {
    const nested: Distribution = {
      kind: 'shifted',
      offset: 1,
      of: { kind: 'exponential', mean: -1 },
    }
    expect(() => checkDistribution(nested)).toThrow('the mean of exponential is -1')
  })

  test('an empirical distribution does not change with the list it was made from', () => {
    const values = [1, 2]
    const d = empirical(values)
    values.push(1_000)
    expect(mean(d)).toBe(1.5)
  })
})

const half = { probability: 0.5, mean: 1 }

test.each<[string, () => unknown, string]>([
  ['constant', () => constant(NaN), 'the value of constant is NaN'],
  ['uniform upside down', () => uniform(2, 1), 'it must be at most high, which is 1'],
  ['uniform without end', () => uniform(0, Infinity), 'the high of uniform is Infinity'],
  ['exponential', () => exponential(0), 'the mean of exponential is 0'],
  ['normal', () => normal(0, -1), 'the deviation of normal is -1'],
  ['logNormal', () => logNormal({ median: 0, sigma: 1 }), 'the median of logNormal is 0'],
  ['pareto', () => pareto({ minimum: 1, alpha: 0 }), 'the alpha of pareto is 0'],
  ['erlang', () => erlang({ stages: 1.5, mean: 1 }), 'a whole number from 1 to 1,000'],
  ['hyperexponential', () => hyperexponential([half]), 'probabilities of hyperexponential is 0.5'],
  ['hyperexponential, empty', () => hyperexponential([]), 'hyperexponential is 0'],
  ['bernoulli', () => bernoulli(1.1), 'it must be a number from 0 to 1'],
  ['zipf', () => zipf({ count: 0, exponent: 1 }), 'the count of zipf is 0'],
  ['zipf too large', () => zipf({ count: 1e9, exponent: 1 }), 'from 1 to 10,000,000'],
  ['empirical', () => empirical([]), 'at least one value'],
  ['shifted', () => shifted(NaN, 1), 'the offset of shifted is NaN'],
  ['mixture', () => mixture([{ probability: -1, of: 1 }]), 'the probability of mixture is -1'],
  ['poissonProcess', () => poissonProcess(0), 'cannot have a rate of 0 a second'],
])('impossible values are refused: %s', (_, make, sentence) => {
  expect(make).toThrow(RangeError)
  expect(make).toThrow(sentence)
})

describe('moments', () => {
  test('a Poisson process of 50 a second has gaps of 20 ms on average', () => {
    expect(mean(poissonProcess(50))).toBe(20_000)
  })

  test('a heavy tail has no variance, a heavier one no mean', () => {
    const tail = (alpha: number) => pareto({ minimum: 1, alpha })
    expect([mean(tail(1)), mean(tail(1.5)), variance(tail(2))]).toEqual([Infinity, 3, Infinity])
    expect(
      mean(
        mixture([
          { probability: 0.5, of: 1 },
          { probability: 0.5, of: tail(1) },
        ]),
      ),
    ).toBe(Infinity)
  })

  test('a part of a mixture that never happens does not count', () => {
    const never = mixture([
      { probability: 1, of: 3 },
      { probability: 0, of: pareto({ minimum: 1, alpha: 1 }) },
    ])
    expect([mean(never), variance(never)]).toEqual([3, 0])
  })

  test('equal ranks are a fair die', () => {
    const die = zipf({ count: 6, exponent: 0 })
    expect(mean(die)).toBeCloseTo(3.5, 12)
    expect(variance(die)).toBeCloseTo(35 / 12, 12)
  })

  // The mean is the area above the distribution function; a check that needs no samples.
  test.each(Object.entries(specimens))('%s: the function and the mean agree', (_, d) => {
    const reach = 30 * Math.sqrt(variance(d)) + 1
    const step = reach / 10_000
    const from = mean(d) - reach
    let area = from
    for (let i = 0; i < 20_000; i++) area += (1 - cdf(d, from + (i + 0.5) * step)) * step
    expect(Math.abs(area - mean(d))).toBeLessThan(step + reach * 1e-4)
  })

  test.each(Object.entries(specimens))('%s: the function never falls', (_, d) => {
    let last = 0
    for (let x = -100; x < 60_000; x += 7.3) {
      const p = cdf(d, x)
      expect(p >= last - 1e-12 && p <= 1 + 1e-12).toBe(true)
      last = p
    }
  })

  test('many stages do not overflow', () => {
    expect(cdf(erlang({ stages: 1_000, mean: 1 }), 1)).toBeCloseTo(0.5042, 3)
  })
})
