/** Whose state the page shows: with thousands of nodes, the states of all would hold it up. */
import type { TopologyNode } from '../../engine/index.ts'

/** Of a system of so many nodes all are asked for; of a role of more, none but the chosen ones. */
const most = 200
/** A role of more nodes than this is drawn as one, unless somebody opens it. */
const foldAbove = 20

/** What is shown of a system. */
export interface Sight {
  /** Roles that are drawn node by node although they are large. */
  readonly opened: ReadonlySet<string>
  /** Nodes that are shown in any case. */
  readonly chosen: readonly string[]
}

/** The ids of the nodes of which the page shows the state; `null` for all. */
export function nodesInSight(
  nodes: readonly TopologyNode[],
  { opened, chosen }: Sight,
): readonly string[] | null {
  if (nodes.length <= most) return null
  const counts = new Map<string, number>()
  for (const { role } of nodes) counts.set(role, (counts.get(role) ?? 0) + 1)
  const isSeen = (role: string) => {
    const count = counts.get(role)!
    return count <= foldAbove || (count <= most && opened.has(role))
  }
  const picked = new Set(chosen)
  return nodes.flatMap(({ id, role }) => (picked.has(id) || isSeen(role) ? [id] : []))
}
