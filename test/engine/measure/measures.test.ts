import { expect, test } from 'vitest'
import { Measures } from '../../../engine/measure/measures.ts'

function sample(): Measures {
  const measures = new Measures()
  measures.count('requests', 2, 10)
  measures.count('requests', 0, 20)
  measures.observe('latency', 1_500, 30)
  measures.observe('latency', 500, 40)
  measures.gauge('queue', 'leaf-2', 4, 100_000)
  measures.gauge('queue', 'leaf-1', 2, 0)
  measures.gauge('queue', 'leaf-1', 0, 150_000)
  return measures
}

test('the summary holds all measures, sorted by name, in plain numbers', () => {
  const summary = sample().summary(200_000)
  expect(Object.keys(summary)).toEqual(['latency', 'queue', 'requests'])
  expect(summary).toEqual({
    latency: {
      kind: 'histogram',
      count: 2,
      min: 500,
      mean: 1_000,
      p50: 500,
      p90: 1_500,
      p95: 1_500,
      p99: 1_500,
      p999: 1_500,
      max: 1_500,
      clamped: 0,
    },
    // leaf-1 stood at 2 for three quarters of its time, leaf-2 at 4 for all of it.
    queue: { kind: 'gauge', nodes: 2, last: 2, min: 0, mean: (1.5 + 4) / 2, max: 4 },
    requests: { kind: 'counter', total: 2, events: 2 },
  })
})

test('without an end the gauges are averaged until the latest measure', () => {
  const measures = new Measures()
  measures.gauge('depth', 'a', 6, 0)
  measures.count('done', 1, 10)
  measures.gauge('depth', 'a', 0, 30)
  measures.count('done', 1, 60)
  expect(measures.summary()['depth']).toMatchObject({ mean: 3 })
})

test('no measures have an empty summary', () => {
  expect(new Measures().summary()).toEqual({})
  expect(new Measures().names()).toEqual([])
})

test('a counter of zeros exists and is zero', () => {
  const measures = new Measures()
  measures.count('drops', 0, 5)
  expect(measures.counter('drops').total).toBe(0)
  expect(measures.series('drops').windows()).toEqual([{ at: 0, count: 1, sum: 0, min: 0, max: 0 }])
})

test('each measure has a series over time', () => {
  const measures = sample()
  expect(measures.series('latency').windows()).toEqual([
    { at: 0, count: 2, sum: 2_000, min: 500, max: 1_500 },
  ])
  expect(measures.series('queue', 'leaf-2').windows()).toHaveLength(1)
  expect(measures.series('queue').windows()).toEqual([
    { at: 0, count: 1, sum: 2, min: 2, max: 2 },
    { at: 100_000, count: 2, sum: 4, min: 0, max: 4 },
  ])
})

test('an unknown measure is refused with what exists, the nearest first', () => {
  expect(() => sample().histogram('latancy')).toThrow(
    'no measure named "latancy"; did you mean "latency"? measures are latency, ',
  )
  expect(() => new Measures().counter('x')).toThrow('there are no measures')
  expect(() => sample().gaugeOf('queue', 'leaf-3')).toThrow('nodes are leaf-1, leaf-2')
})

test('a measure of one kind is not another', () => {
  expect(() => sample().observe('requests', 1, 50)).toThrow(
    'measure "requests" is a counter and can\'t be used as a histogram',
  )
  expect(() => sample().counter('latency')).toThrow(
    'is a histogram, not a counter; counters are requests',
  )
})

test.each(['', '7', '__proto__', ' x', 'a\nb', 'x'.repeat(101)])('%j names no measure', (name) => {
  expect(() => new Measures().count(name, 1, 0)).toThrow("can't name a measure")
})

test('a name that every object has is a name like any other', () => {
  const measures = new Measures()
  measures.count('constructor', 3, 0)
  expect(measures.summary()).toEqual({ constructor: { kind: 'counter', total: 3, events: 1 } })
})

test.each([-1, 0.5, NaN, Infinity])('a counter can not grow by %d', (n) => {
  expect(() => new Measures().count('x', n, 0)).toThrow(`a counter can't grow by ${n}`)
})

test('a counter stops where whole numbers end', () => {
  const measures = new Measures()
  measures.count('x', Number.MAX_SAFE_INTEGER, 0)
  expect(() => measures.count('x', 1, 0)).toThrow(RangeError)
})

test('names that hold ids are stopped before they fill the memory', () => {
  const measures = new Measures()
  expect(() => {
    for (let id = 0; id <= 10_000; id++) measures.count(`request-${id}`, 1, 0)
  }).toThrow('do not put ids into names')
})

test('saved measures survive JSON and go on as if they had never been saved', () => {
  const original = sample()
  const copy = new Measures()
  copy.count('other', 1, 0)
  copy.load(JSON.parse(JSON.stringify(original.save())))
  for (const measures of [original, copy]) {
    measures.count('requests', 1, 900_000)
    measures.observe('latency', 77_777, 900_001)
    measures.gauge('queue', 'leaf-1', 9, 900_002)
    measures.count('late', 1, 900_003)
  }
  expect(copy.save()).toEqual(original.save())
  expect(copy.summary()).toEqual(original.summary())
})

test('a saved state is not changed by what happens after', () => {
  const measures = sample()
  const state = measures.save()
  const before = JSON.stringify(state)
  measures.gauge('queue', 'leaf-1', 50, 200_000)
  measures.observe('latency', 3, 200_000)
  expect(JSON.stringify(state)).toBe(before)
})

test('series of another width are not loaded', () => {
  expect(() => new Measures({ width: 1_000 }).load(new Measures().save())).toThrow(
    'make the measures with { width: 100000 }',
  )
})
