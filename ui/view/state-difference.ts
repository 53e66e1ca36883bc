/** Where two states of a node differ, place by place. */

/** A place in the state and what is there in either run. */
export interface StateDifference {
  /** The way there, such as `open / root#318 / waiting`; '' for the state as a whole. */
  readonly path: string
  /** What it is here, in short; `null` where there is nothing. */
  readonly here: string | null
  readonly there: string | null
}

/** Longer values are cut short. */
const longest = 60

/** All places at which two plain values differ, in the order of the first. */
export function stateDifferences(here: unknown, there: unknown): readonly StateDifference[] {
  const found: StateDifference[] = []
  walk(here, there, { path: [], found })
  return found
}

function walk(
  a: unknown,
  b: unknown,
  on: { readonly path: readonly string[]; readonly found: StateDifference[] },
): void {
  if (Object.is(a, b)) return
  if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b)) {
    on.found.push({
      path: on.path.join(' / '),
      here: a === undefined ? null : short(a),
      there: b === undefined ? null : short(b),
    })
    return
  }
  const left = new Map(Object.entries(a))
  const right = new Map(Object.entries(b))
  for (const key of new Set([...left.keys(), ...right.keys()]))
    walk(left.get(key), right.get(key), { path: [...on.path, key], found: on.found })
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
