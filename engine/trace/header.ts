/** The first line of a trace file, checked when read: what was run, and what exists. */
import { foreign } from '../clockwork/limits.ts'
import { isForbiddenKey } from '../clockwork/plain-error.ts'
import { unknownName } from '../clockwork/suggestion.ts'
import { FaultError, checkPlan } from '../model/fault-plan.ts'
import type { Fault } from '../model/fault.ts'
import type { RunSpec, Topology, TopologyNode, TraceHeader } from './format.ts'
import { traceFormat } from './format.ts'
import { show } from './show.ts'

/** A header as it stands in a file. */
export interface FileHeader extends TraceHeader {
  readonly form: 'replayable' | 'stand-alone'
  readonly events: number
}

type Fields = { readonly [name: string]: unknown }
type Refuse = (what: string) => never

const headerFields = ['orrery', 'format', 'form', 'events', 'spec', 'topology']
const specFields = ['scenario', 'variant', 'params', 'seed', 'workload', 'faults', 'engine']
const nodeFields = ['id', 'role', 'label', 'pod', 'zone', 'workers']
const podFields = ['name', 'members', 'zone']

/** The header that `value` is. `refuse` throws for what cannot be, saying what it must be. */
export function headerOf(value: Fields, refuse: Refuse): FileHeader {
  if (value['orrery'] !== 'trace')
    return refuse('this is no Orrery trace; its first line must have "orrery": "trace"')
  const { format, form, events } = value
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1)
    return refuse(`format is ${show(format)}; this version reads format ${traceFormat}`)
  if (format > traceFormat)
    return refuse(
      `this trace has format ${format}, newer than the ${traceFormat} that this version reads; update Orrery`,
    )
  knownOnly(value, headerFields, '', refuse)
  if (form !== 'replayable' && form !== 'stand-alone')
    return refuse(`form is ${show(form)}; it must be replayable or stand-alone`)
  if (
    !Number.isSafeInteger(events) ||
    (events as number) < 0 ||
    (events as number) > foreign.events
  )
    return refuse(`events is ${show(events)}; it must be a whole number up to ${foreign.events}`)
  const topology = topologyOf(value['topology'], refuse)
  return {
    format: traceFormat,
    form,
    events: events as number,
    spec: specOf(value['spec'], topology, refuse),
    topology,
  }
}

function topologyOf(value: unknown, refuse: Refuse): Topology {
  const nodes = isFields(value) ? value['nodes'] : undefined
  if (
    !Array.isArray(nodes) ||
    nodes.length > foreign.nodes ||
    !nodes.every((node) => isFields(node) && typeof node['id'] === 'string')
  )
    return refuse(`topology.nodes must be a list of at most ${foreign.nodes} nodes with an id each`)
  const { pods } = value as Fields
  knownOnly(value as Fields, ['nodes', 'pods'], 'topology: ', refuse)
  const ids = new Set<string>()
  const own = nodes.map((node: Fields, place): TopologyNode => {
    const where = `topology.nodes[${place}]`
    knownOnly(node, nodeFields, `${where}: `, refuse)
    const id = label(node['id'], `${where}.id`, refuse)
    if (id === '' || ids.has(id))
      return refuse(`${where}.id is ${show(id)}; every node needs an id of its own`)
    ids.add(id)
    const { workers } = node
    if (workers !== null && !(Number.isSafeInteger(workers) && (workers as number) >= 0))
      return refuse(`${where}.workers is ${show(workers)}; it must be a whole number, or null`)
    return {
      id,
      role: label(node['role'], `${where}.role`, refuse),
      label: label(node['label'], `${where}.label`, refuse),
      pod: node['pod'] === null ? null : label(node['pod'], `${where}.pod`, refuse),
      zone: node['zone'] === null ? null : label(node['zone'], `${where}.zone`, refuse),
      workers: workers as number | null,
    }
  })
  if (!Array.isArray(pods) || pods.length > foreign.nodes || !pods.every(isFields))
    return refuse(`topology.pods is ${show(pods)}; it must be a list of pods`)
  return {
    nodes: own,
    pods: pods.map((pod: Fields, place) => {
      const where = `topology.pods[${place}]`
      knownOnly(pod, podFields, `${where}: `, refuse)
      const { members, zone } = pod
      if (!Array.isArray(members) || !members.every((one) => ids.has(one as string)))
        return refuse(`${where}.members is ${show(members)}; it must be a list of ids of nodes`)
      return {
        name: label(pod['name'], `${where}.name`, refuse),
        members: members as string[],
        zone: zone === null ? null : label(zone, `${where}.zone`, refuse),
      }
    }),
  }
}

function specOf(value: unknown, topology: Topology, refuse: Refuse): RunSpec {
  if (!isFields(value)) return refuse('spec must be an object: what was run')
  knownOnly(value, specFields, 'spec: ', refuse)
  const { params, faults } = value
  if (!isFields(params) || Object.keys(params).length > foreign.keys)
    return refuse(`spec.params is ${show(params)}; it must be an object of values`)
  const own: { [name: string]: number | string | boolean } = {}
  for (const [name, param] of Object.entries(params)) {
    if (isForbiddenKey(name) || !isScalar(param))
      return refuse(`spec.params.${name} is ${show(param)}; it must be a number, text or flag`)
    own[name] = param
  }
  if (!Array.isArray(faults)) return refuse(`spec.faults is ${show(faults)}; it must be a list`)
  return {
    scenario: label(value['scenario'], 'spec.scenario', refuse),
    variant: label(value['variant'], 'spec.variant', refuse),
    params: own,
    seed: label(value['seed'], 'spec.seed', refuse),
    workload: label(value['workload'], 'spec.workload', refuse),
    faults: planOf(faults, topology, refuse),
    engine: label(value['engine'], 'spec.engine', refuse),
  }
}

/** The plan, checked against the nodes that the file itself names. */
function planOf(faults: readonly unknown[], topology: Topology, refuse: Refuse): readonly Fault[] {
  const groups = (by: 'role' | 'pod' | 'zone') => {
    const members = new Map<string, string[]>()
    for (const node of topology.nodes) {
      const name = node[by]
      if (name === null) continue
      const those = members.get(name)
      if (those) those.push(node.id)
      else members.set(name, [node.id])
    }
    return members
  }
  try {
    // In order of time, as the engine wrote it, so that places in the plan stay.
    return checkPlan(faults, {
      nodes: new Set(topology.nodes.map(({ id }) => id)),
      roles: groups('role'),
      pods: groups('pod'),
      zones: groups('zone'),
      // A trace does not say which workloads there are.
      workloads: new Set(
        faults.flatMap((one) => {
          const workload = isFields(one) ? one['workload'] : undefined
          return typeof workload === 'string' ? [workload] : []
        }),
      ),
    })
  } catch (error) {
    if (error instanceof FaultError) return refuse(`spec.faults: ${error.message}`)
    throw error
  }
}

function label(value: unknown, what: string, refuse: Refuse): string {
  if (typeof value !== 'string' || value.length > foreign.labelCharacters)
    return refuse(
      `${what} is ${show(value)}; it must be a text of at most ${foreign.labelCharacters} characters`,
    )
  return value
}

function knownOnly(value: Fields, allowed: readonly string[], where: string, refuse: Refuse): void {
  for (const field of Object.keys(value))
    if (!allowed.includes(field))
      refuse(`${where}${unknownName({ kind: 'field', value: field, allowed })}`)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isScalar(value: unknown): value is number | string | boolean {
  if (typeof value === 'string') return value.length <= foreign.stringCharacters
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
}
