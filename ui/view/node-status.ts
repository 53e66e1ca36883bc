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
  return model.header.topology.nodes.map((_node, place) => {
    const rows = rowsOf(model.ofNode, place)
    const last = lastAtMost(rows, seq)
    const { status, how } = lifeOf(model, rows, last)
    const event = last < 0 ? -1 : rows[last]!
    return {
      status,
      condition: [how, ...(conditions.get(place) ?? [])].filter(Boolean).join(', '),
      queued: event < 0 ? 0 : Math.max(0, model.queues.queued[event]!),
      serving: event < 0 ? 0 : Math.max(0, model.queues.serving[event]!),
    }
  })
}

const lives = new WeakMap<TraceModel, Map<number, Int32Array>>()

/** Rows of a node at which it came up, went down, or was paused; found once per run. */
function turnsOf(model: TraceModel, rows: Int32Array): Int32Array {
  const known = lives.get(model) ?? new Map<number, Int32Array>()
  lives.set(model, known)
  const key = rows.byteOffset
  const found =
    known.get(key) ??
    rows.filter((row) => {
      const kind = model.events.kind[row]
      return kind === kinds.up || kind === kinds.down || kind === kinds.pause
    })
  known.set(key, found)
  return found
}

function lifeOf(
  model: TraceModel,
  rows: Int32Array,
  last: number,
): { status: NodeStatus['status']; how: string } {
  if (rows.length === 0) return { status: 'down', how: '' }
  const turns = turnsOf(model, rows)
  const turn = last < 0 ? -1 : lastAtMost(turns, rows[last]!)
  if (turn < 0) return { status: 'down', how: words.status.down }
  const event = turns[turn]!
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
