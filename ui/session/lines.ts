/** What a person does to the lines of the space-time diagram. */
import { lifelineRows, movedRow, plainLines } from '../view/lifeline-rows.ts'
import type { LineChoice, Row, Rows } from '../view/lifeline-rows.ts'
import { useStore } from './store.ts'

const set = useStore.setState
const get = useStore.getState

/** Hides a line; the last one stays. */
export function hideLine(key: string): void {
  const rows = rowsNow()
  if (rows && rows.rows.length > 1) change({ hidden: [...get().lines.hidden, key] })
}

/** Hides all lines but one. */
export function onlyLine(key: string): void {
  const rows = rowsNow()
  if (rows) change({ hidden: rows.rows.flatMap((row) => (row.key === key ? [] : [row.key])) })
}

/** Shows a line again, or all of them. */
export function showLine(key: string | null): void {
  const { hidden } = get().lines
  change({ hidden: key === null ? [] : hidden.filter((one) => one !== key) })
}

/** Lets all nodes of a role or a pod share a line: `role leaf`, `pod pod-3`. */
export function foldLines(group: string): void {
  const { folded } = get().lines
  const opened = new Set(get().opened)
  // A role with very many is folded as long as nobody opens it.
  if (group.startsWith('role ')) opened.delete(group.slice(5))
  set({ opened })
  change({ folded: [...folded.filter((one) => one !== group), group] })
}

/** Gives each node of a shared line a line of its own. */
export function unfoldLine({ key, role, kind }: Row): void {
  if (kind === 'role') set({ opened: new Set(get().opened).add(role) })
  change({ folded: get().lines.folded.filter((one) => one !== key) })
}

/** Moves a line to stand at another place of those that are shown. */
export function moveLine(key: string, to: number): void {
  const rows = rowsNow()
  if (rows) change({ order: movedRow(rows, key, to) })
}

/** All lines as they come. */
export function resetLines(): void {
  set({ lines: plainLines })
}

function change(part: Partial<LineChoice>): void {
  set({ lines: { ...get().lines, ...part } })
}

function rowsNow(): Rows | null {
  const { shown, opened, lines } = get()
  return shown && lifelineRows(shown.model, opened, lines)
}
