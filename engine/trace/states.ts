/** The lines of a stand-alone trace that hold states: checked when read, and put together again. */
import { applyPatches, enablePatches } from 'immer'
import { foreign } from '../clockwork/limits.ts'
import { isForbiddenKey } from '../clockwork/plain-error.ts'
import type { Patch } from 'immer'
import type { PatchLine, StatesLine } from './file.ts'
import { show } from './show.ts'

enablePatches()

/** What reading needs of the reader: node names checked, values checked, and how to refuse. */
export interface LineChecks {
  /** @throws TraceError for a name no node has. */
  node(id: unknown, field: string): void
  /** @throws TraceError for a value that is not plain. */
  plain(value: unknown, what: string): void
  refuse(what: string): never
  /** The event that comes next. */
  readonly seq: number
}

type Fields = { readonly [name: string]: unknown }

/** A line of patches, if it is one. */
export function patchLine(line: Fields, checks: LineChecks): PatchLine {
  const { seq, node, patches } = line
  // Patches stand before the first event of their step.
  if (seq !== checks.seq)
    checks.refuse(`patch.seq is ${show(seq)}; it must be ${checks.seq}, the event that comes next`)
  checks.node(node, 'patch.node')
  if (!Array.isArray(patches) || !patches.every(isPatch))
    checks.refuse(
      `patch.patches is ${show(patches)}; it must be a list of changes, each with op, path and value`,
    )
  checks.plain(patches, 'patch.patches')
  return line as unknown as PatchLine
}

function isPatch(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { op, path } = value as { op?: unknown; path?: unknown }
  return (
    ['add', 'replace', 'remove'].includes(op as string) &&
    Array.isArray(path) &&
    path.every((step) =>
      typeof step === 'string' ? !isForbiddenKey(step) : isPlaceInList(step),
    ) &&
    (path.at(-1) !== 'length' || isFittingLength((value as { value?: unknown }).value))
  )
}

function isPlaceInList(step: unknown): boolean {
  return Number.isSafeInteger(step) && (step as number) >= 0 && (step as number) < foreign.items
}

/** A list is cut by setting its length; a field of that name may hold anything but a huge number. */
function isFittingLength(value: unknown): boolean {
  return typeof value !== 'number' || value <= foreign.items
}

/** A line of whole states, if it is one. */
export function statesLine(line: Fields, checks: LineChecks): StatesLine {
  const { seq, nodes } = line
  if (!Number.isSafeInteger(seq) || (seq as number) < -1 || (seq as number) > 1e9)
    checks.refuse(`states.seq is ${show(seq)}; it must be the number of an event, or -1`)
  if (typeof nodes !== 'object' || nodes === null || Array.isArray(nodes))
    checks.refuse(`states.nodes is ${show(nodes)}; it must be an object of states by node`)
  for (const [id, node] of Object.entries(nodes as Fields)) {
    checks.node(id, 'states.nodes')
    const state = (node as { state?: unknown } | null)?.state
    if (typeof state !== 'object' || state === null)
      checks.refuse(`states.nodes.${id}: state is ${show(state)}; it must be an object`)
    checks.plain(state, `states.nodes.${id}.state`)
  }
  return line as unknown as StatesLine
}

/** The patches of the step that begins with event `seq`. Lines come in order. */
export function patchesAt(patches: readonly PatchLine[], seq: number): readonly PatchLine[] {
  return patches.slice(firstFrom(patches, seq), firstFrom(patches, seq + 1))
}

/** The first line at or after an event. */
function firstFrom(lines: readonly { readonly seq: number }[], seq: number): number {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (lines[middle]!.seq < seq) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The state of every node after the step of event `seq`. A patch stands at the first event of its
 * step, so that every event of it shows the outcome.
 * @throws Error for patches that do not fit the states before them.
 */
export function stateAt(
  states: readonly StatesLine[],
  patches: readonly PatchLine[],
  seq: number,
): { [node: string]: object } {
  const from = states.findLast((line) => line.seq <= seq) ?? states[0]!
  const now: { [node: string]: object } = {}
  for (const [node, { state }] of Object.entries(from.nodes)) now[node] = state
  const last = firstFrom(patches, seq + 1)
  for (let line = firstFrom(patches, from.seq + 1); line < last; line++) {
    const patch = patches[line]!
    now[patch.node] = applied(now[patch.node]!, patch.patches)
  }
  return now
}

/** A state with patches applied. No list grows by more than one at a time: none becomes huge. */
function applied(state: object, patches: readonly Patch[]): object {
  let now = state
  for (const patch of patches) {
    const list = patch.path.slice(0, -1).reduce<unknown>((value, step) => {
      return (value as { readonly [step: string]: unknown } | undefined)?.[step]
    }, now)
    const step = patch.path.at(-1)
    if (Array.isArray(list)) {
      const to = step === 'length' ? (patch.value as number) : Number(step)
      if (!Number.isInteger(to) || to < 0 || to > list.length)
        throw new Error(`a list of ${list.length} entries has no place ${String(step)}`)
    }
    now = applyPatches(now, [patch])
  }
  return now
}
