import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Counter } from '../../../engine/measure/counter.ts'

const most = Number.MAX_SAFE_INTEGER
const anyNumber = fc.oneof(
  fc.nat(1_000),
  fc.maxSafeInteger(),
  fc.double(),
  fc.constantFrom(0, -0, -1, 0.5, NaN, Infinity, -Infinity, most, most - 1, most + 1, 2 ** 60),
)

test('a counter takes the whole numbers up to a total of 2^53 - 1 and nothing else', () => {
  fc.assert(
    fc.property(fc.array(anyNumber, { maxLength: 10 }), (numbers) => {
      const counter = new Counter()
      let total = 0n
      let events = 0
      for (const n of numbers) {
        const isTaken = Number.isSafeInteger(n) && n >= 0 && total + BigInt(n) <= BigInt(most)
        if (isTaken) {
          counter.add(n)
          total += BigInt(n)
          events++
        } else {
          expect(() => counter.add(n)).toThrow(`a counter can't grow by ${n}`)
        }
      }
      expect(counter.save()).toEqual({ total: Number(total), events })
    }),
  )
})

test('counters of several runs merge in any order', () => {
  const [a, b] = [new Counter(), new Counter()]
  a.add(3)
  b.add()
  b.add(4)
  const [ab, ba] = [new Counter(), new Counter()]
  ab.merge(a)
  ab.merge(b)
  ba.merge(b)
  ba.merge(a)
  expect(ab.save()).toEqual({ total: 8, events: 3 })
  expect(ba.save()).toEqual(ab.save())
})
