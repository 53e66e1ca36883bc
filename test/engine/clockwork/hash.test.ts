import { describe, expect, test } from 'vitest'
import { Hash } from '../../../engine/clockwork/hash.ts'

function digest(feed: (hash: Hash) => void): string {
  const hash = new Hash()
  feed(hash)
  return hash.digest()
}

const vectors: [string, (hash: Hash) => void, string][] = [
  ['nothing', () => undefined, '0b5e83d5d23ad2e5ec6b9ab38eb8253c'],
  ['the word 0', (h) => h.tag(0), '5e00fc023b74ecd77931ce330c00e3aa'],
  ['the time 20 s', (h) => h.int(20_000_000), '30d17b6e42f4497d459bb800eb6c60be'],
  ['a time beyond 32 bits', (h) => h.int(2 ** 53 - 1), '9f068ec7e4baa5b2e6b56fee09ceead8'],
  ['the number 5', (h) => h.number(5), '7b6194faea684728441db123c390de13'],
  ['the number 0.1', (h) => h.number(0.1), '9b6aa6647da0348ae947d22c595b83f8'],
  ['NaN', (h) => h.number(NaN), '943e0c1ec70a95b2845b5c37737c9bd9'],
  ['an odd text', (h) => h.text('abc'), 'b87ed8b377364a7b4bc771a037bda1a4'],
  ['an even text', (h) => h.text('link a→b'), 'e4e2d25e936253590a1d6378fd44209d'],
]

describe('test vectors', () => {
  test.each(vectors)('%s', (_, feed, expected) => {
    expect(digest(feed)).toBe(expected)
  })
})

describe('a hash', () => {
  test('is told apart by the order of what it is fed', () => {
    const ab = digest((h) => (h.tag(1), h.tag(2)))
    expect(digest((h) => (h.tag(2), h.tag(1)))).not.toBe(ab)
  })

  test('counts zeros', () => {
    const zeros = [0, 1, 2, 3].map((n) =>
      digest((h) => {
        for (let i = 0; i < n; i++) h.tag(0)
      }),
    )
    expect(new Set(zeros).size).toBe(4)
  })

  test('does not change when its digest is read', () => {
    const hash = new Hash()
    hash.tag(1)
    expect(hash.digest()).toBe(hash.digest())
    hash.tag(2)
    expect(hash.digest()).toBe(digest((h) => (h.tag(1), h.tag(2))))
  })

  test('goes on from a saved state', () => {
    const hash = new Hash()
    hash.text('before')
    const resumed = new Hash()
    resumed.load(JSON.parse(JSON.stringify(hash.save())) as ReturnType<Hash['save']>)
    hash.text('after')
    resumed.text('after')
    expect(resumed.digest()).toBe(hash.digest())
    expect(resumed.save()).toEqual(hash.save())
  })

  test('keeps strings apart that join to the same text', () => {
    expect(digest((h) => (h.text('ab'), h.text('c')))).not.toBe(
      digest((h) => (h.text('a'), h.text('bc'))),
    )
  })

  test('feeds another one beside itself as it would be fed alone', () => {
    const [first, second, both, other] = [new Hash(), new Hash(), new Hash(), new Hash()]
    for (const hash of [second, other]) hash.tag(1)
    for (const text of ['', 'a', 'eight: 8', 'a longer text, é, \ud83d\ude00, and its end', 'b']) {
      first.text(text)
      second.text(text)
      both.textTo(other, text)
    }
    expect(both.save()).toEqual(first.save())
    expect(other.save()).toEqual(second.save())
  })

  test('tells strings by their code units, halves of pairs included', () => {
    const texts = ['', '\0', '\0\0', 'é', 'e\u0301', '\ud83d', '\ude00', '\ud83d\ude00']
    expect(new Set(texts.map((s) => digest((h) => h.text(s)))).size).toBe(texts.length)
  })
})

describe('numbers', () => {
  const number = (n: number) => digest((h) => h.number(n))

  test('minus zero is zero, and every NaN is the same', () => {
    expect(number(-0)).toBe(number(0))
    const bits = new Uint32Array([1, 0xfff8_1234])
    expect(number(new Float64Array(bits.buffer)[0]!)).toBe(number(NaN))
  })

  test('a value hashes alike however it was computed', () => {
    expect(number(2 ** 31 / 2)).toBe(number(1_073_741_824))
    expect(number(0.1 + 0.2 - 0.2 + 4.9)).toBe(number(5))
    expect(number(Float64Array.of(7)[0]!)).toBe(number(7))
  })

  test('neighbours and far extremes are told apart', () => {
    const values = [0, 1, -1, 0.5, 5e-324, -5e-324, 2 ** 31, -(2 ** 31), 2 ** 31 - 1, 2 ** 32]
    values.push(2 ** 53, 2 ** 53 - 1, 1e308, -1e308, Infinity, -Infinity, NaN, 1 + 2 ** -52)
    expect(new Set(values.map(number)).size).toBe(values.length)
  })

  test('whole numbers up to 2^53 are told apart', () => {
    const values = [0, 1, 2 ** 32, 2 ** 32 + 1, 2 ** 33, 2 ** 53 - 1, 2 ** 53 - 2, -1, -(2 ** 32)]
    expect(new Set(values.map((n) => digest((h) => h.int(n)))).size).toBe(values.length)
  })
})

describe('an event', () => {
  type Event = Parameters<Hash['event']>
  const base: Event = [5_000_000, 3, 7, 2, 0x1234_5678, 41, 6, 250, -9]
  const hashOf = (event: Event) => digest((h) => h.event(...event))

  test('of a known kind hashes as it always did', () => {
    expect(hashOf(base)).toBe('d11982a32ca242d59b0a13a5ddb7460a')
    expect(hashOf([2 ** 40, 3, -1, -1, 0, -1, -1, 0.25, 0])).toBe(
      'e71ab4cc904f117fb435c8884e58a6d2',
    )
  })

  test('is told apart by each of its fields', () => {
    const others = base.map((field, place) => {
      const event = [...base] as Event
      event[place] = field + 1
      return hashOf(event)
    })
    const far: Event[] = [2 ** 32, 2 ** 33, 2 ** 53 - 1].map(
      (at) => [at, ...base.slice(1)] as Event,
    )
    const values = [0.5, -0.5, 2 ** 31, 2 ** 40, -(2 ** 31) - 1, Infinity, NaN].map(
      (value) => [...base.slice(0, 7), value, base[8]] as Event,
    )
    const all = [hashOf(base), ...others, ...[...far, ...values].map(hashOf)]
    expect(new Set(all).size).toBe(1 + 9 + 3 + 7)
  })
})

test('one bit of input moves about half of the bits of the digest', () => {
  // Each place of the word is tried after different beginnings; every lane must be reached.
  let least = 128
  let total = 0
  const flips = Array.from({ length: 128 }, () => 0)
  for (let trial = 0; trial < 64; trial++) {
    for (let bit = 0; bit < 32; bit++) {
      const moved = changedBits(trial, bit, flips)
      least = Math.min(least, moved)
      total += moved
    }
  }
  const mean = total / 2_048
  expect(mean).toBeGreaterThan(63)
  expect(mean).toBeLessThan(65)
  expect(least).toBeGreaterThan(32)
  // Each of the 128 bits flips in half of the 2,048 trials: 1,024, with a deviation of 22.6.
  expect(Math.min(...flips)).toBeGreaterThan(1_024 - 5 * 22.6)
  expect(Math.max(...flips)).toBeLessThan(1_024 + 5 * 22.6)
})

function changedBits(trial: number, bit: number, flips: number[]): number {
  const before = digest((h) => (h.tag(trial), h.tag(trial * 77)))
  const after = digest((h) => (h.tag(trial), h.tag((trial * 77) ^ (1 << bit))))
  let moved = 0
  for (let i = 0; i < 32; i++) {
    const difference = parseInt(before[i]!, 16) ^ parseInt(after[i]!, 16)
    for (let k = 0; k < 4; k++) {
      if (difference & (8 >> k)) {
        flips[i * 4 + k]!++
        moved++
      }
    }
  }
  return moved
}

test('a hundred thousand similar inputs collide in no half of the digest', () => {
  // Any 64 of 128 good bits collide among 100,000 with a probability of 3e-10.
  const [left, right, middle] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const inputs = 100_000
  for (let i = 0; i < inputs; i++) {
    const found = digest((h) => {
      if (i % 2 === 0) {
        h.int(i >> 6)
        h.tag(i & 63)
      } else {
        h.text(`leaf-${i >> 8}`)
        h.number((i & 255) / 8)
      }
    })
    left.add(found.slice(0, 16))
    right.add(found.slice(16))
    middle.add(found.slice(8, 24))
  }
  expect([left.size, right.size, middle.size]).toEqual([inputs, inputs, inputs])
})

test('differences in two neighbouring words do not cancel each other', () => {
  // Every pair of one-bit changes in two words in a row: 1,024 states. Two stripes later what they
  // did has reached every lane, and no two lanes are alike for any of them.
  const seen = new Map<string, Set<string>>()
  for (let one = 0; one < 32; one++) {
    for (let two = 0; two < 32; two++) {
      const hash = new Hash()
      hash.tag(5 ^ (1 << one))
      hash.tag(9 ^ (1 << two))
      hash.tag(0)
      hash.tag(0)
      const lanes = hash.save().slice(0, 4)
      for (let i = 0; i < 4; i++)
        for (let k = 0; k < i; k++) {
          const pair = seen.get(`${i} ${k}`) ?? new Set()
          seen.set(`${i} ${k}`, pair.add(`${lanes[i]} ${lanes[k]}`))
        }
    }
  }
  expect([...seen.values()].map(({ size }) => size)).toEqual(Array(6).fill(1_024))
})
