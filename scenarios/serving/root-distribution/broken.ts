/** What people get wrong when they cut. */
import type { Cut } from './nodes.ts'

/** Slices of a rounded size: what is left over at the end belongs to nobody. */
export const forgetful: Cut = (upTo, slices) => {
  const size = Math.floor(upTo / slices)
  return Array.from({ length: slices }, (_, slice) => ({
    from: slice * size,
    to: (slice + 1) * size,
  }))
}
