/** When each fault of a run was in force. */
import { describeFault } from '../../engine/index.ts'
import type { Fault, Topology } from '../../engine/index.ts'
import { kinds } from './event-kinds.ts'
import { rowsOf } from './grouping.ts'
import type { TraceModel } from './trace-model.ts'

/** A fault in force from `from` to `to`, µs. One that is done at once has no length. */
export interface FaultSpan {
  readonly index: number
  readonly fault: Fault
  readonly label: string
  readonly from: number
  readonly to: number
  readonly hits: number
  /** The event at which it set in; −1 if the run ended before. */
  readonly event: number
}

const undone: { readonly [kind: string]: Fault['kind'] } = {
  crash: 'restart',
  pause: 'resume',
  cut: 'heal',
  partition: 'heal',
  hold: 'release',
  kill: 'restart',
}
const atOnce: ReadonlySet<Fault['kind']> = new Set(['restart', 'resume', 'heal', 'release', 'jump'])

/** The spans of the plan's faults, in order of the plan. */
export function faultSpans(model: TraceModel): readonly FaultSpan[] {
  const { events, footer, header } = model
  const begins = new Map<number, number>()
  const ends = new Map<number, number>()
  for (const seq of rowsOf(model.ofKind, kinds.fault)) begins.set(events.value[seq]!, seq)
  for (const seq of rowsOf(model.ofKind, kinds.lift)) ends.set(events.value[seq]!, seq)
  return header.spec.faults.map((fault, index) => {
    const begin = begins.get(index) ?? -1
    const from = begin < 0 ? fault.at : events.at[begin]!
    const end = ends.get(index)
    const to =
      end === undefined
        ? lastsUntil(fault, { from, plan: header.spec.faults, end: footer.time })
        : events.at[end]!
    const { for: _length, ...rest } = fault
    return {
      index,
      fault,
      label: describeFault(rest),
      from,
      to: Math.max(from, to),
      hits: footer.faults[index]?.hits ?? 0,
      event: begin,
    }
  })
}

function lastsUntil(
  fault: Fault,
  run: { from: number; plan: readonly Fault[]; end: number },
): number {
  if (atOnce.has(fault.kind)) return run.from
  const cure = undone[fault.kind]
  const cured = run.plan.find(
    (other) => other.kind === cure && other.at >= run.from && targetOf(other) === targetOf(fault),
  )
  return cured?.at ?? Math.max(run.end, run.from)
}

function targetOf(fault: Fault): string {
  return 'target' in fault ? fault.target : ''
}

/** The places of the nodes that a name stands for: a node, a role, a pod or a zone. */
export function placesOf(topology: Topology, name: string): number[] {
  const places: number[] = []
  const pod = topology.pods.find((one) => one.name === name)
  topology.nodes.forEach(({ id, role, zone }, place) => {
    if (id === name || role === name || zone === name || pod?.members.includes(id))
      places.push(place)
  })
  const exact = places.filter((place) => topology.nodes[place]!.id === name)
  return exact.length > 0 ? exact : places
}
