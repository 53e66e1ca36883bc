import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Streams } from '../../../engine/clockwork/random.ts'
import { Operations } from '../../../engine/simulation/operations.ts'
import type { OpenOperation } from '../../../engine/simulation/operations.ts'

const begin = (operations: Operations, number: number): OpenOperation =>
  operations.begin('users', number, 'client', 'get', undefined, null, 0, 0, -1, 0)

test('operations are found by number and id while they are open, also after hundreds of others', () => {
  // Each step begins some and ends one of those that are open; few ends let hundreds stand open.
  const step = fc.record({
    begins: fc.integer({ min: 0, max: 120 }),
    ends: fc.nat(2000),
    looks: fc.boolean(),
    saves: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      let operations = new Operations(new Streams('1'))
      const open = new Map<number, string>()
      for (const { begins, ends, looks, saves } of steps) {
        for (let i = 0; i < begins; i++) {
          const { index, id } = begin(operations, operations.begun + 1)
          open.set(index, id)
        }
        const ended = [...open.keys()][ends % Math.max(open.size, 1)]
        if (ended !== undefined) {
          operations.end(operations.get(ended)!, 'ok')
          open.delete(ended)
        }
        if (saves) {
          const saved = operations.save()
          operations = new Operations(new Streams('1'))
          operations.load(saved)
        }
        for (let index = 0; index < operations.begun; index++) {
          expect(operations.get(index)?.id).toBe(open.get(index))
          if (!looks) continue
          const found = operations.find(`users#${index + 1}`)
          expect(found?.index).toBe(open.has(index) ? index : undefined)
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('an operation draws from a stream of its own, whoever had its place before', () => {
  const drawsOf = (before: number) => {
    const operations = new Operations(new Streams('1'))
    for (let i = 0; i < before; i++) {
      const other = begin(operations, 100 + i)
      operations.random(other).uniform()
      operations.end(other, 'ok')
    }
    const one = begin(operations, 7)
    return [operations.random(one).uniform(), operations.random(one).uniform()]
  }
  const [first, second] = drawsOf(0)
  expect(first).not.toBe(second)
  expect(drawsOf(1)).toEqual([first, second])
  expect(drawsOf(300)).toEqual([first, second])
})
