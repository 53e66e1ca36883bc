/** Why something took as long as it did: who was served first, what held it, what was waited for. */
import { words } from '../words/words.ts'
import { breakdownOf } from './breakdown.ts'
import { kinds } from './event-kinds.ts'
import { nameOf } from './event-line.ts'
import { placesOf } from './fault-spans.ts'
import type { FaultSpan } from './fault-spans.ts'
import { lastAtMost, rowsOf } from './grouping.ts'
import { messageBehind, messageStory } from './message-story.ts'
import { span } from './time-label.ts'
import { symbol } from './trace-model.ts'
import type { TraceModel } from './trace-model.ts'

/** A reason in words; `event` is where to look, −1 for nowhere. */
export interface Reason {
  readonly text: string
  readonly event: number
}

/** See the file's header. */
export interface Waiting {
  /** What was waited for, and how long. */
  readonly headline: string
  readonly reasons: readonly Reason[]
  /** Reasons beyond those listed. */
  readonly more: number
}

const mostReasons = 6
/** How far back a worker's present job is looked for, in events of the node. */
const lookBack = 20_000

/** Why the event had to wait; `null` where nothing can have. */
export function waitingAt(
  model: TraceModel,
  spans: readonly FaultSpan[],
  seq: number,
): Waiting | null {
  switch (model.events.kind[seq]) {
    case kinds.serve:
      return inLine(model, spans, seq)
    case kinds.finish:
      return inService(model, spans, seq)
    case kinds.deliver:
      return onItsWay(model, spans, seq)
    case kinds.timer:
      return forTimer(model, seq)
    case kinds.end:
      return whole(model, seq)
    default:
      return null
  }
}

function inLine(model: TraceModel, spans: readonly FaultSpan[], serve: number): Waiting {
  const { value, cause, node } = model.events
  const say = words.waiting
  const waited = value[serve]!
  if (waited <= 0) return told(say.servedAtOnce, [])
  const arrival = cause[serve]!
  const jobs = [
    ...inHand(model, arrival).map((job) => reason(model, job, say.inHand, serve)),
    ...servedBetween(model, arrival, serve).map((job) => reason(model, job, say.wentFirst, serve)),
  ]
  const ailing = ailments(model, spans, { place: node[serve]!, from: arrival, to: serve })
  return told(say.inLine(span(waited), jobs.length), [...ailing, ...jobs])
}

/** The services that had begun and not ended when an event happened at their node. */
export function inHand(model: TraceModel, seq: number): number[] {
  const rows = rowsOf(model.ofNode, model.events.node[seq]!)
  const found: number[] = []
  let left = model.queues.serving[seq]!
  const place = lastAtMost(rows, seq - 1)
  for (let at = place; at >= 0 && left > 0 && place - at < lookBack; at--) {
    const row = rows[at]!
    if (model.events.kind[row] !== kinds.serve || endOfService(model, row) <= seq) continue
    found.push(row)
    left--
  }
  return found.reverse()
}

/** The services that began at a request's node while it stood in line. */
export function servedBetween(model: TraceModel, arrival: number, serve: number): number[] {
  const rows = rowsOf(model.ofNode, model.events.node[serve]!)
  return [
    ...rows.subarray(lastAtMost(rows, arrival) + 1, Math.max(0, lastAtMost(rows, serve - 1) + 1)),
  ].filter((row) => model.events.kind[row] === kinds.serve)
}

/** The event that ended a service; later than all while none did. */
function endOfService(model: TraceModel, serve: number): number {
  return rowsOf(model.effects, serve)[0] ?? model.length
}

type SayJob = (type: string, from: string, took: string) => string

function reason(model: TraceModel, serve: number, say: SayJob, until: number): Reason {
  const { at, type, peer } = model.events
  const end = endOfService(model, serve)
  const stop = end < model.length ? at[end]! : at[until]!
  const from = nameAt(model, peer[serve]!)
  return { text: say(symbol(model, type[serve]!), from, span(stop - at[serve]!)), event: serve }
}

function inService(model: TraceModel, spans: readonly FaultSpan[], finish: number): Waiting {
  const { value, cause, node } = model.events
  const serve = cause[finish]!
  const ailing = ailments(model, spans, { place: node[finish]!, from: serve, to: finish })
  const line = serve >= 0 ? inLine(model, spans, serve) : null
  const before =
    line && model.events.value[serve]! > 0 ? [{ text: line.headline, event: serve }] : []
  return told(words.waiting.inService(span(value[finish]!)), [...ailing, ...before])
}

function onItsWay(model: TraceModel, spans: readonly FaultSpan[], deliver: number): Waiting | null {
  const say = words.waiting
  const send = messageBehind(model, deliver)
  const story = send < 0 ? null : messageStory(model, spans, send)
  const ending = story?.endings.find(({ event }) => event === deliver)
  if (!story || !ending) return null
  const reasons: Reason[] = []
  const fault = story.fault
  if (ending.held > 0)
    reasons.push({
      text: say.held(span(ending.held), fault?.label ?? story.rule),
      event: story.hold,
    })
  else if (fault) reasons.push({ text: say.changed(fault.label), event: fault.event })
  reasons.push(...ailments(model, spans, { place: story.to, from: send, to: deliver }, ['pause']))
  return told(say.onItsWay(span(ending.delay)), reasons)
}

function forTimer(model: TraceModel, timer: number): Waiting {
  const { value, cause } = model.events
  const set = cause[timer]!
  const reasons = set < 0 ? [] : [{ text: words.waiting.timerSet, event: set }]
  return told(words.waiting.timer(span(value[timer]!)), reasons)
}

function whole(model: TraceModel, end: number): Waiting | null {
  const found = breakdownOf(model, model.events.operation[end]!)
  if (!found || found.end !== end) return null
  const parts = [...found.parts].sort((a, b) => b.time - a.time || a.seq - b.seq)
  const reasons = parts.map(({ kind, time, seq }) => {
    const node = nameAt(model, model.events.node[seq]!)
    return { text: words.waiting.part[kind](span(time), node), event: seq }
  })
  return told(words.waiting.whole(span(found.total)), reasons)
}

/** Faults that made a node slow or stopped it within a stretch of the run. */
function ailments(
  model: TraceModel,
  spans: readonly FaultSpan[],
  at: { readonly place: number; readonly from: number; readonly to: number },
  among: readonly string[] = ['slow', 'pause'],
): Reason[] {
  const { events, header } = model
  const begin = events.at[Math.max(0, at.from)]!
  const end = events.at[at.to]!
  return spans.flatMap(({ fault, from, to, event, label }) =>
    event >= 0 &&
    among.includes(fault.kind) &&
    'target' in fault &&
    from <= end &&
    to > begin &&
    placesOf(header.topology, fault.target).includes(at.place)
      ? [{ text: words.waiting.ailing(label), event }]
      : [],
  )
}

function told(headline: string, reasons: readonly Reason[]): Waiting {
  const more = Math.max(0, reasons.length - mostReasons)
  return { headline, reasons: reasons.slice(0, mostReasons), more }
}

function nameAt(model: TraceModel, place: number): string {
  const node = model.header.topology.nodes[place]
  return node ? nameOf(node) : words.waiting.workload
}
