import { describe, expect, test } from 'vitest'
import { Stream, Streams } from '../../../engine/clockwork/random.ts'
import { kolmogorovSmirnov } from '../../support/goodness.ts'

const cursor = () => new Stream('cursor', () => ({ c: 1, s0: 0, s1: 0, s2: 0 }))

/** The first draws of the stream with these numbers. */
function draws(one: number, two: number, three: number, count: number, seed = '1'): number[] {
  const words = new Float64Array(4)
  new Streams(seed).family('link').begin(words, 0, one, two, three)
  const stream = cursor()
  stream.seat(words, 0)
  return Array.from({ length: count }, () => stream.uniform())
}

describe('a family of streams', () => {
  test('the first numbers of a known stream stay what they are', () => {
    expect(draws(1, 2, 3, 3).map((u) => u * 2 ** 32)).toEqual([
      2_869_515_494, 3_977_789_482, 2_138_331_991,
    ])
  })

  test('streams of other numbers, purposes and seeds are others', () => {
    const words = new Float64Array(8)
    new Streams('1').family('link').begin(words, 0, 1, 2, 3)
    new Streams('1').family('operation').begin(words, 4, 1, 2, 3)
    expect(words.slice(0, 3)).not.toEqual(words.slice(4, 7))
    const firsts = [
      draws(1, 2, 3, 1),
      draws(2, 2, 3, 1),
      draws(1, 3, 3, 1),
      draws(1, 2, 4, 1),
      draws(2, 1, 3, 1),
      draws(1, 2, 3, 1, '2'),
    ]
    expect(new Set(firsts.map(String)).size).toBe(firsts.length)
  })

  test('the first, second and third numbers of neighbouring streams are spread evenly', () => {
    for (const place of [0, 1, 2]) {
      const byThird = Array.from({ length: 20_000 }, (_, n) => draws(7, -7, n, 3)[place]!)
      expect(kolmogorovSmirnov(byThird, (x) => x)).toBeLessThan(1)
      const byFirst = Array.from({ length: 20_000 }, (_, n) => draws(n, 0, 0, 3)[place]!)
      expect(kolmogorovSmirnov(byFirst, (x) => x)).toBeLessThan(1)
    }
  })

  test('neighbours are not alike', () => {
    const n = 20_000
    let product = 0
    for (let i = 0; i < n; i++)
      product += (draws(5, 6, i, 1)[0]! - 0.5) * (draws(5, 6, i + 1, 1)[0]! - 0.5)
    // The product has mean 0 and variance 1/144.
    expect(Math.abs(product)).toBeLessThan(4.5 * Math.sqrt(n / 144))
  })

  test('a stream that rested in a table goes on where it was', () => {
    const words = new Float64Array(12)
    const family = new Streams('1').family('link')
    family.begin(words, 0, 1, 1, 1)
    family.begin(words, 8, 2, 2, 2)
    const stream = cursor()
    const taken: number[] = []
    for (let i = 0; i < 100; i++)
      for (const at of [0, 8]) {
        stream.seat(words, at)
        const u = stream.uniform()
        if (at === 0) taken.push(u)
      }
    expect(taken).toEqual(draws(1, 1, 1, 100))
    expect(Array.from(words.subarray(4, 8))).toEqual([0, 0, 0, 0])
  })
})
