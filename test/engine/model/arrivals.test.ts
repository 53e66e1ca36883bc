import { describe, expect, test } from 'vitest'
import { Streams } from '../../../engine/clockwork/random.ts'
import { bursts, diurnal, periodic, poisson, renewal } from '../../../engine/model/arrivals.ts'
import { gaps } from '../../../engine/model/arrivals.ts'
import type { Arrivals } from '../../../engine/model/arrivals.ts'
import { constant, ms, seconds } from '../../../engine/index.ts'

/** Times of arrivals until a moment. */
function times(arrivals: Arrivals, until: number, factor = 1): number[] {
  const gap = gaps(arrivals)
  const random = new Streams('arrivals').stream('times')
  const found: number[] = []
  for (let at = gap(random, 0, factor); at < until; at += gap(random, at, factor)) found.push(at)
  return found
}

/** Whether a count of Poisson arrivals is within 4 standard errors of its mean. */
function expectCount(count: number, mean: number): void {
  expect(Math.abs(count - mean)).toBeLessThan(4 * Math.sqrt(mean))
}

describe('arrivals', () => {
  test('of a Poisson process have its rate, and counts with a variance like their mean', () => {
    const found = times(poisson(500), seconds(100))
    expectCount(found.length, 50_000)
    const counts = Array.from({ length: 1000 }, () => 0)
    for (const at of found) counts[Math.floor(at / ms(100))]!++
    const mean = found.length / 1000
    const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / 999
    // The variance of 1,000 counts has a standard error of mean × √(2/999).
    expect(Math.abs(variance - mean)).toBeLessThan(4 * mean * Math.sqrt(2 / 999) * 1.1)
  })

  test('at a multiple of the rate come so much more often', () => {
    expectCount(times(poisson(500), seconds(10), 3).length, 15_000)
  })

  test('that are periodic come exactly every so often', () => {
    expect(times(periodic(ms(10)), ms(45))).toEqual([10, 20, 30, 40].map(ms))
    expect(times(periodic(ms(10)), ms(21), 2)).toEqual([5, 10, 15, 20].map(ms))
  })

  test('of a renewal process have its gaps', () => {
    expect(times(renewal(constant(ms(3))), ms(10))).toEqual([3, 6, 9].map(ms))
  })

  test('in bursts come at the rate within them and never in between', () => {
    const found = times(bursts({ rate: 1000, on: ms(20), off: ms(80) }), seconds(50))
    expect(found.every((at) => at % ms(100) <= ms(20))).toBe(true)
    expectCount(found.length, 10_000)
  })

  test('that follow the day have the rate on average, and at each hour that of the shape', () => {
    const found = times(diurnal({ rate: 500, shape: [1, 3], period: seconds(10) }), seconds(100))
    expectCount(found.length, 50_000)
    const part = (from: number, to: number) =>
      found.filter((at) => at % seconds(10) >= from && at % seconds(10) < to).length
    // Straight lines from 0.5 at the beginning to 1.5 in the middle and back.
    expectCount(part(0, seconds(1)), 10 * 500 * 0.6)
    expectCount(part(seconds(4.5), seconds(5.5)), 10 * 500 * 1.45)
  })
})

test.each([
  [() => poisson(0), 'rate is 0; it must be a number above 0'],
  [() => poisson(NaN), 'rate is NaN; it must be a number above 0'],
  [() => periodic(-1), 'every is -1; it must be a number above 0'],
  [() => bursts({ rate: 1, on: 1, off: -1 }), 'off is -1; it must be 0 or more'],
  [() => diurnal({ rate: 1, shape: [], period: 1 }), 'shape needs one or more factors'],
  [() => diurnal({ rate: 1, shape: [0, 0], period: 1 }), 'shape needs one or more factors'],
])('a process that cannot be is refused: %s', (make, says) => {
  expect(make).toThrow(says)
})
