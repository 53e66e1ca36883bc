/** What is written into, under and over the nodes of the stage. */
import type { TopologyView } from './topology.ts'

/** A word over the nodes of a role. */
export interface Caption {
  readonly text: string
  readonly role: string
  readonly x: number
  readonly y: number
}

/** See the file's header; lists go with the view's spots. */
export interface NodeNames {
  readonly inside: readonly string[]
  readonly beneath: readonly string[]
  /** Whether the spot stands in a pod's box, where there is no room beside it. */
  readonly isBoxed: readonly boolean[]
  readonly captions: readonly Caption[]
}

/** Names that fit into a node stand in it; nodes of a role that has many bear their number. */
export function nodeNames({ spots, boxes }: TopologyView): NodeNames {
  const byRole = new Map<string, number[]>()
  spots.forEach(({ role, isFolded }, spot) => {
    if (!isFolded) byRole.set(role, [...(byRole.get(role) ?? []), spot])
  })
  const isBoxed = ({ x, y }: { x: number; y: number }) =>
    boxes.some((box) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height)
  const inside: string[] = []
  const beneath: string[] = []
  spots.forEach((one, spot) => {
    const { label, role, r, isFolded } = one
    const isNumbered = (byRole.get(role)?.length ?? 0) > 1 && label.startsWith(`${role}-`)
    const short = isNumbered ? label.slice(role.length + 1) : label
    const fits = short.length * 7.2 <= 2 * r - 4
    inside[spot] = fits && !isFolded ? short : ''
    // In a box there is no caption that would say what the number counts.
    beneath[spot] = isBoxed(one) && isNumbered ? role : fits || r < 9 ? '' : short
  })
  const captions = [...byRole].flatMap(([role, members]): Caption[] => {
    if (members.length < 2 || members.some((spot) => isBoxed(spots[spot]!))) return []
    const top = members.reduce((best, spot) => (spots[spot]!.y < spots[best]!.y ? spot : best))
    const { x, y, r } = spots[top]!
    return [{ text: plural(role), role, x, y: y - r - 28 }]
  })
  return { inside, beneath, captions, isBoxed: spots.map(isBoxed) }
}

function plural(role: string): string {
  if (role.endsWith('f')) return `${role.slice(0, -1)}ves`
  if (/[^aeiou]y$/.test(role)) return `${role.slice(0, -1)}ies`
  return /(s|x|ch|sh)$/.test(role) ? `${role}es` : `${role}s`
}
