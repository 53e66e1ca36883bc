import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Pairs } from '../../../engine/simulation/pairs.ts'

const node = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 67_108_863 }))

test('pairs keep their numbers, however many come', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(node, node), { maxLength: 400 }), (asked) => {
      let pairs = new Pairs()
      const naive = new Map<string, number>()
      for (const [place, [from, to]] of asked.entries()) {
        const name = `${from} ${to}`
        expect(pairs.find(from, to)).toBe(naive.get(name) ?? -1)
        if (!naive.has(name)) {
          naive.set(name, naive.size)
          expect(pairs.add(from, to)).toBe(naive.get(name))
        }
        if (place % 50 === 7) {
          const saved = pairs.save()
          pairs = new Pairs()
          pairs.load(saved)
        }
      }
      expect(pairs.count).toBe(naive.size)
      const told: string[] = []
      pairs.each((from, to, number) => (told[number] = `${from} ${to}`))
      expect(told).toEqual([...naive.keys()])
    }),
  )
})

test('the other direction is another pair', () => {
  const pairs = new Pairs()
  pairs.add(1, 2)
  expect(pairs.find(2, 1)).toBe(-1)
})
