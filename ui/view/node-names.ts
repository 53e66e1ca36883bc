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
  readonly captions: readonly Caption[]
}

/** Names that fit into a node stand in it; nodes of a role that has many bear their number. */
export function nodeNames({ spots }: TopologyView): NodeNames {
  const byRole = new Map<string, number[]>()
  spots.forEach(({ role, isFolded }, spot) => {
    if (!isFolded) byRole.set(role, [...(byRole.get(role) ?? []), spot])
  })
  const inside: string[] = []
  const beneath: string[] = []
  spots.forEach(({ label, role, r, isFolded }, spot) => {
    const isNumbered = (byRole.get(role)?.length ?? 0) > 1 && label.startsWith(`${role}-`)
    const short = isNumbered ? label.slice(role.length + 1) : label
    const fits = short.length * 7.2 <= 2 * r - 4
    inside[spot] = fits && !isFolded ? short : ''
    beneath[spot] = fits || r < 9 ? '' : short
  })
  const captions = [...byRole].flatMap(([role, members]): Caption[] => {
    if (members.length < 2) return []
    const top = members.reduce((best, spot) => (spots[spot]!.y < spots[best]!.y ? spot : best))
    const { x, y, r } = spots[top]!
    return [{ text: plural(role), role, x, y: y - r - 16 }]
  })
  return { inside, beneath, captions }
}

function plural(role: string): string {
  if (role.endsWith('f')) return `${role.slice(0, -1)}ves`
  if (/[^aeiou]y$/.test(role)) return `${role.slice(0, -1)}ies`
  return /(s|x|ch|sh)$/.test(role) ? `${role}es` : `${role}s`
}
