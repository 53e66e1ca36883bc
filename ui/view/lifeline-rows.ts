/** The lines of the space-time diagram: which node has one, in which order, and which share one. */
import { nameOf } from './event-line.ts'
import { columnsOf } from './topology-columns.ts'
import type { TraceModel } from './trace-model.ts'

/** More nodes of a role than these share a line until somebody opens it. */
const foldAbove = 20

/** A line: a node, or all of a role or a pod. */
export interface Row {
  /** `node leaf-1`, `role leaf`, `pod pod-3`: the same in every run. */
  readonly key: string
  readonly label: string
  readonly role: string
  /** Its pod, if it is a node that stands in one. */
  readonly pod: string | null
  readonly members: readonly number[]
  readonly kind: 'node' | 'role' | 'pod'
}

/** What a person has done to the lines; keys of {@link Row}. */
export interface LineChoice {
  readonly hidden: readonly string[]
  /** Roles and pods that share a line, `role leaf`; those with very many do so by themselves. */
  readonly folded: readonly string[]
  /** Those that were moved, and all others at that time, from top to bottom. */
  readonly order: readonly string[]
}

/** Nothing done. */
export const plainLines: LineChoice = { hidden: [], folded: [], order: [] }

/** See the file's header. */
export interface Rows {
  readonly rows: readonly Row[]
  /** The row of each node; −1 for a hidden one. */
  readonly rowOf: Int32Array
  /** Rows that are not shown, in their order. */
  readonly hidden: readonly Row[]
}

/** The lines of a run. `opened` are the roles that are shown one by one though they are many. */
export function lifelineRows(
  model: Pick<TraceModel, 'header' | 'links'>,
  opened: ReadonlySet<string>,
  choice: LineChoice,
): Rows {
  const { nodes } = model.header.topology
  const all = ordered(naturalRows(model, opened, new Set(choice.folded)), choice.order)
  const hidden = new Set(choice.hidden)
  const rows = all.filter(({ key }) => !hidden.has(key))
  const rowOf = new Int32Array(nodes.length).fill(-1)
  rows.forEach(({ members }, row) => {
    for (const place of members) rowOf[place] = row
  })
  return { rows, rowOf, hidden: all.filter(({ key }) => hidden.has(key)) }
}

/** From the clients to those behind, as in the picture of the system. */
function naturalRows(
  { header, links }: Pick<TraceModel, 'header' | 'links'>,
  opened: ReadonlySet<string>,
  folded: ReadonlySet<string>,
): Row[] {
  const { nodes } = header.topology
  const many = manyOf(nodes, opened)
  const rows: Row[] = []
  const groups = new Map<string, number[]>()
  for (const { units } of columnsOf(nodes, links, many))
    for (const { spots } of units)
      for (const { members } of spots)
        for (const place of members) {
          const { id, label, role, pod } = nodes[place]!
          const group = groupOf({ role, pod }, { many, folded })
          const known = group && groups.get(group.key)
          if (known) known.push(place)
          else if (group) {
            const shared = [place]
            groups.set(group.key, shared)
            rows.push({ ...group, role, pod: null, members: shared })
          } else {
            const name = nameOf({ label, role })
            rows.push({ key: `node ${id}`, label: name, role, pod, members: [place], kind: 'node' })
          }
        }
  return rows
}

function groupOf(
  { role, pod }: { readonly role: string; readonly pod: string | null },
  { many, folded }: { readonly many: ReadonlySet<string>; readonly folded: ReadonlySet<string> },
): Pick<Row, 'key' | 'label' | 'kind'> | null {
  if (pod !== null && folded.has(`pod ${pod}`))
    return { key: `pod ${pod}`, label: pod, kind: 'pod' }
  if (many.has(role) || folded.has(`role ${role}`))
    return { key: `role ${role}`, label: role, kind: 'role' }
  return null
}

function manyOf(
  nodes: readonly { readonly role: string }[],
  opened: ReadonlySet<string>,
): Set<string> {
  const counts = new Map<string, number>()
  for (const { role } of nodes) counts.set(role, (counts.get(role) ?? 0) + 1)
  const many = [...counts].filter(([role, number]) => number > foldAbove && !opened.has(role))
  return new Set(many.map(([role]) => role))
}

/** Rows in a person's order; those that the order does not know follow whom they follow anyway. */
function ordered(rows: readonly Row[], order: readonly string[]): Row[] {
  if (order.length === 0) return [...rows]
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const result = order.flatMap((key) => byKey.get(key) ?? [])
  const known = new Set(result)
  rows.forEach((row, place) => {
    if (known.has(row)) return
    const before = place === 0 ? -1 : result.indexOf(rows[place - 1]!)
    result.splice(before + 1, 0, row)
    known.add(row)
  })
  return result
}

/** The order once a row has been moved to stand before another place of the rows that are shown. */
export function movedRow({ rows, hidden }: Rows, key: string, to: number): readonly string[] {
  const keys = rows.map((row) => row.key)
  const from = keys.indexOf(key)
  if (from < 0) return keys
  keys.splice(from, 1)
  keys.splice(Math.min(Math.max(0, to), keys.length), 0, key)
  // What is hidden keeps a place at the end: it comes back where it stood among its own kind.
  return [...keys, ...hidden.map((row) => row.key)]
}
