import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latest, nextPlace, seal, unseal } from '../../../ui/session/saving/slot.ts'
import type { Slot, Work } from '../../../ui/session/saving/slot.ts'

const work = (count: number): Work => ({
  count,
  at: 1_700_000_000_000 + count,
  title: 'Lock',
  runs: 2,
  link: `1.link-${count}.00000000`,
  files: [{ id: 'a', name: 'run.jsonl', isDamaged: false }],
})

/** Saves a number of times, as the page does. */
function saved(times: number): (Slot | undefined)[] {
  const slots: (Slot | undefined)[] = [undefined, undefined]
  for (let time = 0; time < times; time++) {
    const { place, count } = nextPlace(slots)
    slots[place] = seal(work(count))
  }
  return slots
}

describe('two slots', () => {
  test('hold the latest two saves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (times) => {
        const slots = saved(times)
        expect(latest(slots)).toEqual(work(times))
        const counts = slots.flatMap((slot) => slot?.count ?? [])
        expect(counts.toSorted((a, b) => a - b)).toEqual(times > 1 ? [times - 1, times] : [1])
      }),
    )
  })

  test('give the save before when the last was half written', () => {
    const slots = saved(7)
    const last = slots.findIndex((slot) => slot?.count === 7)
    for (const half of [
      undefined,
      null,
      'x',
      {},
      { ...slots[last], link: slots[last]!.link.slice(0, 5) },
      { ...slots[last], sum: '' },
      { ...slots[last], files: undefined },
    ]) {
      const broken = slots.map((slot, place) => (place === last ? half : slot))
      expect(latest(broken)).toEqual(work(6))
      // And what is written next goes over the broken one.
      expect(nextPlace(broken).place).toBe(last)
    }
  })

  test('of another version are none', () => {
    expect(unseal({ ...seal(work(1)), version: 2 })).toBeNull()
    expect(latest([])).toBeNull()
  })
})
