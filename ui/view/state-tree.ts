/** A node's state as rows of a tree, with what the event under the cursor changed. */

/** A change as the engine reports it. */
export interface Patch {
  readonly op: 'replace' | 'remove' | 'add'
  readonly path: readonly (string | number)[]
  readonly value?: unknown
}

/** A row of the tree. */
export interface TreeRow {
  /** Names this row among all. */
  readonly id: string
  /** The keys that lead to it from the state. */
  readonly path: readonly string[]
  readonly depth: number
  readonly key: string
  /** The value, or a short form of what is inside. */
  readonly value: string
  readonly change: 'added' | 'changed' | 'removed' | null
  /** For a changed value, what it was. */
  readonly before: string | null
  /** For a row that stands for others: how many. Open it by its id. */
  readonly hidden: number
  /** Whether there is more inside, shown when the row is opened. */
  readonly isClosed?: boolean
}

interface Marks {
  readonly before: ReadonlyMap<string, unknown>
  readonly added: ReadonlySet<string>
  readonly removed: ReadonlyMap<string, readonly { key: string; value: unknown }[]>
  readonly touched: ReadonlySet<string>
}

/** At most so many entries of one object or list are shown before it is opened. */
const shownAtFirst = 12
const inlineLength = 38
/** An untouched part with more rows than this stays closed until it is opened. */
const closedAbove = 6

/** The rows of a state. `opened` holds ids of rows whose hidden entries are wanted. */
export function treeRows(
  state: unknown,
  change: { readonly patches: readonly Patch[]; readonly inverse: readonly Patch[] },
  opened: ReadonlySet<string>,
): TreeRow[] {
  const rows: TreeRow[] = []
  walk(
    state,
    { path: '', keys: [], depth: 0, isNew: false },
    { rows, marks: marksOf(change), opened },
  )
  return rows
}

interface Walk {
  readonly rows: TreeRow[]
  readonly marks: Marks
  readonly opened: ReadonlySet<string>
}

function walk(
  value: unknown,
  here: { path: string; keys: readonly string[]; depth: number; isNew: boolean },
  walking: Walk,
): void {
  const { rows, marks, opened } = walking
  const entries = entriesOf(value)
  const isOpened = opened.has(here.path)
  const isMarked = (path: string) => marks.touched.has(path) || marks.removed.has(path)
  // Of a list in which something changed, that is what a person wants to see.
  const isLongList =
    Array.isArray(value) && entries.length > 4 && isMarked(here.path) && !here.isNew
  const isLongMap = entries.length > shownAtFirst && isMarked(here.path) && !here.isNew
  const most = isLongList ? 0 : isLongMap ? 3 : shownAtFirst
  const kept = isOpened
    ? entries
    : entries.filter(([key], index) => index < most || isMarked(`${here.path}/${key}`))
  for (const [key, item] of kept) {
    const path = `${here.path}/${key}`
    const isNew = here.isNew || marks.added.has(path)
    const isChanged = marks.before.has(path)
    const keys = [...here.keys, key]
    const row = { id: path, path: keys, depth: here.depth, key, hidden: 0 }
    const change = isNew ? 'added' : isChanged ? 'changed' : null
    const inline =
      isMarked(path) && !isNew && isContainer(item) && !isChanged ? null : inlined(item)
    const isClosed =
      change === null && !isMarked(path) && !opened.has(path) && rowsIn(item) > closedAbove
    const grown = isMarked(path) && !isNew && !opened.has(path) ? growth(item, path, marks) : null
    if (grown) rows.push({ ...row, value: grown, change: 'added', before: null })
    else if (inline === null && isClosed)
      rows.push({ ...row, value: sizeOf(item), change, before: null, isClosed })
    else if (inline !== null) {
      const before = isChanged ? (inlined(marks.before.get(path)) ?? '…') : null
      rows.push({ ...row, value: inline, change, before })
    } else {
      rows.push({
        ...row,
        value: sizeOf(item),
        change: isNew || isChanged ? change : null,
        before: null,
      })
      walk(item, { path, keys, depth: here.depth + 1, isNew: isNew || isChanged }, walking)
    }
  }
  const hidden = entries.length - kept.length
  if (hidden > 0)
    rows.push({
      id: here.path,
      path: here.keys,
      depth: here.depth,
      key: '',
      value: '',
      change: null,
      before: null,
      hidden,
    })
  for (const { key, value: gone } of marks.removed.get(here.path) ?? [])
    rows.push({
      id: `${here.path}/${key} removed`,
      path: [...here.keys, key],
      depth: here.depth,
      key,
      value: inlined(gone) ?? sizeOf(gone),
      change: 'removed',
      before: null,
      hidden: 0,
    })
}

function marksOf({
  patches,
  inverse,
}: {
  patches: readonly Patch[]
  inverse: readonly Patch[]
}): Marks {
  const before = new Map<string, unknown>()
  const added = new Set<string>()
  const removed = new Map<string, { key: string; value: unknown }[]>()
  const touched = new Set<string>()
  const touch = (path: Patch['path']) => {
    for (let depth = 1; depth <= path.length; depth++) touched.add(nameOf(path.slice(0, depth)))
  }
  for (const { op, path } of patches) {
    if (path.length === 0) continue
    touch(path)
    if (op === 'add') added.add(nameOf(path))
  }
  for (const { op, path, value } of inverse) {
    if (path.length === 0) continue
    const key = String(path.at(-1))
    if (op === 'replace' && key !== 'length') before.set(nameOf(path), value)
    if (op === 'add') {
      const parent = nameOf(path.slice(0, -1))
      touch(path.slice(0, -1))
      removed.set(parent, [...(removed.get(parent) ?? []), { key, value }])
    }
  }
  return { before, added, removed, touched }
}

function nameOf(path: Patch['path']): string {
  return path.map((part) => `/${part}`).join('')
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function entriesOf(value: unknown): [string, unknown][] {
  return isContainer(value) ? Object.entries(value) : []
}

/** A value on one line; `null` for one that is too long and must be opened. */
function inlined(value: unknown): string | null {
  if (!isContainer(value))
    return typeof value === 'string' ? (value === '' ? '""' : value) : String(value)
  const entries = Object.entries(value)
  if (entries.length === 0) return Array.isArray(value) ? '[ ]' : '{ }'
  if (entries.some(([, item]) => isContainer(item) && Object.keys(item).length > 0)) return null
  const first = inlined(entries[0]![1])
  if (Array.isArray(value) && value.length > 3 && value.every((item) => inlined(item) === first))
    return `[${first} ×${value.length}]`
  const text = Array.isArray(value)
    ? `[${value.map((item) => inlined(item)).join(' ')}]`
    : entries.map(([key, item]) => `${key} ${inlined(item)}`).join('  ')
  return text.length <= inlineLength ? text : null
}

/** A list of plain values that only got longer, as `+ 40 41 (12)`; `null` for anything else. */
function growth(value: unknown, path: string, marks: Marks): string | null {
  if (!Array.isArray(value) || marks.removed.has(path) || value.some(isContainer)) return null
  const isAdded = (index: number) => marks.added.has(`${path}/${index}`)
  const isTouched = (index: number) => marks.touched.has(`${path}/${index}`)
  const first = value.findIndex((_item, index) => isAdded(index))
  if (first < 0 || value.some((_item, index) => isTouched(index) !== index >= first)) return null
  const text = value
    .slice(first)
    .map((item) => inlined(item))
    .join(' ')
  return text.length <= inlineLength ? `+ ${text}  (${value.length})` : null
}

/** Everything in a state whose name or value holds a text, with what leads there. */
export function matching(state: unknown, text: string): unknown {
  const wanted = text.toLowerCase()
  const pruned = (value: unknown): unknown => {
    const kept = entriesOf(value).flatMap(([key, item]): [string, unknown][] => {
      if (key.toLowerCase().includes(wanted)) return [[key, item]]
      if (!isContainer(item))
        return String(item).toLowerCase().includes(wanted) ? [[key, item]] : []
      const inside = pruned(item)
      return inside === undefined ? [] : [[key, inside]]
    })
    return kept.length > 0 ? Object.fromEntries(kept) : undefined
  }
  return pruned(state) ?? {}
}

/** How many rows a value would take, all opened; counting stops where it is plainly too many. */
function rowsIn(value: unknown): number {
  let rows = 0
  for (const [, item] of entriesOf(value)) {
    rows += 1 + (inlined(item) === null ? rowsIn(item) : 0)
    if (rows > closedAbove) break
  }
  return rows
}

function sizeOf(value: unknown): string {
  const size = isContainer(value) ? Object.keys(value).length : 0
  return Array.isArray(value) ? `[${size}]` : `{${size}}`
}
