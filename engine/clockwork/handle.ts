/**
 * Handles of scheduled entries: a slot and its generation in one number, as small as possible.
 *
 * JavaScript engines keep whole numbers below 2^30 without allocating anything. Most queues are
 * short, so a small slot takes few bits and leaves all others to the generation.
 */

/** Slots are numbered from 0 to below this: 2^26. */
export const SLOTS = 67_108_864
/** Generations of a slot are numbered from 0 to below this: 2^25, for handles below 2^53. */
export const GENERATIONS = 33_554_432

// The last two bits of a handle say how many slots it tells apart: FEW, SOME or SLOTS.
const FEW = 1_024
const SOME = 131_072

/** The handle of the entry that stands in a slot after `generation` others have left it. */
export function handleOf(slot: number, generation: number): number {
  if (slot < FEW) return (generation * FEW + slot) * 4
  if (slot < SOME) return (generation * SOME + slot) * 4 + 1
  return (generation * SLOTS + slot) * 4 + 2
}

/** The slot that a handle names. Of a number that is no handle, any number or NaN. */
export function slotOf(handle: number): number {
  const name = Math.floor(handle / 4)
  const kind = handle - name * 4
  const slots = kind === 0 ? FEW : kind === 1 ? SOME : SLOTS
  return name - Math.floor(name / slots) * slots
}
