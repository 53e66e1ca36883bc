import { describe, expect, test } from 'vitest'
import { Dice } from '../../bench/limit/dice.ts'
import type { Batch } from '../../bench/outcome.ts'
import { batchMean } from '../../bench/truth/batch-means.ts'
import { judgeGossip, judgePhold, judgeQueueing } from '../../bench/truth/judgement.ts'
import { renewals } from '../../bench/truth/renewal.ts'
import { meanWait } from '../../bench/truth/wait.ts'

describe('means by batches', () => {
  test('batches of one size: the mean, and the deviation of the batches over their root', () => {
    const batches = [1, 2, 3, 4].map((value): Batch => [value * 10, 10])
    const { mean, standardError } = batchMean(batches)
    expect(mean).toBe(2.5)
    // The variance of 1, 2, 3, 4 is 5/3.
    expect(standardError).toBeCloseTo(Math.sqrt(5 / 3 / 4), 12)
  })

  test('a large batch weighs as much as it holds', () => {
    expect(
      batchMean([
        [10, 10],
        [600, 300],
        [10, 10],
      ]).mean,
    ).toBeCloseTo(620 / 320, 12)
  })

  test('many small batches are put together, and none is lost', () => {
    const small = Array.from({ length: 1000 }, (_, i): Batch => [i % 2 === 0 ? 2 : 4, 2])
    const { mean, standardError } = batchMean(small)
    expect(mean).toBe(1.5)
    // Neighbours even out, so that hardly any error is left.
    expect(standardError).toBeLessThan(0.01)
  })

  test('one batch tells no error', () => {
    expect(() => batchMean([[1, 1]])).toThrow(/too few/)
  })
})

describe('theory', () => {
  test('mean waits are those of the books', () => {
    expect(meanWait(1, 0.8)).toBeCloseTo(4, 12)
    expect(meanWait(8, 0.9)).toBeCloseTo(0.877, 3)
  })

  test('exponential gaps renew at their rate, others lag behind by their spread', () => {
    expect(renewals({ mean: 2, variance: 4 }, 10, 100).mean).toBe(500)
    expect(renewals({ mean: 2, variance: 0 }, 10, 100).mean).toBe(495)
  })
})

describe('judgements', () => {
  const size = { processes: 100, each: 1, events: 10_000 }

  test('a run of W1 that gets through its time too fast is wrong', () => {
    // 10,000 events of 100 processes with gaps of 1.1 take about 110.
    expect(judgePhold({ amount: 10_000, seconds: 1, time: 110 }, size)).toBeNull()
    expect(judgePhold({ amount: 10_000, seconds: 1, time: 104 }, size)).toMatch(/standard errors/)
    expect(judgePhold({ amount: 10_000, seconds: 1, time: 110, wrong: 'no' }, size)).toBe('no')
  })

  test('a mean wait off by a tenth is wrong, and so is a customer too few', () => {
    const customers = 32_000
    const about = (wait: number): Batch[] =>
      Array.from({ length: 32 }, (_, i) => [(wait + (i % 2 ? 0.3 : -0.3)) * 1000, 1000])
    const queue = { servers: 1, load: 0.8, customers }
    const outcome = (wait: number) => ({ amount: customers, seconds: 1, waits: about(wait) })
    expect(judgeQueueing(outcome(4), queue)).toBeNull()
    expect(judgeQueueing(outcome(4.4), queue)).toMatch(/4.4 a mean wait, 7.* of theory/)
    expect(judgeQueueing({ ...outcome(4), amount: customers - 1 }, queue)).toMatch(/31999 of 32000/)
  })

  test('a node that never heard is missed', () => {
    const outcome = { amount: 1, seconds: 1, more: { aware: 9 } }
    expect(judgeGossip(outcome, { nodes: 9 })).toBeNull()
    expect(judgeGossip(outcome, { nodes: 10 })).toBe('1 of 10 nodes never heard the rumour')
  })
})

describe('the dice of the limit', () => {
  test('exponential draws have the moments and the tail of an exponential', () => {
    const dice = new Dice(7)
    const draws = 400_000
    let [sum, squares, beyond] = [0, 0, 0]
    for (let i = 0; i < draws; i++) {
      const value = dice.exponential()
      sum += value
      squares += value * value
      if (value > 8) beyond++
    }
    // Four standard errors: 1, √20 and √(p(1 − p)) over the root of the number.
    const error = 4 / Math.sqrt(draws)
    expect(Math.abs(sum / draws - 1)).toBeLessThan(error)
    expect(Math.abs(squares / draws - 2)).toBeLessThan(error * Math.sqrt(20))
    const tail = Math.exp(-8)
    expect(Math.abs(beyond / draws - tail)).toBeLessThan(error * Math.sqrt(tail))
  })
})
