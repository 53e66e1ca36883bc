/**
 * Where two runs that should be the same are not: the first event that differs, or the first state.
 */
import { formatTime } from '../clockwork/time.ts'
import { eventKinds } from '../model/event.ts'
import type { EventCursor } from './event-cursor.ts'
import type { Trace } from './format.ts'
import type { Recording } from './recording.ts'
import { describeEvent } from './transcript.ts'

/** The first difference between two runs. */
export interface Divergence {
  /** The event at which it shows. */
  readonly seq: number
  readonly node: string
  /** The column of the event, a path into its message, or a path into the node's state. */
  readonly field: string
  readonly first: unknown
  readonly second: unknown
  /** In a sentence. */
  readonly sentence: string
}

const columns = [
  'at',
  'kind',
  'node',
  'peer',
  'type',
  'cause',
  'operation',
  'value',
  'detail',
] as const

/** The first event in which two traces differ, or `null`. */
export function compareTraces(first: Trace, second: Trace): Divergence | null {
  const length = Math.min(first.events.length, second.events.length)
  const here = first.events.cursor()
  const there = second.events.cursor()
  for (let seq = 0; here.next() && there.next(); seq++) {
    for (const column of columns) {
      const a = meaning(first, here, column)
      const b = meaning(second, there, column)
      if (!Object.is(a, b)) return divergence(first, second, seq, column, a, b)
    }
    const inner = firstDifference(here.message(), there.message(), 'message')
    if (inner) return divergence(first, second, seq, inner.path, inner.first, inner.second)
  }
  if (first.events.length === second.events.length) return null
  const longer = first.events.length > length ? first : second
  return {
    seq: length,
    node: nodeAt(longer, length),
    field: 'length',
    first: first.events.length,
    second: second.events.length,
    sentence: `one run ends after ${length} events; the other goes on with ${describeEvent(longer, length)}`,
  }
}

/**
 * The first difference between two recordings, states included: events first, and where all events
 * agree up to a checkpoint whose digests differ, the first state that differs there.
 */
export function compareRecordings(first: Recording, second: Recording): Divergence | null {
  const a = first.trace
  const b = second.trace
  const byEvent = compareTraces(a, b)
  const link = a.footer.chain.findIndex((digest, index) => digest !== b.footer.chain[index])
  if (link < 0) return byEvent
  // The link is at this event or later: a step with very many events makes one link only.
  const begin = Math.max(0, link * 1024 - 1023)
  const until = byEvent ? byEvent.seq - 1 : Math.min(a.events.length, b.events.length) - 1
  const there = second.views(begin)
  for (const { seq, nodes } of first.views(begin)) {
    const others = there.next().value?.nodes
    if (!others || seq > until) break
    for (let i = 0; i < nodes.length; i++) {
      const inner = firstDifference(nodes[i]!.state, others[i]!.state, 'state')
      if (!inner) continue
      const { id } = nodes[i]!
      return {
        seq,
        node: id,
        field: inner.path,
        first: inner.first,
        second: inner.second,
        sentence: `after event #${seq} at ${formatTime(a.events.at[seq]!)}, ${id} differs in ${inner.path}: ${JSON.stringify(inner.first)} here, ${JSON.stringify(inner.second)} there`,
      }
    }
  }
  return byEvent
}

function meaning(trace: Trace, event: EventCursor, column: (typeof columns)[number]): unknown {
  const value = event[column]
  switch (column) {
    case 'kind':
      return eventKinds[value]
    case 'node':
    case 'peer':
      return value < 0 ? '' : trace.header.topology.nodes[value]!.id
    case 'type':
    case 'detail':
      return value < 0 ? '' : trace.symbols[value]!
    default:
      return value
  }
}

function nodeAt(trace: Trace, seq: number): string {
  const node = trace.events.node[seq]!
  return node < 0 ? '' : trace.header.topology.nodes[node]!.id
}

function divergence(
  a: Trace,
  b: Trace,
  seq: number,
  field: string,
  first: unknown,
  second: unknown,
): Divergence {
  const node = nodeAt(a, seq)
  const show = (value: unknown) => JSON.stringify(value) ?? 'nothing'
  return {
    seq,
    node,
    field,
    first,
    second,
    sentence: `event #${seq} differs in ${field}: ${show(first)} here (${describeEvent(a, seq)}), ${show(second)} there (${describeEvent(b, seq)})`,
  }
}

/** The first place at which two plain values differ. */
function firstDifference(
  a: unknown,
  b: unknown,
  path: string,
): { path: string; first: unknown; second: unknown } | null {
  if (Object.is(a, b)) return null
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return { path, first: a, second: b }
  const left = a as { readonly [key: string]: unknown }
  const right = b as { readonly [key: string]: unknown }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  for (const key of keys) {
    const inner = firstDifference(
      left[key],
      right[key],
      Array.isArray(a) ? `${path}[${key}]` : `${path}.${key}`,
    )
    if (inner) return inner
  }
  return null
}
