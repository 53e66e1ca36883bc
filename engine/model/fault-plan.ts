/**
 * A plan of faults: what is asked for, checked against what exists; and a generator that draws one
 * from the seed within a budget that keeps the run solvable.
 */
import { unknownName } from '../clockwork/suggestion.ts'
import type { Stream } from '../clockwork/random.ts'
import type { Micros } from '../clockwork/time.ts'
import { faultKinds } from './fault.ts'
import type { Fault } from './fault.ts'

/** What a generated plan may contain. */
export interface FaultBudget {
  /** Roles, nodes or pods that may be hit. */
  readonly targets: readonly string[]
  /** Kinds drawn from. Default: crash, pause, cut. */
  readonly kinds?: readonly Fault['kind'][]
  /** At most so many faults. Default 3. */
  readonly count?: number
  /** At most so many targets down, paused or cut off at one moment, so that the rest can go on. Default 1. */
  readonly together?: number
  /** Faults begin within this span, µs. */
  readonly from: Micros
  readonly until: Micros
  /** A fault lasts between these, µs. */
  readonly shortest: Micros
  readonly longest: Micros
  /** Largest clock jump, µs. Default 1 s. */
  readonly jump?: Micros
}

/** The names a fault may use. */
export interface Names {
  readonly nodes: ReadonlySet<string>
  readonly roles: ReadonlyMap<string, readonly string[]>
  readonly pods: ReadonlyMap<string, readonly string[]>
  readonly zones: ReadonlyMap<string, readonly string[]>
  readonly workloads: ReadonlySet<string>
}

/** A fault plan that cannot be: which fault, what is wrong with it, what is allowed. */
export class FaultError extends Error {
  override readonly name = 'FaultError'
}

/** The nodes a target stands for. @throws FaultError for a name nobody has. */
export function membersOf(target: string, names: Names): readonly string[] {
  if (names.nodes.has(target)) return [target]
  const group = names.roles.get(target) ?? names.pods.get(target) ?? names.zones.get(target)
  if (group) return group
  const allowed = [
    ...names.roles.keys(),
    ...names.nodes,
    ...names.pods.keys(),
    ...names.zones.keys(),
  ]
  throw new FaultError(unknownName({ kind: 'node', value: target, allowed: new Set(allowed) }))
}

const fields: {
  readonly [K in Fault['kind']]: {
    readonly must: readonly string[]
    readonly may?: readonly string[]
  }
} = {
  crash: { must: ['target'], may: ['for'] },
  restart: { must: ['target'] },
  pause: { must: ['target'], may: ['for'] },
  resume: { must: ['target'] },
  slow: { must: ['target', 'factor'], may: ['for'] },
  partition: { must: ['groups'], may: ['for'] },
  cut: { must: ['from', 'to'], may: ['for'] },
  heal: { must: [] },
  hold: { must: ['from', 'to'], may: ['for'] },
  release: { must: [] },
  degrade: {
    must: ['from', 'to'],
    may: ['for', 'latencyFactor', 'latencyAdded', 'loss', 'duplication', 'bandwidthFactor'],
  },
  skew: { must: ['target', 'drift'], may: ['for'] },
  jump: { must: ['target', 'by'] },
  disk: { must: ['target', 'mode'], may: ['for', 'factor'] },
  kill: { must: ['target'], may: ['for'] },
  overload: { must: ['factor'], may: ['for', 'workload'] },
}

/**
 * Checks a plan that may come from anywhere, and returns it in order of time.
 * @throws FaultError naming the fault by its place in the list, the field and what is allowed.
 */
export function checkPlan(plan: readonly unknown[], names: Names): Fault[] {
  const faults = plan.map((item, index) => {
    try {
      return checkFault(item, names)
    } catch (error) {
      if (error instanceof FaultError) throw new FaultError(`fault ${index + 1}: ${error.message}`)
      throw error
    }
  })
  return faults
    .map((fault, index) => ({ fault, index }))
    .sort((a, b) => a.fault.at - b.fault.at || a.index - b.index)
    .map(({ fault }) => fault)
}

function checkFault(item: unknown, names: Names): Fault {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    throw new FaultError(
      `it is ${JSON.stringify(item)}; it must be an object such as {"at": 1000000, "kind": "crash", "target": "leaf-1"}`,
    )
  const fault = item as { readonly [field: string]: unknown }
  const kind = fault['kind']
  if (typeof kind !== 'string' || !(faultKinds as readonly string[]).includes(kind))
    throw new FaultError(
      unknownName({
        kind: 'kind of fault',
        plural: 'kinds',
        value: String(kind),
        allowed: faultKinds,
      }),
    )
  const { must, may = [] } = fields[kind as Fault['kind']]
  const known = ['at', 'kind', ...must, ...may]
  for (const name of Object.keys(fault))
    if (!known.includes(name))
      throw new FaultError(
        `${kind}: ${unknownName({ kind: 'field', value: name, allowed: known })}`,
      )
  for (const name of must)
    if (fault[name] === undefined)
      throw new FaultError(`${kind}: ${name} is missing; it takes ${must.join(', ')}`)
  whole(kind, fault, 'at', 0)
  if (fault['for'] !== undefined) whole(kind, fault, 'for', 1)
  if (fault['by'] !== undefined) whole(kind, fault, 'by', -Number.MAX_SAFE_INTEGER)
  if (fault['latencyAdded'] !== undefined) whole(kind, fault, 'latencyAdded', 0)
  range(kind, fault, 'factor', 0.001, 1e6)
  range(kind, fault, 'latencyFactor', 0, 1e6)
  range(kind, fault, 'bandwidthFactor', 1e-6, 1)
  range(kind, fault, 'loss', 0, 1)
  range(kind, fault, 'duplication', 0, 1)
  range(kind, fault, 'drift', -999_999, 1e6)
  for (const field of ['target', 'from', 'to'] as const) {
    const name = fault[field]
    if (name === undefined) continue
    if (typeof name !== 'string')
      throw new FaultError(`${kind}: ${field} is ${JSON.stringify(name)}; it must be a name`)
    membersOf(name, names)
  }
  if (kind === 'partition') checkGroups(fault['groups'], names)
  if (kind === 'disk' && !['lose', 'tear', 'slow', 'refuse'].includes(fault['mode'] as string))
    throw new FaultError(
      `disk: mode is ${JSON.stringify(fault['mode'])}; it must be one of lose, tear, slow, refuse`,
    )
  if (kind === 'disk' && fault['mode'] === 'slow' && fault['factor'] === undefined)
    throw new FaultError('disk: factor is missing; mode slow needs one, such as 10')
  const workload = fault['workload']
  if (workload !== undefined && !names.workloads.has(workload as string))
    throw new FaultError(
      `overload: ${unknownName({ kind: 'workload', value: JSON.stringify(workload), allowed: names.workloads })}`,
    )
  return fault as unknown as Fault
}

function whole(
  kind: string,
  fault: { readonly [field: string]: unknown },
  field: string,
  least: number,
): void {
  const value = fault[field]
  if (!Number.isSafeInteger(value) || (value as number) < least)
    throw new FaultError(
      `${kind}: ${field} is ${JSON.stringify(value)}; it must be a whole number of µs${least > -1e9 ? `, ${least} or more` : ''}`,
    )
}

function range(
  kind: string,
  fault: { readonly [field: string]: unknown },
  field: string,
  low: number,
  high: number,
): void {
  const value = fault[field]
  if (value === undefined) return
  if (typeof value !== 'number' || !(value >= low && value <= high))
    throw new FaultError(
      `${kind}: ${field} is ${JSON.stringify(value)}; it must be a number from ${low} to ${high}`,
    )
}

function checkGroups(groups: unknown, names: Names): void {
  if (!Array.isArray(groups) || groups.length < 2 || !groups.every((group) => Array.isArray(group)))
    throw new FaultError('partition: groups must be two or more lists of names')
  const seen = new Set<string>()
  for (const group of groups as unknown[][])
    for (const name of group) {
      for (const member of membersOf(String(name), names)) {
        if (seen.has(member))
          throw new FaultError(`partition: node "${member}" is in two groups; it may be in one`)
        seen.add(member)
      }
    }
}

/**
 * Draws a plan within a budget: at no moment are more than `together` targets down, paused or cut
 * off, and everything is lifted in the end.
 */
export function drawPlan(budget: FaultBudget, names: Names, random: Stream): Fault[] {
  const targets = [
    ...new Set(
      budget.targets.flatMap((target) =>
        names.pods.has(target) ? [target] : membersOf(target, names),
      ),
    ),
  ]
  const kinds = budget.kinds ?? ['crash', 'pause', 'cut']
  const together = budget.together ?? 1
  const plan: { fault: Fault; end: Micros; target: string }[] = []
  const wanted = 1 + random.choose(budget.count ?? 3)
  for (let drawn = 0; drawn < wanted; drawn++) {
    const kind = kinds[random.choose(kinds.length)]!
    const target = targets[random.choose(targets.length)]!
    const other = targets[random.choose(targets.length)]!
    const at = budget.from + random.choose(Math.max(1, budget.until - budget.from))
    const length = budget.shortest + random.choose(Math.max(1, budget.longest - budget.shortest))
    const size = random.uniform()
    const end = at + length
    const overlapping = plan.filter((other) => other.fault.at < end && at < other.end)
    if (overlapping.length >= together || overlapping.some((other) => other.target === target))
      continue
    const fault = shape(kind, { at, for: length, target, other, size, jump: budget.jump ?? 1e6 })
    if (fault) plan.push({ fault, end, target })
  }
  return plan.map(({ fault }) => fault).sort((a, b) => a.at - b.at)
}

function shape(
  kind: Fault['kind'],
  draw: { at: Micros; for: Micros; target: string; other: string; size: number; jump: Micros },
): Fault | null {
  const { at, target, size } = draw
  const timed = { at, for: draw.for }
  switch (kind) {
    case 'crash':
    case 'pause':
    case 'kill':
      return { kind, ...timed, target }
    case 'slow':
      return { kind, ...timed, target, factor: 2 + Math.floor(size * 19) }
    case 'cut':
    case 'hold':
      return draw.other === target ? null : { kind, ...timed, from: target, to: draw.other }
    case 'partition':
      return draw.other === target ? null : { kind, ...timed, groups: [[target], [draw.other]] }
    case 'degrade':
      return draw.other === target
        ? null
        : {
            kind,
            ...timed,
            from: target,
            to: draw.other,
            latencyFactor: 2 + Math.floor(size * 9),
            loss: size / 5,
          }
    case 'skew':
      return { kind, ...timed, target, drift: Math.round((size - 0.5) * 400_000) }
    case 'jump':
      return { kind, at, target, by: Math.round((size - 0.5) * 2 * draw.jump) }
    case 'disk':
      return { kind, ...timed, target, mode: size < 0.5 ? 'lose' : 'tear' }
    case 'overload':
      return { kind, ...timed, factor: 2 + Math.floor(size * 4) }
    default:
      return null
  }
}
