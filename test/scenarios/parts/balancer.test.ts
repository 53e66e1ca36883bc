import { describe, expect, test } from 'vitest'
import { Streams } from '../../../engine/index.ts'
import { pick, policies } from '../../../scenarios/parts/balancer.ts'
import type { Backend, Policy } from '../../../scenarios/parts/balancer.ts'

const stream = () => new Streams('7').stream('balancer')
const backends = (...busy: number[]): Backend[] =>
  busy.map((open, index) => ({ id: `b-${index + 1}`, busy: open }))

/** How often each of the backends is picked in a number of turns. */
function picked(
  policy: Policy,
  of: readonly Backend[],
  turns: number,
  more: object = {},
): number[] {
  const random = stream()
  const counts = of.map(() => 0)
  for (let turn = 0; turn < turns; turn++) counts[pick(policy, of, { turn, random, ...more })]!++
  return counts
}

describe('a balancer', () => {
  test.each(policies)('%s picks nobody when there is nobody', (policy) => {
    expect(pick(policy, [], { turn: 0, random: stream() })).toBe(-1)
  })

  test.each(policies)('%s picks the only one there is', (policy) => {
    expect(pick(policy, backends(3), { turn: 5, random: stream(), key: 'k' })).toBe(0)
  })

  test('in turn, everybody gets the same', () => {
    expect(picked('round-robin', backends(9, 0, 0), 30)).toEqual([10, 10, 10])
  })

  test('at random, everybody gets about the same', () => {
    // Four standard errors of a binomial share of a third.
    for (const count of picked('random', backends(9, 0, 0), 9_000))
      expect(Math.abs(count - 3_000)).toBeLessThan(4 * 44.7)
  })

  test('fewest connections first never picks a busier one, and spreads ties', () => {
    const counts = picked('least-connections', backends(2, 1, 5, 1), 1_000)
    expect([counts[0], counts[2]]).toEqual([0, 0])
    expect(Math.abs(counts[1]! - 500)).toBeLessThan(4 * 15.8)
  })

  test('of two choices the busiest of n wins only against itself, once in n²', () => {
    const counts = picked('choices', backends(0, 0, 0, 9), 16_000)
    expect(Math.abs(counts[3]! - 1_000)).toBeLessThan(4 * 30.6)
  })

  test('one choice is no choice', () => {
    const counts = picked('choices', backends(0, 9), 2_000, { choices: 1 })
    expect(Math.abs(counts[1]! - 1_000)).toBeLessThan(4 * 22.4)
  })

  test.each(['hash', 'ring'] as const)('%s sends a key to the same backend each time', (policy) => {
    expect(
      picked(policy, backends(0, 5, 0), 50, { key: '10.0.0.7' }).toSorted((a, b) => a - b),
    ).toEqual([0, 0, 50])
  })

  test('a cookie is followed while its backend is there, and then a turn is taken', () => {
    const question = { turn: 1, random: stream(), cookie: 'b-3' }
    expect(pick('cookie', backends(0, 0, 9), question)).toBe(2)
    expect(pick('cookie', backends(0, 0), question)).toBe(1)
    expect(pick('cookie', backends(0, 0, 0), { turn: 0, random: stream(), cookie: null })).toBe(0)
  })

  test('only policies that draw move the stream', () => {
    for (const policy of ['round-robin', 'hash', 'ring', 'cookie'] as const) {
      const random = stream()
      pick(policy, backends(1, 2), { turn: 0, random, key: 'k' })
      expect(random.begun).toBe(false)
    }
  })
})
