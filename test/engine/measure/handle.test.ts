import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Measures } from '../../../engine/measure/measures.ts'

const names = ['asked', 'latency', 'queue'] as const
const aFeeding = fc.record({
  kind: fc.constantFrom('count', 'observe'),
  name: fc.constantFrom(...names),
  value: fc.nat(100_000),
  at: fc.nat(10_000_000),
})

test('feeding a measure through a handle is feeding it by its name', () => {
  fc.assert(
    fc.property(fc.array(aFeeding, { maxLength: 30 }), fc.nat(30), (feedings, reloadAfter) => {
      const named = new Measures()
      const handled = new Measures()
      const tallies = Object.fromEntries(names.map((name) => [name, handled.tally(name)]))
      const observers = Object.fromEntries(names.map((name) => [name, handled.observer(name)]))
      const said = (feed: () => void) => {
        try {
          feed()
          return 'done'
        } catch (error) {
          return String(error)
        }
      }
      feedings.forEach(({ kind, name, value, at }, i) => {
        if (i === reloadAfter) handled.load(JSON.parse(JSON.stringify(handled.save())))
        if (kind === 'count') {
          const answer = said(() => named.count(name, value, at))
          expect(said(() => tallies[name]!.count(value, at))).toBe(answer)
        } else {
          const answer = said(() => named.observe(name, value, at))
          expect(said(() => observers[name]!.observe(value, at))).toBe(answer)
        }
      })
      expect(handled.save()).toEqual(named.save())
      expect(handled.summary()).toEqual(named.summary())
    }),
  )
})

test('a handle alone makes no measure', () => {
  const measures = new Measures()
  const tally = measures.tally('asked')
  measures.observer('latency')
  measures.tally('a name that is\nnone')
  expect(measures.names()).toEqual([])
  tally.count(0, 5)
  expect(measures.names()).toEqual(['asked'])
})

test('the first use decides the kind, whoever was handed a handle before', () => {
  const measures = new Measures()
  const tally = measures.tally('work')
  measures.observe('work', 1, 0)
  expect(() => tally.count(1, 0)).toThrow(
    'measure "work" is a histogram and can\'t be used as a counter',
  )
})

test('a handle follows its measures to what they load', () => {
  const measures = new Measures()
  const tally = measures.tally('asked')
  const observer = measures.observer('latency')
  const empty = measures.save()
  tally.count(2, 0)
  const saved = measures.save()
  observer.observe(7, 50)
  measures.load(saved)
  expect(measures.names()).toEqual(['asked'])
  tally.count(3, 1_000)
  expect(measures.counter('asked').total).toBe(5)
  measures.load(empty)
  expect(measures.names()).toEqual([])
  observer.observe(9, 2_000)
  expect(measures.histogram('latency').max).toBe(9)
  expect(measures.names()).toEqual(['latency'])
})

test('the latest moment is remembered across a load', () => {
  const measures = new Measures()
  measures.gauge('depth', 'a', 4, 0)
  measures.tally('done').count(1, 100)
  measures.load(measures.save())
  measures.gauge('depth', 'a', 0, 50)
  expect(measures.save().now).toBe(100)
  expect(measures.summary()['depth']).toMatchObject({ mean: 2 })
})
