/** The space-time diagram: a line per node, messages as slanted arrows, service as bars. */
import type { Axis, Stretch } from './axis.ts'
import { nameOf } from './event-line.ts'
import { kinds } from './event-kinds.ts'
import { flightsAt } from './flights.ts'
import { lastAtMost, rowsOf } from './grouping.ts'
import { firstFrom } from './latency.ts'
import type { TopologyView } from './topology.ts'
import { symbol } from './trace-model.ts'
import type { TraceModel } from './trace-model.ts'

/** A line: a node, or a folded role. */
export interface Lane {
  readonly label: string
  readonly members: readonly number[]
}

/** A message: from lane to lane, `x` from 0 to 1 across the stretch (and beyond). */
export interface Arrow {
  readonly x1: number
  readonly x2: number
  readonly from: number
  readonly to: number
  readonly sender: number
  readonly send: number
  readonly shape: 'request' | 'reply' | 'lost'
  /** Whether it is still under way when the run ends. */
  readonly isOpen: boolean
}

/** A stretch of a lane: being served, down, or paused. */
export interface Bar {
  readonly lane: number
  readonly x1: number
  readonly x2: number
  readonly kind: 'service' | 'down' | 'paused'
}

/** See the file's header. */
export interface LifelinesView {
  readonly arrows: readonly Arrow[]
  readonly bars: readonly Bar[]
  /** Messages in the stretch, drawn or not. */
  readonly messages: number
}

/** The lanes of a picture: its spots, in its order. */
export function lanesOf(view: TopologyView): readonly Lane[] {
  return view.spots.map(({ label, role, members, isFolded }) => ({
    label: isFolded ? `${label} ×${members.length}` : nameOf({ label, role }),
    members,
  }))
}

/** The diagram of a stretch, with at most `most` messages, spread evenly. */
export function lifelinesOf(
  model: TraceModel,
  axis: Axis,
  options: { readonly stretch: Stretch; readonly laneOf: Int32Array; readonly most: number },
): LifelinesView {
  const { stretch, laneOf, most } = options
  const { flights, events } = model
  const width = stretch.to - stretch.from
  const x = (seq: number) => (axis.u[seq]! - stretch.from) / width
  const first = firstFrom(axis, stretch.from)
  const past = firstFrom(axis, stretch.to, true)
  // Those under way, and then those sent in the stretch: so many, however few of them are drawn.
  const before = first > 0 ? flightsAt(flights, first - 1) : []
  const begin = lastAtMost(flights.send, first - 1) + 1
  const messages = before.length + lastAtMost(flights.send, past - 1) + 1 - begin
  const every = Math.max(1, Math.ceil(messages / most))
  const arrows: Arrow[] = []
  for (let place = 0; place < messages; place += every) {
    const flight = before[place] ?? begin + place - before.length
    const send = flights.send[flight]!
    const end = flights.end[flight]!
    const from = laneOf[events.node[send]!] ?? -1
    const to = laneOf[events.peer[send]!] ?? -1
    if (from < 0 || to < 0) continue
    const isLost = end >= 0 && events.kind[end] === kinds.drop
    arrows.push({
      x1: x(send),
      x2: end >= 0 ? x(end) : 1.02,
      from,
      to,
      sender: events.node[send]!,
      send,
      shape: isLost ? 'lost' : model.isReply[send] ? 'reply' : 'request',
      isOpen: end < 0,
    })
  }
  return { arrows, bars: barsOf(model, axis, { stretch, laneOf, most }), messages }
}

function barsOf(
  model: TraceModel,
  axis: Axis,
  options: { readonly stretch: Stretch; readonly laneOf: Int32Array; readonly most: number },
): Bar[] {
  const { stretch, laneOf, most } = options
  const { node } = model.events
  const width = stretch.to - stretch.from
  const x = (seq: number) => (seq < 0 ? 1.02 : (axis.u[seq]! - stretch.from) / width)
  const first = firstFrom(axis, stretch.from)
  const serves = rowsOf(model.ofKind, kinds.serve)
  const bars: Bar[] = []
  const serve = (seq: number) =>
    bars.push({ lane: laneOf[node[seq]!]!, x1: x(seq), x2: x(endOf(model, seq)), kind: 'service' })
  model.header.topology.nodes.forEach((_node, place) => {
    for (const seq of servedAt(model, place, first)) serve(seq)
  })
  for (let row = lastAtMost(serves, first - 1) + 1; row < serves.length; row++) {
    if (axis.u[serves[row]!]! > stretch.to || bars.length >= most) break
    serve(serves[row]!)
  }
  model.header.topology.nodes.forEach((_node, place) => {
    bars.push(...outages(model, { place, lane: laneOf[place]! }, x))
  })
  return bars
}

/** Where a service ended, done or lost; −1 while it goes on. */
function endOf(model: TraceModel, serve: number): number {
  return rowsOf(model.effects, serve)[0] ?? -1
}

/** Services that had begun at a node before event `first` and were not over. */
function servedAt(model: TraceModel, place: number, first: number): number[] {
  const rows = rowsOf(model.ofNode, place)
  const found: number[] = []
  let row = lastAtMost(rows, first - 1)
  const count = row < 0 ? 0 : model.queues.serving[rows[row]!]!
  for (; row >= 0 && found.length < count; row--) {
    const seq = rows[row]!
    if (model.events.kind[seq] !== kinds.serve) continue
    const end = endOf(model, seq)
    if (end < 0 || end >= first) found.push(seq)
  }
  return found
}

function outages(
  model: TraceModel,
  line: { place: number; lane: number },
  x: (seq: number) => number,
): Bar[] {
  const { kind, detail } = model.events
  const bars: Bar[] = []
  let since = -1
  let what: Bar['kind'] = 'down'
  const close = (seq: number) => {
    const bar: Bar = { lane: line.lane, x1: since < 0 ? 0 : x(since), x2: x(seq), kind: what }
    if (since >= 0 && bar.x2 > 0 && bar.x1 < 1) bars.push(bar)
    since = -1
  }
  for (const row of rowsOf(model.turns, line.place)) {
    if (since >= 0) close(row)
    const how = symbol(model, detail[row]!)
    if (kind[row] === kinds.down || how === 'paused') {
      since = row
      what = kind[row] === kinds.down ? 'down' : 'paused'
    }
  }
  if (since >= 0) close(-1)
  return bars
}
