/**
 * The space-time diagram of a window: messages as slanted arrows, service as bars, those that are
 * down or paused. What it costs goes with the lines and columns that are drawn, not with the events.
 */
import { firstFrom } from './axis.ts'
import type { Axis, Stretch } from './axis.ts'
import { kinds } from './event-kinds.ts'
import { flightsAt } from './flights.ts'
import { lastAtMost, rowsOf } from './grouping.ts'
import type { Rows } from './lifeline-rows.ts'
import { symbol } from './trace-model.ts'
import type { TraceModel } from './trace-model.ts'
import { Ways } from './ways.ts'

/** A message: from row to row, `x` from 0 to 1 across the stretch (and beyond). */
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
  /** Whether it went through nodes that are hidden. */
  readonly isIndirect: boolean
}

/** A stretch of a row: being served, down, or paused. */
export interface Bar {
  readonly row: number
  readonly x1: number
  readonly x2: number
  readonly kind: 'service' | 'down' | 'paused'
}

/** See the file's header. */
export interface LifelinesView {
  readonly arrows: readonly Arrow[]
  readonly bars: readonly Bar[]
  /** Messages in the stretch between rows that are shown, as far as they were looked at. */
  readonly messages: number
  /** How many of them one drawn arrow stands for. */
  readonly every: number
}

/** What is drawn, and how much of it at most. */
export interface Window {
  readonly stretch: Stretch
  readonly rows: Rows
  /** The rows that are in sight, the second one not included. */
  readonly sight: readonly [from: number, to: number]
  /** At most so many messages. */
  readonly most: number
}

/** The diagram of a window. Of more messages than are drawn, an even choice is. */
export function lifelinesOf(model: TraceModel, axis: Axis, window: Window): LifelinesView {
  return { ...arrowsOf(model, axis, window), bars: barsOf(model, axis, window) }
}

function arrowsOf(
  model: TraceModel,
  axis: Axis,
  { stretch, rows, sight, most }: Window,
): Pick<LifelinesView, 'arrows' | 'messages' | 'every'> {
  const { flights, events } = model
  const { rowOf } = rows
  const width = stretch.to - stretch.from
  const x = (seq: number) => (axis.u[seq]! - stretch.from) / width
  const first = firstFrom(axis, stretch.from)
  const last = lastAtMost(axis.u, stretch.to)
  const before = first > 0 ? flightsAt(flights, first - 1) : []
  const begin = lastAtMost(flights.send, first - 1) + 1
  const end = lastAtMost(flights.send, last) + 1
  const messages = before.length + end - begin
  const every = Math.max(1, Math.ceil(messages / most))
  const ways = rows.hidden.length > 0 ? waysOf(model, rowOf) : null
  const arrows: Arrow[] = []
  const add = (flight: number) => {
    const send = flights.send[flight]!
    const ended = flights.end[flight]!
    const to = rowOf[events.peer[send]!] ?? -1
    const isHidden = (rowOf[events.node[send]!] ?? -1) < 0
    if (to < 0) return
    const origin = isHidden ? (ways?.origin(send) ?? -1) : send
    const from = origin < 0 ? -1 : (rowOf[events.node[origin]!] ?? -1)
    if (from < 0 || !isInSight(from, to, sight)) return
    const isLost = ended >= 0 && events.kind[ended] === kinds.drop
    arrows.push({
      x1: x(origin),
      x2: ended >= 0 ? x(ended) : 1.02,
      from,
      to,
      sender: events.node[origin]!,
      send: origin,
      shape: isLost ? 'lost' : model.isReply[send] ? 'reply' : 'request',
      isOpen: ended < 0,
      isIndirect: isHidden,
    })
  }
  for (let place = 0; place < messages; place += every)
    add(place < before.length ? before[place]! : begin + place - before.length)
  if (ways)
    // A way may lead out of the window before its last leg begins.
    for (let flight = end; flight < Math.min(flights.length, end + legsAhead); flight++) {
      const send = flights.send[flight]!
      const isHidden = (rowOf[events.node[send]!] ?? -1) < 0
      if (isHidden && ways.origin(send) <= last) add(flight)
    }
  return { arrows, messages, every }
}

/** So many messages after the window are looked at for ways that began in it. */
const legsAhead = 512

/** Whether any part of the way between two rows is in sight. */
function isInSight(from: number, to: number, [top, bottom]: Window['sight']): boolean {
  return Math.max(from, to) >= top && Math.min(from, to) < bottom
}

const knownWays = new WeakMap<Int32Array, Ways>()

/** What is known of ways through hidden nodes is good as long as the same ones are hidden. */
function waysOf(model: TraceModel, rowOf: Int32Array): Ways {
  let ways = knownWays.get(rowOf)
  if (!ways) {
    ways = new Ways(model, (place) => (rowOf[place] ?? -1) < 0)
    knownWays.set(rowOf, ways)
  }
  return ways
}

/** More events of a node than these in a window, and single services cannot be told apart. */
const servicesMax = 3000

function barsOf(model: TraceModel, axis: Axis, { stretch, rows, sight }: Window): Bar[] {
  const width = stretch.to - stretch.from
  const x = (seq: number) => (seq < 0 ? 1.02 : (axis.u[seq]! - stretch.from) / width)
  const first = firstFrom(axis, stretch.from)
  const last = lastAtMost(axis.u, stretch.to)
  const bars: Bar[] = []
  for (let row = Math.max(0, sight[0]); row < Math.min(sight[1], rows.rows.length); row++) {
    const { members } = rows.rows[row]!
    // The members of a group would hide each other; its queue is drawn instead.
    if (members.length > 1) continue
    const place = members[0]!
    const own = rowsOf(model.ofNode, place)
    const from = lastAtMost(own, first - 1) + 1
    const to = lastAtMost(own, last) + 1
    if (to - from <= servicesMax) {
      const serve = (seq: number) =>
        bars.push({ row, x1: x(seq), x2: x(endOf(model, seq)), kind: 'service' })
      for (const seq of servedAt(model, own, first)) serve(seq)
      for (let at = from; at < to; at++)
        if (model.events.kind[own[at]!] === kinds.serve) serve(own[at]!)
    }
    for (const bar of outages(model, place, x)) bars.push({ ...bar, row })
  }
  return bars
}

/** Where a service ended, done or lost; −1 while it goes on. */
function endOf(model: TraceModel, serve: number): number {
  return rowsOf(model.effects, serve)[0] ?? -1
}

/** Services that had begun at a node before event `first` and were not over. */
function servedAt(model: TraceModel, own: Int32Array, first: number): number[] {
  const found: number[] = []
  let row = lastAtMost(own, first - 1)
  const count = row < 0 ? 0 : model.queues.serving[own[row]!]!
  for (; row >= 0 && found.length < count; row--) {
    const seq = own[row]!
    if (model.events.kind[seq] !== kinds.serve) continue
    const end = endOf(model, seq)
    if (end < 0 || end >= first) found.push(seq)
  }
  return found
}

function outages(model: TraceModel, place: number, x: (seq: number) => number): Omit<Bar, 'row'>[] {
  const { kind, detail } = model.events
  const bars: Omit<Bar, 'row'>[] = []
  let since = -1
  let what: Bar['kind'] = 'down'
  const close = (seq: number) => {
    const bar = { x1: since < 0 ? 0 : x(since), x2: x(seq), kind: what }
    if (since >= 0 && bar.x2 > 0 && bar.x1 < 1) bars.push(bar)
    since = -1
  }
  for (const turn of rowsOf(model.turns, place)) {
    if (since >= 0) close(turn)
    const how = symbol(model, detail[turn]!)
    if (kind[turn] === kinds.down || how === 'paused') {
      since = turn
      what = kind[turn] === kinds.down ? 'down' : 'paused'
    }
  }
  if (since >= 0) close(-1)
  return bars
}

/** The arrow nearest to a point of the picture, within `reach` pixels; `undefined` for none. */
export function arrowAt(
  arrows: readonly Arrow[],
  point: { readonly x: number; readonly y: number },
  picture: {
    readonly width: number
    readonly reach: number
    readonly y: (row: number) => number
  },
): Arrow | undefined {
  let best: Arrow | undefined
  let nearest = picture.reach
  for (const arrow of arrows) {
    const ax = arrow.x1 * picture.width
    const ay = picture.y(arrow.from)
    const dx = arrow.x2 * picture.width - ax
    const dy = picture.y(arrow.to) - ay
    const length = dx * dx + dy * dy
    const share = length > 0 ? ((point.x - ax) * dx + (point.y - ay) * dy) / length : 0
    const at = Math.min(1, Math.max(0, share))
    const far = Math.hypot(ax + at * dx - point.x, ay + at * dy - point.y)
    if (far < nearest) {
      nearest = far
      best = arrow
    }
  }
  return best
}
