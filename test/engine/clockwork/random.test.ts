import seedrandom from 'seedrandom'
import { describe, expect, test } from 'vitest'
import type { Source, StreamState } from '../../../engine/clockwork/random.ts'
import { Streams } from '../../../engine/clockwork/random.ts'
import { chiSquare, kolmogorovSmirnov } from '../../support/goodness.ts'

const times = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, () => make())

describe('streams', () => {
  test('the same seed and name give the same numbers', () => {
    const one = new Streams('1').stream('clients')
    const other = new Streams('1').stream('clients')
    expect(times(100, () => one.uniform())).toEqual(times(100, () => other.uniform()))
  })

  test('the first numbers of a known seed stay what they are', () => {
    const stream = new Streams('1187').stream('link a→b')
    expect(times(3, () => stream.uniform() * 2 ** 32)).toEqual([
      1_579_122_872, 1_456_895_596, 1_777_412_153,
    ])
  })

  test('a draw from one stream moves nothing in another', () => {
    const quiet = new Streams('1')
    const busy = new Streams('1')
    times(1_000, () => busy.stream('link a→b').uniform())
    expect(busy.stream('clients').uniform()).toBe(quiet.stream('clients').uniform())
  })

  test('streams with similar names are not alike', () => {
    const streams = new Streams('1')
    const n = 2_000
    for (let i = 0; i < 40; i++) {
      const one = streams.stream(`leaf-${i}`)
      const next = streams.stream(`leaf-${i + 1}x`)
      let product = 0
      for (let k = 0; k < n; k++) product += (one.uniform() - 0.5) * (next.uniform() - 0.5)
      // The product has mean 0 and variance 1/144; 4.5 deviations over 40 pairs is 1 in 3,600.
      expect(Math.abs(product)).toBeLessThan(4.5 * Math.sqrt(n / 144))
    }
  })

  test('the first numbers of a thousand similar streams are spread evenly', () => {
    const streams = new Streams('1')
    const firsts = Array.from({ length: 1_000 }, (_, i) => streams.stream(`node ${i}`).uniform())
    expect(kolmogorovSmirnov(firsts, (x) => x)).toBeLessThan(1)
  })

  test('a name that does not begin with a letter is refused', () => {
    expect(() => new Streams('1').stream('12')).toThrow('a stream cannot be named "12"')
    expect(() => new Streams('1').stream('__proto__')).toThrow('begin with a letter')
  })

  test('a malformed seed is refused', () => {
    expect(() => new Streams('a b')).toThrow('"a b" is not a seed')
  })

  test('draw as the library does', () => {
    const stream = new Streams('1187').stream('clients')
    const library = seedrandom.alea('1187/clients', { state: true })
    expect(times(10_000, () => stream.uniform())).toEqual(times(10_000, () => library()))
    expect(stream.save()).toEqual(library.state())
  })
})

describe('saving', () => {
  test('a restored run continues as if it had not been interrupted', () => {
    const straight = new Streams('1')
    for (const name of ['b', 'a']) times(17, () => straight.stream(name).uniform())
    const saved = JSON.parse(JSON.stringify(straight.save())) as Record<string, StreamState>
    const expected = times(50, () => straight.stream('b').uniform53())

    const restored = new Streams('1')
    restored.load(saved)
    expect(times(50, () => restored.stream('b').uniform53())).toEqual(expected)
    expect(Object.keys(restored.save())).toEqual(['b', 'a'])
  })

  test('going back rewinds streams in the hands of those who hold them', () => {
    const streams = new Streams('1')
    const held = streams.stream('clients')
    held.uniform()
    const saved = streams.save()
    const next = held.uniform()
    streams.load(saved)
    expect(held.uniform()).toBe(next)
    expect(streams.stream('clients')).toBe(held)
  })

  test('streams that had not drawn when the state was saved begin afresh', () => {
    const streams = new Streams('1')
    const saved = streams.save()
    const late = streams.stream('late')
    const first = late.uniform()
    streams.load(saved)
    expect(streams.save()).toEqual({})
    expect(late.uniform()).toBe(first)
    expect(Object.keys(streams.save())).toEqual(['late'])
  })

  test('asking for a stream without drawing from it changes no saved state', () => {
    const streams = new Streams('1')
    streams.stream('clients')
    expect(streams.save()).toEqual({})
  })

  test('streams are saved in the order of their first draws', () => {
    const streams = new Streams('1')
    const early = streams.stream('early')
    streams.stream('late').uniform()
    early.uniform()
    expect(Object.keys(streams.save())).toEqual(['late', 'early'])
  })

  test('a saved state that lacks a number is refused', () => {
    expect(() => new Streams('1').load({ a: { c: 1, s0: 0, s1: 0 } })).toThrow('lacks one of')
  })
})

describe('a stream', () => {
  const fresh = (name = 'stream') => new Streams('5').stream(name)

  test('gives uniform numbers of 32 bits', () => {
    const stream = fresh()
    const draws = times(50_000, () => stream.uniform())
    expect(draws.every((u) => u >= 0 && u < 1 && Number.isInteger(u * 2 ** 32))).toBe(true)
    expect(kolmogorovSmirnov(draws, (x) => x)).toBeLessThan(1)
  })

  test('gives uniform numbers of 53 bits from two draws', () => {
    const stream = fresh()
    const other = fresh()
    const draws = times(50_000, () => stream.uniform53())
    expect(draws.every((u) => u >= 0 && u < 1 && Number.isInteger(u * 2 ** 53))).toBe(true)
    expect(draws.some((u) => !Number.isInteger(u * 2 ** 52))).toBe(true)
    expect(kolmogorovSmirnov(draws, (x) => x)).toBeLessThan(1)
    times(100_000, () => other.uniform())
    expect(other.uniform()).toBe(stream.uniform())
  })

  test.each([2, 7, 100])('chooses each of %d things equally often', (n) => {
    const stream = fresh()
    const counts = times(n, () => 0)
    for (let i = 0; i < 100_000; i++) counts[stream.choose(n)]!++
    expect(
      chiSquare(
        counts,
        times(n, () => 100_000 / n),
      ),
    ).toBeLessThan(1)
  })

  test('chooses among more things than a single draw can tell apart', () => {
    const stream = fresh()
    const n = 2 ** 53 - 1
    const chosen = times(1_000, () => stream.choose(n))
    expect(chosen.every((i) => Number.isSafeInteger(i) && i >= 0 && i < n)).toBe(true)
    expect(kolmogorovSmirnov(chosen, (x) => x / n)).toBeLessThan(1)
    expect(new Set(chosen.map((i) => i % 2)).size).toBe(2)
  })

  test.each([0, -1, 1.5, NaN, Infinity, 2 ** 53])('cannot choose among %d things', (n) => {
    expect(() => fresh().choose(n)).toThrow(`cannot choose among ${n} things`)
  })

  test('picking from nothing is refused', () => {
    expect(() => fresh().pick([])).toThrow('cannot choose among 0 things')
  })

  test('shuffles into every order equally often and leaves the original alone', () => {
    const stream = fresh()
    const items = ['a', 'b', 'c', 'd'] as const
    const counts = new Map<string, number>()
    for (let i = 0; i < 48_000; i++) {
      const order = stream.shuffle(items).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(items.join('')).toBe('abcd')
    expect(counts.size).toBe(24)
    expect(
      chiSquare(
        [...counts.values()],
        times(24, () => 2_000),
      ),
    ).toBeLessThan(1)
  })

  test('a certain and an impossible coin still take one draw each', () => {
    const stream = fresh()
    const other = fresh()
    expect([stream.bernoulli(0), stream.bernoulli(1)]).toEqual([false, true])
    times(2, () => other.uniform())
    expect(stream.uniform()).toBe(other.uniform())
  })
})

test('a search can take over from the seed and answer every choice', () => {
  const asked: string[] = []
  const search = (name: string): Source => ({
    next: () => 0.75,
    choose: (count) => {
      asked.push(`${name} of ${count}`)
      return count - 1
    },
    save: () => ({}),
  })
  const stream = new Streams('1', search).stream('node a')
  expect([stream.choose(3), stream.pick(['x', 'y']), stream.uniform()]).toEqual([2, 'y', 0.75])
  expect(asked).toEqual(['node a of 3', 'node a of 2'])
})
