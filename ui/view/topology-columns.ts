/** Which nodes stand in which column of the picture, and next to whom. */
import type { TopologyNode } from '../../engine/index.ts'
import type { Links } from './links.ts'

/** A spot before it has a place. */
export interface Member {
  readonly members: readonly number[]
  readonly label: string
  readonly role: string
  readonly isFolded: boolean
}

/** Spots that stay together: a pod, or the nodes of a role that are in no pod. */
export interface Unit {
  readonly spots: readonly Member[]
  /** Whether they talk among themselves, and so stand in a ring. */
  readonly isRing: boolean
  /** Whether they share a pod, and so stand in a box. */
  readonly isPod: boolean
}

/** Units of the same distance from the clients. */
export interface Column {
  readonly units: readonly Unit[]
}

/** Sorts the nodes into columns, the clients first. */
export function columnsOf(
  nodes: readonly TopologyNode[],
  links: Pick<Links, 'depth' | 'peers'>,
  folded: ReadonlySet<string>,
): Column[] {
  const byUnit = new Map<string, { depth: number; places: number[]; role: string }>()
  nodes.forEach(({ role, pod }, place) => {
    const key = pod === null || folded.has(role) ? `role ${role}` : `pod ${pod}`
    const depth = links.depth.get(role) ?? 0
    const unit = byUnit.get(key) ?? { depth, places: [], role }
    unit.depth = Math.min(unit.depth, depth)
    unit.places.push(place)
    byUnit.set(key, unit)
  })
  const depths = [...new Set([...byUnit.values()].map(({ depth }) => depth))].sort((a, b) => a - b)
  return depths.map((depth) => ({
    units: [...byUnit]
      .filter(([, unit]) => unit.depth === depth)
      .map(([key, { places, role }]) => {
        const isFolded = key.startsWith('role ') && folded.has(role)
        return {
          spots: isFolded ? [group(role, places)] : places.map((place) => single(nodes, place)),
          isPod: key.startsWith('pod '),
          isRing:
            key.startsWith('role ') && links.peers.has(role) && places.length > 2 && !isFolded,
        }
      }),
  }))
}

function group(role: string, members: readonly number[]): Member {
  return { members, label: role, role, isFolded: true }
}

function single(nodes: readonly TopologyNode[], place: number): Member {
  const { label, role } = nodes[place]!
  return { members: [place], label, role, isFolded: false }
}
