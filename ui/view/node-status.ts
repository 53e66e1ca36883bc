/** How each node is at the cursor: whether it is up, what ails it, how much it has to do. */
import { words } from '../words/words.ts'
import { kinds } from './event-kinds.ts'
import { placesOf } from './fault-spans.ts'
import type { FaultSpan } from './fault-spans.ts'
import { lastAtMost, rowsOf } from './grouping.ts'
import { symbol } from './trace-model.ts'
import type { TraceModel } from './trace-model.ts'

/** A node at a moment. */
export interface NodeStatus {
  readonly status: 'up' | 'paused' | 'down'
  /** What a person should know about it, such as `crashed` or `slow ×20`; '' for nothing. */
  readonly condition: string
  readonly queued: number
  readonly serving: number
}

/** All nodes once event `seq` has happened. `spans` are the run's faults. */
export function nodeStatuses(
  model: TraceModel,
  spans: readonly FaultSpan[],
  seq: number,
): NodeStatus[] {
  const conditions = conditionsAt(model, spans, seq)
  return model.header.topology.nodes.map((_node, place) =>
    statusOf(model, { place, seq, ails: conditions.get(place) }),
  )
}

/** One node, by its place, once event `seq` has happened: no more work for more nodes. */
export function nodeStatus(
  model: TraceModel,
  spans: readonly FaultSpan[],
  at: { readonly seq: number; readonly place: number },
): NodeStatus {
  const { seq, place } = at
  return statusOf(model, { place, seq, ails: conditionsAt(model, spans, seq).get(place) })
}

function statusOf(
  model: TraceModel,
  at: { readonly place: number; readonly seq: number; readonly ails: string[] | undefined },
): NodeStatus {
  const rows = rowsOf(model.ofNode, at.place)
  const event = rows[lastAtMost(rows, at.seq)] ?? -1
  const { status, how } = lifeOf(model, at.place, at.seq)
  return {
    status,
    condition: [how, ...(at.ails ?? [])].filter(Boolean).join(', '),
    queued: event < 0 ? 0 : Math.max(0, model.queues.queued[event]!),
    serving: event < 0 ? 0 : Math.max(0, model.queues.serving[event]!),
  }
}

function lifeOf(
  model: TraceModel,
  place: number,
  seq: number,
): { status: NodeStatus['status']; how: string } {
  if (rowsOf(model.ofNode, place).length === 0) return { status: 'down', how: '' }
  const turns = rowsOf(model.turns, place)
  const event = turns[lastAtMost(turns, seq)]
  if (event === undefined) return { status: 'down', how: words.status.down }
  const how = symbol(model, model.events.detail[event]!)
  switch (model.events.kind[event]) {
    case kinds.up:
      return { status: 'up', how: '' }
    case kinds.pause:
      return how === 'paused' ? { status: 'paused', how } : { status: 'up', how: '' }
    default:
      return { status: 'down', how }
  }
}

function conditionsAt(
  model: TraceModel,
  spans: readonly FaultSpan[],
  seq: number,
): Map<number, string[]> {
  const conditions = new Map<number, string[]>()
  const say = (name: string, text: string) => {
    for (const place of placesOf(model.header.topology, name)) {
      const known = conditions.get(place) ?? []
      if (!known.includes(text)) conditions.set(place, [...known, text])
    }
  }
  for (const { fault } of inForce(model, spans, seq))
    switch (fault.kind) {
      case 'slow':
        say(fault.target, words.condition.slow(fault.factor))
        break
      case 'partition':
        for (const group of smallerGroups(fault.groups))
          for (const name of group) say(name, words.condition.cut)
        break
      case 'cut':
        say(fault.to, words.condition.cut)
        break
      case 'hold':
        say(fault.to, words.condition.held)
        break
      case 'degrade':
        say(fault.to, words.condition.degraded)
        break
      case 'skew':
        say(fault.target, words.condition.skewed)
        break
      case 'disk':
        say(fault.target, words.condition.disk(fault.mode))
        break
      default:
    }
  return conditions
}

/** Every group but the largest: these are the ones that are cut off. */
function smallerGroups(groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const largest = groups.reduce(
    (best, group) => (group.length > best.length ? group : best),
    [] as readonly string[],
  )
  return groups.filter((group) => group !== largest)
}

/** The faults in force once event `seq` has happened. */
function inForce(
  model: TraceModel,
  spans: readonly FaultSpan[],
  seq: number,
): readonly FaultSpan[] {
  const now = seq < 0 ? 0 : model.events.at[Math.min(seq, model.length - 1)]!
  return spans.filter(
    ({ event, from, to }) => event >= 0 && event <= seq && from <= now && now < to,
  )
}

/** Whether messages from one node to another are cut at this moment, in either direction. */
export function cutPairs(
  model: TraceModel,
  spans: readonly FaultSpan[],
  seq: number,
): (a: number, b: number) => boolean {
  const { topology } = model.header
  const cuts = inForce(model, spans, seq).flatMap(({ fault }) => {
    if (fault.kind === 'cut' || fault.kind === 'hold')
      return [
        [new Set(placesOf(topology, fault.from)), new Set(placesOf(topology, fault.to))] as const,
      ]
    if (fault.kind !== 'partition') return []
    const groups = fault.groups.map(
      (names) => new Set(names.flatMap((name) => placesOf(topology, name))),
    )
    return groups.flatMap((group, index) =>
      groups.slice(index + 1).map((other) => [group, other] as const),
    )
  })
  return (a, b) =>
    cuts.some(([from, to]) => (from.has(a) && to.has(b)) || (from.has(b) && to.has(a)))
}
