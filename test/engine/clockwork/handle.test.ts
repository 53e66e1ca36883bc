import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GENERATIONS, handleOf, slotOf, SLOTS } from '../../../engine/clockwork/handle.ts'

const corners = [0, 1, 1_023, 1_024, 1_025, 131_071, 131_072, 131_073, SLOTS - 1]
const slots = fc.oneof(fc.constantFrom(...corners), fc.nat(SLOTS - 1))
const generations = fc.oneof(fc.constantFrom(0, 1, GENERATIONS - 1), fc.nat(GENERATIONS - 1))

test('a handle is an exact number that tells its slot', () => {
  fc.assert(
    fc.property(slots, generations, (slot, generation) => {
      const handle = handleOf(slot, generation)
      expect(Number.isSafeInteger(handle) && handle >= 0).toBe(true)
      expect(slotOf(handle)).toBe(slot)
    }),
  )
})

test('no two entries have the same handle', () => {
  fc.assert(
    fc.property(slots, generations, slots, generations, (slot, generation, other, its) => {
      fc.pre(slot !== other || generation !== its)
      expect(handleOf(slot, generation)).not.toBe(handleOf(other, its))
    }),
  )
  const handles = new Set<number>()
  for (const slot of corners)
    for (let generation = 0; generation < 2_000; generation++)
      handles.add(handleOf(slot, generation))
  expect(handles.size).toBe(corners.length * 2_000)
})

test('handles stay below 2^30 for hundreds of millions of entries', () => {
  for (const [pending, generation] of [
    [1_024, 260_000],
    [131_072, 2_000],
  ] as const)
    expect(handleOf(pending - 1, generation)).toBeLessThan(2 ** 30)
})
