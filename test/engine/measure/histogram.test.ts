import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Histogram, RELATIVE_ERROR, VALUE_LIMIT } from '../../../engine/measure/histogram.ts'

function histogramOf(values: number[]): Histogram {
  const histogram = new Histogram()
  for (const value of values) histogram.record(value)
  return histogram
}

/** The smallest value with at least a share q = numerator / 1000 of the values at or below it. */
function trueQuantile(values: number[], thousandths: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = Math.max(1, Math.ceil((thousandths * values.length) / 1_000))
  return sorted[rank - 1]!
}

const aValue = fc.oneof(
  fc.integer({ min: 0, max: 3_000 }),
  fc.integer({ min: 0, max: 5_000_000 }),
  fc.integer({ min: 0, max: VALUE_LIMIT }),
)

test('quantiles are never below and at most a thousandth above the true one', () => {
  fc.assert(
    fc.property(
      fc.array(aValue, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 0, max: 1_000 }),
      (values, thousandths) => {
        const found = histogramOf(values).quantile(thousandths / 1_000)!
        const wanted = trueQuantile(values, thousandths)
        expect(found).toBeGreaterThanOrEqual(wanted)
        expect(found).toBeLessThanOrEqual(wanted * (1 + RELATIVE_ERROR))
      },
    ),
  )
})

test('a rank that is whole is not pushed up by floating point', () => {
  const hundred = histogramOf(Array.from({ length: 100 }, (_, i) => i + 1))
  for (let percent = 1; percent <= 100; percent++) {
    expect(hundred.quantile(percent / 100)).toBe(percent)
  }
})

test('values below 2,048 are told apart exactly', () => {
  const histogram = histogramOf(Array.from({ length: 2_048 }, (_, i) => i))
  expect([...histogram.buckets()]).toEqual(
    Array.from({ length: 2_048 }, (_, i) => ({ low: i, high: i, count: 1 })),
  )
})

test('values around each power of two fall into the bucket that holds them', () => {
  for (let power = 1; power <= VALUE_LIMIT; power *= 2) {
    for (const value of [power - 1, power, power + 1]) {
      const [bucket] = histogramOf([value, value]).buckets()
      expect(bucket!.count).toBe(2)
      expect(bucket!.low).toBeLessThanOrEqual(value)
      expect(bucket!.high).toBeGreaterThanOrEqual(value)
      expect(bucket!.high - bucket!.low).toBeLessThanOrEqual(value * RELATIVE_ERROR)
    }
  }
})

test('a value falls into the same bucket before and after the histogram has grown', () => {
  fc.assert(
    fc.property(fc.array(aValue, { minLength: 1, maxLength: 30 }), (values) => {
      const grown = histogramOf([VALUE_LIMIT])
      for (const value of values) grown.record(value)
      const rest = [...histogramOf([...values, VALUE_LIMIT]).buckets()]
      expect([...grown.buckets()]).toEqual(rest)
    }),
  )
})

test('an empty histogram has no quantile, least, greatest or mean', () => {
  const { count, min, max, mean, sum } = new Histogram()
  expect({ count, min, max, mean, sum }).toEqual({
    count: 0,
    min: null,
    max: null,
    mean: null,
    sum: 0,
  })
  expect(new Histogram().quantile(0.5)).toBeNull()
  expect(new Histogram().shareUpTo(10)).toBeNull()
})

test('least, greatest and sum are exact far beyond the buckets', () => {
  const values = [VALUE_LIMIT, VALUE_LIMIT - 1, 12_345_678_901, 7]
  const histogram = histogramOf(values)
  expect(histogram.min).toBe(7)
  expect(histogram.max).toBe(VALUE_LIMIT)
  expect(histogram.sum).toBe(values.reduce((a, b) => a + b))
})

test('a sum past 2^53 keeps every unit', () => {
  const [high, low] = histogramOf([...Array<number>(40).fill(VALUE_LIMIT), 1]).save().sum
  const sum = BigInt(high) * 2n ** 52n + BigInt(low)
  expect(sum).toBe(40n * BigInt(VALUE_LIMIT) + 1n)
})

test('values out of range are counted at the edge and reported', () => {
  const histogram = histogramOf([-5, VALUE_LIMIT + 1, 2 ** 60, 3])
  expect(histogram.clamped).toEqual({ low: 1, high: 2 })
  expect(histogram.min).toBe(0)
  expect(histogram.max).toBe(VALUE_LIMIT)
  expect(histogram.count).toBe(4)
})

test('a fraction is rounded to the nearest whole value', () => {
  expect(histogramOf([1.4, 1.6, -0.3]).save().buckets).toEqual([0, 1, 1, 1, 2, 1])
})

test('a value that is no finite number is refused', () => {
  expect(() => new Histogram().record(NaN)).toThrow("can't record NaN; allowed are finite numbers")
  expect(() => new Histogram().record(Infinity)).toThrow(RangeError)
})

test('a quantile outside 0 to 1 is refused', () => {
  expect(() => histogramOf([1]).quantile(99)).toThrow('no quantile 99; allowed is 0 to 1')
  expect(() => histogramOf([1]).quantile(NaN)).toThrow(RangeError)
})

test('the share up to a value counts that value', () => {
  const histogram = histogramOf([1, 2, 2, 4])
  expect(histogram.shareUpTo(0)).toBe(0)
  expect(histogram.shareUpTo(2)).toBe(0.75)
  expect(histogram.shareUpTo(1_000_000)).toBe(1)
})

test('merging in any order is recording everything in one', () => {
  const some = fc.array(fc.oneof(aValue, fc.constant(-1)), { maxLength: 20 })
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      const together = histogramOf([...a, ...b, ...c]).save()
      const left = histogramOf(a)
      left.merge(histogramOf(b))
      left.merge(histogramOf(c))
      const right = histogramOf(c)
      const inner = histogramOf(b)
      inner.merge(histogramOf(a))
      right.merge(inner)
      expect(left.save()).toEqual(together)
      expect(right.save()).toEqual(together)
    }),
  )
})

test('a histogram merged into itself counts everything twice', () => {
  const histogram = histogramOf([3, 5_000_000])
  histogram.merge(histogram)
  expect(histogram.save()).toEqual(histogramOf([3, 3, 5_000_000, 5_000_000]).save())
})

test('a saved histogram survives JSON and goes on as if it had never been saved', () => {
  const original = histogramOf([1, 70_000, VALUE_LIMIT, -2])
  const copy = histogramOf([99])
  copy.load(JSON.parse(JSON.stringify(original.save())))
  original.record(70_123)
  copy.record(70_123)
  expect(copy.save()).toEqual(original.save())
  expect(copy.quantile(0.5)).toBe(original.quantile(0.5))
})

/** Keeps every value, and counts when it is asked. */
function naive(values: number[]): ReturnType<Histogram['save']> {
  const counts = new Map<number, number>()
  const clamped = { low: 0, high: 0 }
  const wholes = values.map((value) => {
    const whole = Math.round(value)
    if (whole < 0) clamped.low++
    if (whole > VALUE_LIMIT) clamped.high++
    return Math.min(Math.max(whole, 0), VALUE_LIMIT) + 0
  })
  let sum = 0n
  for (const whole of wholes) {
    let width = 1
    while (whole / width >= 2_048) width *= 2
    const low = Math.floor(whole / width) * width
    counts.set(low, (counts.get(low) ?? 0) + 1)
    sum += BigInt(whole)
  }
  return {
    buckets: [...counts].toSorted(([a], [b]) => a - b).flat(),
    count: values.length,
    min: values.length === 0 ? null : Math.min(...wholes),
    max: values.length === 0 ? null : Math.max(...wholes),
    sum: [Number(sum >> 52n), Number(sum & 0xf_ffff_ffff_ffffn)],
    clamped,
  }
}

test('recording is the same as keeping every value and counting at the end', () => {
  const anyValue = fc.oneof(
    aValue,
    fc.double({ min: -3, max: 5_000, noNaN: true }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(-0, 0.5, -0.5, 1.5, VALUE_LIMIT + 0.5, VALUE_LIMIT + 1, 2 ** 31, 2 ** 31 - 1),
  )
  fc.assert(
    fc.property(fc.array(anyValue, { maxLength: 40 }), (values) => {
      expect(histogramOf(values).save()).toEqual(naive(values))
    }),
  )
})
