import { expect, test } from 'vitest'
import { Stream, Streams } from '../../../engine/clockwork/random.ts'
import { StreamTable } from '../../../engine/clockwork/stream-table.ts'

const family = () => new Streams('1').family('link')

/** The draws of the stream with these numbers, by itself. */
function alone(one: number, count: number): number[] {
  const words = new Float64Array(4)
  family().begin(words, 0, one, 0, 0)
  const stream = new Stream('alone', () => ({}))
  stream.seat(words, 0)
  return Array.from({ length: count }, () => stream.uniform())
}

test('streams side by side each go on where they were, however many there are', () => {
  const table = new StreamTable(family())
  const places = [0, 1, 63, 64, 65, 1000, 5000]
  for (const place of places) {
    expect(table.has(place)).toBe(false)
    table.begin(place, place, 0, 0)
    expect(table.has(place)).toBe(true)
  }
  const drawn = places.map((): number[] => [])
  for (let i = 0; i < 50; i++)
    places.forEach((place, at) => drawn[at]!.push(table.at(place).uniform()))
  expect(drawn).toEqual(places.map((place) => alone(place, 50)))
  expect(table.has(2)).toBe(false)
})

test('a forgotten place holds no stream, and takes another one', () => {
  const table = new StreamTable(family())
  table.begin(3, 7, 0, 0)
  table.begin(4, 8, 0, 0)
  table.at(3).uniform()
  table.forget(3)
  table.forget(9999)
  expect([table.has(3), table.has(4), table.has(9999)]).toEqual([false, true, false])
  table.begin(3, 9, 0, 0)
  expect(table.at(3).uniform()).toBe(alone(9, 1)[0])
})

test('a restored table goes on as the saved one does, and neither moves the other', () => {
  const table = new StreamTable(family())
  table.begin(100, 1, 0, 0)
  table.at(100).uniform()
  const saved = table.save()
  const restored = new StreamTable(family())
  restored.begin(0, 5, 0, 0)
  restored.load(saved)
  expect(restored.has(0)).toBe(false)
  const on = [table.at(100).uniform(), table.at(100).uniform()]
  expect([restored.at(100).uniform(), restored.at(100).uniform()]).toEqual(on)
  restored.load(saved)
  expect(restored.at(100).uniform()).toBe(on[0])
})
