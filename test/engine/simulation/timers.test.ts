import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Timers } from '../../../engine/simulation/timers.ts'

test('timers are what a map of them would be, few or many', () => {
  const step = fc.record({
    what: fc.constantFrom('set', 'set', 'set', 'delete', 'clear'),
    timer: fc.integer({ min: 1, max: 40 }),
    slot: fc.integer({ min: -1, max: 2 ** 40 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const timers = new Timers()
      const naive = new Map<number, number>()
      for (const { what, timer, slot } of steps) {
        if (what === 'set') {
          timers.set(timer, slot)
          naive.set(timer, slot)
        } else if (what === 'delete') {
          timers.delete(timer)
          naive.delete(timer)
        } else if (slot % 8 === 0) {
          timers.clear()
          naive.clear()
        }
        for (let one = 1; one <= 40; one++) expect(timers.get(one)).toBe(naive.get(one))
      }
      const entries = timers.entries().sort(([a], [b]) => a - b)
      expect(entries).toEqual([...naive].sort(([a], [b]) => a - b))
    }),
  )
})
