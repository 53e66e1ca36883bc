import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Series, WINDOW_LIMIT } from '../../../engine/measure/series.ts'

function seriesOf(values: [at: number, value: number][], width = 100): Series {
  const series = new Series(width)
  for (const [at, value] of values) series.add(at, value)
  return series
}

test('values of the same window are counted, summed and ranged together', () => {
  const series = seriesOf([
    [0, 5],
    [99, -1],
    [100, 7],
  ])
  expect(series.windows()).toEqual([
    { at: 0, count: 2, sum: 4, min: -1, max: 5 },
    { at: 100, count: 1, sum: 7, min: 7, max: 7 },
  ])
})

test('a window without values is not there', () => {
  expect(seriesOf([[950, 1]]).windows()).toEqual([{ at: 900, count: 1, sum: 1, min: 1, max: 1 }])
  expect(new Series().windows()).toEqual([])
})

test('the window after the last possible one doubles the width and merges pairs', () => {
  const series = seriesOf([
    [0, 1],
    [100, 2],
    [200, 4],
    [WINDOW_LIMIT * 100 - 1, 8],
  ])
  expect(series.width).toBe(100)
  series.add(WINDOW_LIMIT * 100, 16)
  expect(series.width).toBe(200)
  expect(series.windows()).toEqual([
    { at: 0, count: 2, sum: 3, min: 1, max: 2 },
    { at: 200, count: 1, sum: 4, min: 4, max: 4 },
    { at: WINDOW_LIMIT * 100 - 200, count: 1, sum: 8, min: 8, max: 8 },
    { at: WINDOW_LIMIT * 100, count: 1, sum: 16, min: 16, max: 16 },
  ])
})

test('the last moment there is still fits', () => {
  const series = seriesOf([
    [0, 1],
    [Number.MAX_SAFE_INTEGER, 1],
  ])
  expect(series.windows()).toHaveLength(2)
})

const points = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 4_000_000 }), fc.integer({ min: -1_000, max: 1_000 })),
  { maxLength: 40 },
)

test('the order of arrival does not matter, even across a doubling', () => {
  fc.assert(
    fc.property(points, (values) => {
      expect(seriesOf(values.toReversed()).save()).toEqual(seriesOf(values).save())
    }),
  )
})

test('merging is adding everything to one, whichever of the two is wider', () => {
  fc.assert(
    fc.property(points, points, (a, b) => {
      const merged = seriesOf(a)
      merged.merge(seriesOf(b))
      expect(merged.save()).toEqual(seriesOf([...a, ...b]).save())
    }),
  )
})

test('windows that do not fit into each other are not merged', () => {
  expect(() => new Series(100).merge(new Series(150))).toThrow(
    "can't merge windows of 100 µs and 150 µs",
  )
})

test('a saved series survives JSON and goes on as if it had never been saved', () => {
  const original = seriesOf([
    [50, 3],
    [3_000_000, 4],
  ])
  const copy = seriesOf([[1, 1]])
  copy.load(JSON.parse(JSON.stringify(original.save())))
  for (const series of [original, copy]) series.add(60, 0.5)
  expect(copy.save()).toEqual(original.save())
})

test('a time or value that is none is refused', () => {
  expect(() => new Series().add(-1, 1)).toThrow('a series has no time -1')
  expect(() => new Series().add(0.5, 1)).toThrow(RangeError)
  expect(() => new Series().add(0, NaN)).toThrow("a series can't take NaN")
  expect(() => new Series(0)).toThrow("a window can't be 0 µs wide")
})

/** The windows as objects in a map, looked up for every value. */
class NaiveSeries {
  width = 100
  windows = new Map<number, { count: number; sum: number; min: number; max: number }>()

  add(at: number, value: number): void {
    while (at >= this.width * WINDOW_LIMIT) this.#widen()
    this.#put(Math.floor(at / this.width), { count: 1, sum: value, min: value, max: value })
  }

  save(): ReturnType<Series['save']> {
    const windows = this.#inOrder().map(([index, { count, sum, min, max }]) => {
      return [index, count, sum, min, max] as [number, number, number, number, number]
    })
    return { width: this.width, windows }
  }

  #inOrder() {
    return [...this.windows].toSorted(([a], [b]) => a - b)
  }

  #put(index: number, more: { count: number; sum: number; min: number; max: number }): void {
    const held = this.windows.get(index)
    if (held === undefined) {
      this.windows.set(index, { ...more })
      return
    }
    held.count += more.count
    held.sum += more.sum
    if (more.min < held.min) held.min = more.min
    if (more.max > held.max) held.max = more.max
  }

  #widen(): void {
    const before = this.#inOrder()
    this.windows = new Map()
    this.width *= 2
    for (const [index, held] of before) this.#put(Math.floor(index / 2), held)
  }
}

test('every sum is the one that adding value by value gives, to the last bit', () => {
  const anyPoint = fc.tuple(
    fc.oneof(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 4_000_000 }),
      fc.maxSafeNat(),
    ),
    fc.oneof(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), fc.constantFrom(0, -0, 0.1)),
  )
  const looks = fc.array(fc.nat(40), { maxLength: 3 })
  fc.assert(
    fc.property(fc.array(anyPoint, { maxLength: 40 }), looks, (values, looksAfter) => {
      const series = new Series(100)
      const naive = new NaiveSeries()
      values.forEach(([at, value], i) => {
        series.add(at, value)
        naive.add(at, value)
        // Looking at it, or going on from what was saved, changes nothing.
        if (looksAfter.includes(i)) series.load(series.save())
      })
      expect(series.save()).toEqual(naive.save())
    }),
  )
})

test('what is refused leaves no window behind', () => {
  const series = seriesOf([[10, 1]])
  const before = series.save()
  for (const [at, value] of [
    [900, NaN],
    [900, Infinity],
    [0.5, 1],
    [NaN, 1],
    [Infinity, 1],
    [2 ** 53, 1],
    [-1, 1],
  ] as const) {
    expect(() => series.add(at, value)).toThrow(RangeError)
  }
  expect(series.save()).toEqual(before)
})
