import { describe, expect, test } from 'vitest'
import { hashOf, ownerOf, ring, ringOf } from '../../../scenarios/parts/ring.ts'

const keys = Array.from({ length: 4_000 }, (_, index) => `key ${index}`)
const members = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `replica-${index + 1}`)

/** How many keys each member owns. */
function shares(of: readonly string[], points: number): number[] {
  const made = ring(of, { points })
  return of.map((member) => keys.filter((key) => ownerOf(made, key) === member).length)
}

describe('a ring', () => {
  test('gives a key to the same member, whatever the order of the members', () => {
    const one = ring(members(5))
    const other = ring(members(5).toReversed())
    expect(keys.map((key) => ownerOf(one, key))).toEqual(keys.map((key) => ownerOf(other, key)))
  })

  test('moves keys only to a member that comes', () => {
    const before = ring(members(5))
    const after = ring(members(6))
    const moved = keys.filter((key) => ownerOf(before, key) !== ownerOf(after, key))
    expect(new Set(moved.map((key) => ownerOf(after, key)))).toEqual(new Set(['replica-6']))
    expect(moved.length / keys.length).toBeGreaterThan(0.1)
    expect(moved.length / keys.length).toBeLessThan(0.24)
  })

  test('moves only the keys of a member that goes', () => {
    const before = ring(members(5))
    const after = ring(members(5).filter((member) => member !== 'replica-3'))
    for (const key of keys)
      if (ownerOf(before, key) !== 'replica-3')
        expect(ownerOf(after, key)).toBe(ownerOf(before, key))
  })

  test('gives everybody a fair share, the fairer the more points it has', () => {
    const spread = (points: number): number => {
      const each = shares(members(5), points)
      return Math.max(...each) - Math.min(...each)
    }
    expect(spread(1_000)).toBeLessThan(spread(4))
    expect(spread(1_000)).toBeLessThan(keys.length * 0.06)
  })

  test('is another one with another salt', () => {
    const one = ring(members(5), { salt: 'a' })
    const other = ring(members(5), { salt: 'b' })
    expect(keys.some((key) => ownerOf(one, key) !== ownerOf(other, key))).toBe(true)
  })

  test('owns nothing without members', () => {
    expect(ownerOf(ring([]), 'key')).toBeUndefined()
  })

  test('gives all to its only member', () => {
    expect(shares(['alone'], 1)).toEqual([keys.length])
  })

  test('refuses a number of points that is none', () => {
    expect(() => ring(['a'], { points: 0 })).toThrow('points per member is 0')
    expect(() => ring(['a'], { points: 1.5 })).toThrow('points per member is 1.5')
  })

  test('is remembered as it was made', () => {
    for (let count = 1; count < 40; count++)
      expect(ringOf(members(count), { points: 3 })).toEqual(ring(members(count), { points: 3 }))
    expect(ringOf(members(2), { points: 3 })).toBe(ringOf(members(2), { points: 3 }))
  })
})

test('hashes spread over the whole circle', () => {
  const quarters = [0, 0, 0, 0]
  for (const key of keys) quarters[Math.floor(hashOf(key) / 2 ** 30)]!++
  // Four standard errors of a binomial share of a quarter.
  for (const quarter of quarters) expect(Math.abs(quarter - 1_000)).toBeLessThan(4 * 27.4)
})
