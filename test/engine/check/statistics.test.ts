import { describe, expect, test } from 'vitest'
import {
  batchMeans,
  confidenceInterval,
  mean,
  pairedDifference,
  standardError,
  variance,
  wilsonInterval,
} from '../../../engine/check/statistics.ts'
import { tQuantile } from '../../../engine/check/student.ts'
import { Streams } from '../../../engine/clockwork/random.ts'
import { exponential, normal } from '../../../engine/clockwork/distribution.ts'
import { sampler } from '../../../engine/clockwork/sampler.ts'

describe('Student', () => {
  // Source: the usual table, e.g. NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2,
  // with more digits from an independent implementation (inverse incomplete beta function).
  test.each([
    [1, 0.975, 12.706204736174694],
    [2, 0.975, 4.302652729749462],
    [3, 0.975, 3.182446305283708],
    [9, 0.975, 2.262157162798205],
    [19, 0.975, 2.0930240544083096],
    [30, 0.975, 2.0422724563012378],
    [100, 0.975, 1.9839715185235518],
    [1_000, 0.975, 1.9623390808264078],
    [1_001, 0.975, 1.9623367052808798],
    [1_000_000, 0.975, 1.9599663568141068],
    [1, 0.9995, 636.6192487687897],
    [4, 0.9995, 8.610301581379524],
    [1_001, 0.9995, 3.3002728760660407],
    [10, 0.75, 0.6998120613124317],
  ])('of %d degrees has the quantile of %d where the tables say', (freedom, p, t) => {
    expect(Math.abs(tQuantile(p, freedom) / t - 1)).toBeLessThan(1e-11)
  })

  test('is symmetric about 0', () => {
    expect(tQuantile(0.5, 3)).toBe(0)
    expect(tQuantile(0.25, 10)).toBe(-tQuantile(0.75, 10))
  })

  test('is refused outside its range', () => {
    expect(() => tQuantile(1, 3)).toThrow('no t quantile 1')
    expect(() => tQuantile(0.9, 0)).toThrow('no t distribution of 0 degrees')
    expect(() => tQuantile(0.9, 2.5)).toThrow(RangeError)
  })
})

test('mean, variance and standard error are those of the textbook', () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9]
  expect(mean(values)).toBe(5)
  expect(variance(values)).toBeCloseTo(32 / 7, 14)
  expect(standardError(values)).toBeCloseTo(Math.sqrt(32 / 7 / 8), 14)
})

test('a large offset takes no digits from the variance', () => {
  expect(variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBe(30)
})

test('an interval reaches as far as Student says', () => {
  const { mean: centre, low, high, count } = confidenceInterval([1, 2, 3])
  const reach = 4.302652729749462 / Math.sqrt(3)
  expect([centre, count]).toEqual([2, 3])
  expect(low).toBeCloseTo(2 - reach, 12)
  expect(high).toBeCloseTo(2 + reach, 12)
})

test('more confidence makes a wider interval', () => {
  const at = (confidence: number) => confidenceInterval([1, 2, 4, 8], confidence)
  expect(at(0.99).low).toBeLessThan(at(0.9).low)
  expect(at(0.99).high).toBeGreaterThan(at(0.9).high)
})

test('19 of 20 intervals cover the true mean', () => {
  const stream = new Streams('coverage').stream('normal')
  const draw = sampler(normal(10, 3))
  const covered = Array.from({ length: 4_000 }, () => {
    const { low, high } = confidenceInterval(Array.from({ length: 5 }, () => draw(stream)))
    return low <= 10 && 10 <= high
  }).filter(Boolean).length
  // 4 standard errors of a share of 0.95 among 4,000 are 0.0138.
  expect(Math.abs(covered / 4_000 - 0.95)).toBeLessThan(0.0138)
})

test('a share is bounded as Wilson says', () => {
  // Source: R. G. Newcombe, Statistics in Medicine 17, 1998, table I, method 3: 81 of 263, 15 of
  // 148, 0 of 20, 1 of 29.
  const round = (observed: { successes: number; trials: number }) => {
    const { low, high } = wilsonInterval(observed)
    return [low.toFixed(4), high.toFixed(4)]
  }
  expect(round({ successes: 81, trials: 263 })).toEqual(['0.2553', '0.3662'])
  expect(round({ successes: 15, trials: 148 })).toEqual(['0.0624', '0.1605'])
  expect(round({ successes: 0, trials: 20 })).toEqual(['0.0000', '0.1611'])
  expect(round({ successes: 1, trials: 29 })).toEqual(['0.0061', '0.1718'])
})

test('a share of all is bounded by 1 and one of none by 0, exactly', () => {
  expect(wilsonInterval({ successes: 7, trials: 7 }).high).toBe(1)
  expect(wilsonInterval({ successes: 0, trials: 7 }).low).toBe(0)
})

test('a share that is none is refused', () => {
  expect(() => wilsonInterval({ successes: 3, trials: 2 })).toThrow('no share of 3 in 2')
  expect(() => wilsonInterval({ successes: 0, trials: 0 })).toThrow(RangeError)
})

test('a difference on the same seeds sees what two separate intervals do not', () => {
  const first = [10.1, 50.2, 90.1, 130.2]
  const second = [10, 50, 90, 130]
  expect(pairedDifference({ first, second }).low).toBeGreaterThan(0)
  expect(confidenceInterval(first).low).toBeLessThan(confidenceInterval(second).high)
})

test('values without a partner are refused', () => {
  expect(() => pairedDifference({ first: [1, 2], second: [1] })).toThrow(
    "can't pair 2 values with 1",
  )
})

test('batches are equally long and what is over is dropped from the beginning', () => {
  const batch = batchMeans([100, 1, 3, 5, 7], { batches: 2 })
  expect(batch).toMatchObject({ mean: 4, count: 2, batchSize: 2, dropped: 1 })
})

test('batch means cover the mean wait of a busy queue, where plain intervals are far too narrow', () => {
  // Source: M/M/1 at utilisation 0.8 waits rho / (1 - rho) = 4 service times; waits by Lindley,
  // "The theory of queues with a single server", 1952.
  const streams = new Streams('lindley')
  const gaps = sampler(exponential(1 / 0.8))
  const services = sampler(exponential(1))
  let wait = 0
  const waits: number[] = []
  for (let customer = 0; customer < 220_000; customer++) {
    if (customer >= 20_000) waits.push(wait)
    const next = wait + services(streams.stream('services')) - gaps(streams.stream('gaps'))
    wait = Math.max(0, next)
  }
  const batch = batchMeans(waits)
  expect(Math.abs(batch.mean - 4)).toBeLessThan(4 * batch.standardError)
  expect(batch.standardError).toBeGreaterThan(4 * standardError(waits))
  expect(Math.abs(batch.correlation)).toBeLessThan(0.4)
})

test('too short batches are given away by their correlation', () => {
  const slow = Array.from({ length: 640 }, (_, i) => Math.floor(i / 160))
  expect(batchMeans(slow).correlation).toBeGreaterThan(0.7)
})

test('too few values are refused with how many there must be', () => {
  expect(() => mean([])).toThrow('0 values are too few for a mean; give 1 or more')
  expect(() => confidenceInterval([1])).toThrow('give 2 or more')
  expect(() => batchMeans([1, 2, 3])).toThrow('give 32 or more')
  expect(() => batchMeans([1, 2, 3], { batches: 1 })).toThrow("can't cut a run into 1 batches")
})

test('a value that is no finite number is refused by its place', () => {
  expect(() => mean([1, NaN])).toThrow('value 1 is NaN')
  expect(() => confidenceInterval([1, 2], 95)).toThrow('no confidence 95')
})
