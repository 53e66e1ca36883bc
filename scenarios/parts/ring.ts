/**
 * A ring for consistent hashing: every member owns several points of a circle, and a key belongs
 * to the next point clockwise. When a member comes or goes, only the keys next to its own points
 * move.
 *
 * Source: Karger et al., "Consistent Hashing and Random Trees", STOC 1997.
 */
import { Hash } from '../../engine/index.ts'

/** A ring, as plain data: points in order, and the owner of each. */
export interface Ring {
  readonly points: readonly number[] // places on the circle, 0 … 2^32 − 1, ascending
  readonly owners: readonly string[] // owners[i] owns points[i]
}

/** How a ring is made. */
export interface RingOptions {
  /** Points per member. More even out the shares: their deviation is about 1 / √points. Default 128. */
  readonly points?: number
  /** Mixed into every place, so that two rings of the same members differ. Default none. */
  readonly salt?: string
}

/** The place of a text on the circle, or its number for `hash mod n`: 0 … 2^32 − 1. */
export function hashOf(text: string): number {
  const hash = new Hash()
  hash.text(text)
  return parseInt(hash.digest().slice(0, 8), 16)
}

/**
 * The ring of some members; their order does not matter.
 * @throws RangeError unless `points` is a whole number of at least 1.
 */
export function ring(members: readonly string[], options: RingOptions = {}): Ring {
  const { points = 128, salt = '' } = options
  if (!(Number.isInteger(points) && points >= 1))
    throw new RangeError(
      `points per member is ${points}; it must be a whole number of at least 1, such as 128`,
    )
  const marks: { at: number; owner: string }[] = []
  for (const owner of members)
    for (let point = 0; point < points; point++)
      marks.push({ at: hashOf(`${salt}/${owner}/${point}`), owner })
  // Two members may meet in one point; the smaller name then owns it, whatever the order.
  marks.sort((a, b) => a.at - b.at || (a.owner < b.owner ? -1 : 1))
  return { points: marks.map(({ at }) => at), owners: marks.map(({ owner }) => owner) }
}

/** The member that a key belongs to; `undefined` on an empty ring. */
export function ownerOf({ points, owners }: Ring, key: string): string | undefined {
  const place = hashOf(key)
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (points[middle]! < place) low = middle + 1
    else high = middle
  }
  return owners[low % Math.max(1, owners.length)]
}

/** Rings lately asked for, so that a balancer need not keep hundreds of points in its state. */
const lately = new Map<string, Ring>()

/** The same as {@link ring}, remembered for the next call with the same members. */
export function ringOf(members: readonly string[], options: RingOptions = {}): Ring {
  const name = JSON.stringify([options.points ?? 128, options.salt ?? '', members])
  const known = lately.get(name)
  if (known) return known
  if (lately.size >= 16) lately.clear()
  const made = ring(members, options)
  lately.set(name, made)
  return made
}
