import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Calendar } from '../../bench/limit/calendar.ts'
import { Heap } from '../../bench/limit/heap.ts'
import type { Queue } from '../../bench/limit/queue.ts'

const queues: readonly [string, (capacity: number) => Queue][] = [
  ['heap', (capacity) => new Heap(capacity)],
  ['calendar of narrow days', (capacity) => new Calendar(capacity, 0.01)],
  ['calendar of wide days', (capacity) => new Calendar(capacity, 50)],
]

describe.each(queues)('the %s of the limit', (_name, make) => {
  test('entries leave in the order of their times, and none is lost', () => {
    const step = fc.record({
      isPush: fc.boolean(),
      gap: fc.double({ min: 0, max: 20, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const queue = make(256)
        const pending = new Map<number, number>()
        let now = 0
        steps.forEach(({ isPush, gap }, number) => {
          if (isPush || pending.size === 0) {
            pending.set(number, now + gap)
            queue.push(now + gap, number)
            return
          }
          queue.pop()
          expect(queue.at).toBe(Math.min(...pending.values()))
          expect(pending.get(queue.what)).toBe(queue.at)
          pending.delete(queue.what)
          now = queue.at
        })
      }),
    )
  })
})
