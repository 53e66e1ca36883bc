/**
 * A system is what exists in one run: nodes with their behaviors, links, pods, and what is asked
 * of them. It is a value; `assemble` gives every node its name and refuses nonsense.
 */
import { nodesMax } from '../clockwork/limits.ts'
import { unknownName } from '../clockwork/suggestion.ts'
import { hours } from '../clockwork/time.ts'
import type { Behavior } from '../model/behavior.ts'
import type { Capacity } from '../model/capacity.ts'
import type { ClockOptions } from '../model/clock.ts'
import type { DiskOptions } from '../model/disk.ts'
import { networks } from '../model/link.ts'
import type { LinkOptions, LinkRule } from '../model/link.ts'
import type { Pod } from '../model/pod.ts'
import type { NodeName, Protocol, Role } from '../model/protocol.ts'
import type { AnyWorkload, Workload } from '../model/workload.ts'
import { ScenarioError } from './error.ts'

/** What a node has beside its behavior. */
export interface NodeOptions<P extends Protocol = Protocol> {
  readonly capacity?: Capacity
  readonly clock?: ClockOptions
  readonly disk?: DiskOptions
  /** Where it stands, when it is in no pod; a zone can be killed as one. */
  readonly zone?: string
  /** Not started at the beginning; somebody must start it. */
  readonly down?: boolean
  /** Roles whose nodes it supervises: it learns when one comes up or goes down. */
  readonly supervises?: readonly Role<P>[]
  /** µs after which a supervisor learns of a change. Default 0. */
  readonly noticeAfter?: number
  /** A short text for pictures; default its name. */
  readonly label?: string
}

/** Nodes of a role: one (named like the role) or a number of them (`leaf-1` …). */
export interface NodeSpec<P extends Protocol, R extends Role<P>> {
  // oxlint-disable-next-line typescript/no-explicit-any -- what state it has is its own business
  readonly behavior: Behavior<P, R, any>
  /** `null`: one node, named like the role. */
  readonly count: number | null
  readonly options: (index: number) => NodeOptions<P>
}

/** One node of its role; it has the role's name. */
export function node<P extends Protocol, R extends Role<P>, S extends object>(
  behavior: Behavior<P, R, S>,
  options: NodeOptions<P> = {},
): NodeSpec<P, R> {
  return { behavior, count: null, options: () => options }
}

/** `count` nodes of a role, named `role-1` … `role-count`. */
export function nodes<P extends Protocol, R extends Role<P>, S extends object>(
  count: number,
  behavior: Behavior<P, R, S>,
  options: NodeOptions<P> | ((index: number) => NodeOptions<P>) = {},
): NodeSpec<P, R> {
  if (!Number.isInteger(count) || count < 0 || count > nodesMax)
    throw new ScenarioError(
      `count of nodes is ${count}; it must be a whole number from 0 to ${nodesMax}`,
    )
  return {
    behavior,
    count,
    options: typeof options === 'function' ? options : () => options,
  }
}

/** What exists in a run. */
export interface SystemSpec<P extends Protocol> {
  readonly nodes: { readonly [R in Role<P>]: NodeSpec<P, R> }
  /** How messages travel where no link says otherwise. Default: `networks.sameRack`. */
  readonly network?: LinkOptions
  readonly links?: readonly LinkRule<NodeName<P>>[]
  readonly pods?: readonly Pod[]
  /** What is asked: one list, or several by name of which a run takes one (the first by default). */
  readonly workload?: readonly Workload<P>[] | { readonly [name: string]: readonly Workload<P>[] }
}

/** A system whose protocol is forgotten: what `build` returns. */
export interface System {
  readonly nodes: { readonly [role: string]: NodeSpec<Protocol, string> }
  readonly network: LinkOptions
  readonly links: readonly LinkRule[]
  readonly pods: readonly Pod[]
  readonly workloads: { readonly [name: string]: readonly AnyWorkload[] }
}

/** Declares a system: `system<Search>({ nodes: { … }, links: [ … ], workload: [ … ] })`. */
export function system<P extends Protocol>(spec: SystemSpec<P>): System {
  const workload = spec.workload ?? []
  return {
    nodes: spec.nodes as unknown as System['nodes'],
    network: spec.network ?? networks.sameRack,
    links: spec.links ?? [],
    pods: spec.pods ?? [],
    workloads: (Array.isArray(workload) ? { default: workload } : workload) as System['workloads'],
  }
}

/** A node of an assembled system. */
export interface Place {
  readonly id: string
  readonly index: number
  readonly role: string
  /** Its place within the role, from 0. */
  readonly rank: number
  readonly behavior: Behavior<Protocol, string, object>
  readonly options: NodeOptions
  /** Index of its pod, or −1. */
  readonly pod: number
  readonly zone: string | null
}

/** A system with every node named and every reference checked. */
export interface Assembly {
  readonly system: System
  readonly places: readonly Place[]
  readonly byName: ReadonlyMap<string, Place>
  readonly byRole: ReadonlyMap<string, readonly Place[]>
}

/**
 * Names all nodes and checks that pods, links and workloads speak of nodes that exist.
 * @throws ScenarioError naming what does not exist and what does.
 */
export function assemble(system: System): Assembly {
  const places: Place[] = []
  const byName = new Map<string, Place>()
  const byRole = new Map<string, Place[]>()
  const podOf = membership(system)
  for (const role of Object.keys(system.nodes)) {
    if (!/^[A-Za-z][A-Za-z0-9_.-]{0,58}$/.test(role) || /-\d+$/.test(role))
      throw new ScenarioError(
        `role "${role}" must be a letter, then letters, digits, "-", "_" or "."; it may not end in a number`,
      )
    const spec = system.nodes[role]!
    const ofRole: Place[] = []
    byRole.set(role, ofRole)
    for (let rank = 0; rank < (spec.count ?? 1); rank++) {
      const id = spec.count === null ? role : `${role}-${rank + 1}`
      const options = spec.options(rank)
      const pod = podOf.get(id) ?? -1
      const zone = (pod >= 0 ? system.pods[pod]!.zone : undefined) ?? options.zone ?? null
      const place: Place = {
        id,
        index: places.length,
        role,
        rank,
        behavior: spec.behavior,
        options,
        pod,
        zone,
      }
      places.push(place)
      ofRole.push(place)
      byName.set(id, place)
    }
  }
  if (places.length === 0)
    throw new ScenarioError('a system needs at least one node; add one to `nodes`')
  const assembly = { system, places, byName, byRole }
  checkReferences(assembly)
  return assembly
}

function membership(system: System): Map<string, number> {
  const podOf = new Map<string, number>()
  const names = new Set<string>()
  system.pods.forEach((pod, index) => {
    if (names.has(pod.name))
      throw new ScenarioError(`two pods are named "${pod.name}"; names are unique`)
    names.add(pod.name)
    for (const member of pod.members) {
      if (podOf.has(member))
        throw new ScenarioError(`node "${member}" is in two pods; it may be in one at most`)
      podOf.set(member, index)
    }
  })
  return podOf
}

function checkReferences({ system, byName, byRole }: Assembly): void {
  const ends = [...byRole.keys(), ...byName.keys()]
  for (const pod of system.pods) {
    if (byName.has(pod.name) || byRole.has(pod.name))
      throw new ScenarioError(`pod "${pod.name}" has the name of a node; give it another`)
    for (const member of pod.members)
      if (!byName.has(member))
        throw new ScenarioError(
          `pod "${pod.name}": ${unknownName({ kind: 'node', value: member, allowed: byName.keys() })}`,
        )
    checkProcessors(pod)
  }
  for (const link of system.links) {
    for (const end of [link.from, link.to])
      if (end !== '*' && !byName.has(end) && !byRole.has(end))
        throw new ScenarioError(
          `link ${link.from} → ${link.to}: ${unknownName({ kind: 'node', value: end, allowed: ends })}`,
        )
    checkLink(`link ${link.from} → ${link.to}`, link)
  }
  checkLink('network', system.network)
  for (const [name, workloads] of Object.entries(system.workloads))
    for (const workload of workloads) {
      const places = byRole.get(workload.to) ?? [byName.get(workload.to)]
      if (places[0] === undefined)
        throw new ScenarioError(
          `workload "${name}": ${unknownName({ kind: 'node', value: workload.to, allowed: ends })}`,
        )
      const types = Object.keys(places[0].behavior.on)
      if (!types.includes(workload.type))
        throw new ScenarioError(
          `workload "${name}": ${unknownName({ kind: 'message', value: workload.type, allowed: types })}`,
        )
    }
}

function checkProcessors({ name, members, cpu, shares = {}, limits = {} }: Pod): void {
  const check = (what: string, value: number) => {
    if (!(value > 0 && value < Infinity))
      throw new ScenarioError(`pod "${name}": ${what} is ${value}; it must be a number above 0`)
  }
  if (cpu !== undefined) check('cpu', cpu)
  for (const [what, values] of [
    ['share', shares],
    ['limit', limits],
  ] as const)
    for (const [member, value] of Object.entries(values)) {
      if (!members.includes(member))
        throw new ScenarioError(
          `pod "${name}": ${unknownName({ kind: 'member', value: member, allowed: members })}`,
        )
      check(`${what} of ${member}`, value)
    }
}

function checkLink(what: string, link: LinkOptions): void {
  for (const chance of ['loss', 'duplication'] as const) {
    const value = link[chance]
    if (value !== undefined && !(value >= 0 && value <= 1))
      throw new ScenarioError(`${what}: ${chance} is ${value}; it must be from 0 to 1`)
  }
  if (link.bandwidth !== undefined && !(link.bandwidth > 0))
    throw new ScenarioError(
      `${what}: bandwidth is ${link.bandwidth} bytes a second; it must be above 0`,
    )
  if (typeof link.latency === 'number' && !(link.latency >= 0 && link.latency <= hours(24)))
    throw new ScenarioError(`${what}: latency is ${link.latency} µs; it must be from 0 to a day`)
}
