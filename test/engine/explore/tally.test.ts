import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absolute, Tally } from '../../../engine/index.ts'
import type { Claim } from '../../../engine/index.ts'

const claim: Claim = {
  name: 'about ten',
  rows: [],
  source: '',
  runs: {},
  value: () => 0,
  expected: { value: 10, tolerance: absolute(1) },
}

describe('a tally of a claim', () => {
  test('is not settled before its least seeds, and always at its most', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 700 }), (values) => {
        const tally = new Tally('any', claim)
        for (const value of values) {
          if (tally.isSettled) break
          tally.add(value)
        }
        if (tally.isSettled) expect(tally.seeds).toBeGreaterThanOrEqual(tally.least)
        else expect(tally.seeds).toBe(values.length)
        expect(tally.seeds).toBeLessThanOrEqual(tally.most)
      }),
    )
  })

  test('takes no more seeds when these agree', () => {
    const tally = new Tally('any', claim)
    while (!tally.isSettled) tally.add(10 + (tally.seeds % 2 === 0 ? 0.1 : -0.1))
    expect(tally.verdict).toMatchObject({ pass: true, seeds: 30, reason: '' })
    expect(tally.verdict.value).toBeCloseTo(10)
  })

  test('pools shares', () => {
    const tally = new Tally('any', { ...claim, expected: { atLeast: 0.4 } })
    for (let seed = 0; seed < 30; seed++) tally.add([seed % 2, 1])
    expect(tally.verdict).toMatchObject({ value: 0.5, pass: true })
    expect(tally.verdict.interval.low).toBeGreaterThan(0.3)
  })

  test('refuses a value that is not finite', () => {
    expect(() => new Tally('any', claim).add(Number.NaN)).toThrow(
      'claim "about ten": its value is NaN on seed 1; it must be a finite number',
    )
  })
})
