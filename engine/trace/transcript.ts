/**
 * A trace as short text that a person can read and argue with: one line an event, times in
 * seconds, messages with their content. Good for snapshots in tests and for pasting.
 */
import { formatTime } from '../clockwork/time.ts'
import type { Micros } from '../clockwork/time.ts'
import { eventKinds } from '../model/event.ts'
import type { EventKind } from '../model/event.ts'
import type { Trace } from './format.ts'

/** Which part of a trace to write. */
export interface TranscriptOptions {
  readonly from?: Micros | undefined
  readonly to?: Micros | undefined
  /** At most so many lines; what is left out is counted. Default 500. */
  readonly limit?: number | undefined
  /** Only these kinds. Default: all but `send` of messages that arrive, `serve` without a wait. */
  readonly kinds?: readonly EventKind[] | undefined
  /** Only events of these nodes, as node or peer. */
  readonly nodes?: readonly string[] | undefined
}

/** Writes a trace, or a part of it, as text. */
export function transcript(trace: Trace, options: TranscriptOptions = {}): string {
  const { events, header, footer } = trace
  const { spec } = header
  const { from = 0, to = Infinity, limit = 500 } = options
  const lines = [`${spec.scenario} ${spec.variant}, seed ${spec.seed}`]
  let shown = 0
  let left = 0
  for (let seq = 0; seq < events.length; seq++) {
    if (events.at[seq]! < from || events.at[seq]! > to || !wanted(trace, seq, options)) continue
    if (shown === limit) left++
    else {
      lines.push(describeEvent(trace, seq))
      shown++
    }
  }
  if (left > 0) lines.push(`… and ${left} more`)
  lines.push(`end at ${formatTime(footer.time)}, ${footer.events} events, ${footer.fingerprint}`)
  for (const { name, kind, result, reason } of footer.checks)
    lines.push(`${result} ${kind} "${name}": ${reason}`)
  return `${lines.join('\n')}\n`
}

function wanted(trace: Trace, seq: number, { kinds, nodes }: TranscriptOptions): boolean {
  const { events } = trace
  const kind = eventKinds[events.kind[seq]!]!
  if (kinds) {
    if (!kinds.includes(kind)) return false
    // A delivery says all that its sending said, and an immediate start all that its delivery did.
  } else if (
    (kind === 'send' && events.value[seq]! >= 0) ||
    (kind === 'serve' && events.value[seq] === 0)
  )
    return false
  if (!nodes) return true
  const { nodes: all } = trace.header.topology
  return [events.node[seq]!, events.peer[seq]!].some(
    (index) => index >= 0 && nodes.includes(all[index]!.id),
  )
}

/** One event as a line: `1.270000 s  #412  leaf-3 → root  hits {"hits":4}`. */
export function describeEvent(trace: Trace, seq: number): string {
  const { events, symbols, header } = trace
  const name = (index: number) => (index < 0 ? '' : header.topology.nodes[index]!.id)
  const symbol = (number: number) => (number < 0 ? '' : symbols[number]!)
  const kind = eventKinds[events.kind[seq]!]!
  const node = name(events.node[seq]!)
  const peer = name(events.peer[seq]!)
  const type = symbol(events.type[seq]!)
  const detail = symbol(events.detail[seq]!)
  const value = events.value[seq]!
  const content = contentOf(trace, seq)
  return `${formatTime(events.at[seq]!)}  #${seq}  ${say()}`

  function say(): string {
    switch (kind) {
      case 'arrive':
        return `${detail} asks ${node}: ${type}${content}`
      case 'send':
        return `${node} → ${peer}: ${type}${content}, ${value < 0 ? 'which will not arrive' : `${value} µs on the way`}`
      case 'deliver':
        return `${node} ← ${peer}: ${type}${content}`
      case 'drop':
        return `${type} from ${peer || 'the workload'} is lost at ${node}: ${detail}`
      case 'hold':
        return `${type} from ${node} to ${peer} is held back: ${detail}`
      case 'timer':
        return `${node} timer: ${type}${content}`
      case 'serve':
        return `${node} begins to serve ${type} of ${peer} after ${value} µs in line`
      case 'finish':
        return `${node} has served ${type} of ${peer} in ${value} µs`
      case 'begin':
        return `${node} begins ${type}`
      case 'end':
        return `${node} ends ${type} after ${value} µs: ${detail}${content}`
      case 'note':
        return `${node} notes: ${type}${content}`
      case 'fault':
        return `fault: ${type}${lasting(trace, value)}`
      case 'lift':
        return `lifted: ${type}`
      case 'up':
        return `${node} is up, ${detail}`
      case 'down':
        return `${node} is down, ${detail}${value >= 0 ? ` with code ${value}` : ''}`
      case 'pause':
        return `${node} is ${detail}`
      case 'signal':
        return `${node} gets signal ${type}`
      case 'write':
        return `${node} disk: ${type} ${detail}`
      case 'notice':
        return `${node} learns that ${peer} is ${detail}`
    }
  }
}

/** How long a fault of the plan lasts, which its event does not say. */
function lasting(trace: Trace, place: number): string {
  const span = trace.header.spec.faults[place]?.for
  return span === undefined ? '' : ` for ${span / 1e6} s`
}

/** The content of an event's message; a delivery has that of its sending. */
function contentOf(trace: Trace, seq: number): string {
  const { events } = trace
  const kind = eventKinds[events.kind[seq]!]!
  const source = kind === 'deliver' && events.cause[seq]! >= 0 ? events.cause[seq]! : seq
  const message = events.message(source)
  if (!message) return ''
  const wrapped = message as { data?: unknown; output?: unknown }
  const content = kind === 'note' ? wrapped.data : kind === 'end' ? wrapped.output : message
  const text = JSON.stringify(content)
  return ` ${text.length > 120 ? `${text.slice(0, 117)}…` : text}`
}
