import { expect, test } from 'vitest'
import { Gauge } from '../../../engine/measure/gauge.ts'

test('the mean weighs each value by how long it stood', () => {
  const gauge = new Gauge()
  gauge.set(10, 100)
  gauge.set(0, 400)
  expect(gauge.mean(500)).toBe(7.5)
  expect(gauge.mean()).toBe(10)
})

test('a value that stood for no time counts for the range but not for the mean', () => {
  const gauge = new Gauge()
  gauge.set(1, 0)
  gauge.set(99, 10)
  gauge.set(3, 10)
  expect([gauge.min, gauge.max, gauge.last]).toEqual([1, 99, 3])
  expect(gauge.mean(20)).toBe(2)
})

test('a gauge that was never set has nothing to say', () => {
  const { last, min, max } = new Gauge()
  expect([last, min, max, new Gauge().mean(5)]).toEqual([null, null, null, null])
})

test('the mean over no time is the value that stands', () => {
  const gauge = new Gauge()
  gauge.set(4, 7)
  gauge.set(6, 7)
  expect(gauge.mean(7)).toBe(6)
})

test('a gauge does not go back in time', () => {
  const gauge = new Gauge()
  gauge.set(1, 10)
  expect(() => gauge.set(2, 9)).toThrow("can't go back to 9 µs; it was last set at 10 µs")
  expect(() => gauge.mean(9)).toThrow(RangeError)
  expect(() => gauge.set(NaN, 11)).toThrow('finite numbers')
})

test('a saved gauge survives JSON and goes on as if it had never been saved', () => {
  const original = new Gauge()
  original.set(2, 5)
  original.set(8, 9)
  const copy = new Gauge()
  copy.load(JSON.parse(JSON.stringify(original.save())))
  for (const gauge of [original, copy]) gauge.set(-1, 30)
  expect(copy.save()).toEqual(original.save())
  expect(copy.mean(40)).toBe(original.mean(40))
  copy.load(new Gauge().save())
  expect(copy.last).toBeNull()
})
