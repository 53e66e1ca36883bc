/**
 * What runs along each line of the space-time diagram: how many wait there and how busy it is, and
 * where single events cannot be told apart, how many there are.
 */
import { firstFrom } from './axis.ts'
import type { Axis, Stretch } from './axis.ts'
import { groupBy, lastAtMost, rowsOf } from './grouping.ts'
import type { Grouping } from './grouping.ts'
import type { Rows } from './lifeline-rows.ts'
import { peakIn, peaksOf } from './peaks.ts'
import type { Peaks } from './peaks.ts'
import type { TraceModel } from './trace-model.ts'

/** A row's strip; a value per column, the largest that there was in it. */
export interface Strip {
  readonly row: number
  /** `null` where no member has a queue. */
  readonly queued: Float64Array | null
  /** The share of its workers that serve, 0 to 1. */
  readonly busy: Float64Array | null
  /** How many events there are; `null` where each can be seen. */
  readonly events: Float64Array | null
}

/** See the file's header. */
export interface Strips {
  readonly strips: readonly Strip[]
  /** The longest queue in the window, at any of the rows. */
  readonly mostQueued: number
  readonly mostEvents: number
}

/** More members than these, and a group's queue is not added up in every column. */
const membersMax = 64

/** The strips of the rows in sight. */
export function stripsOf(
  model: TraceModel,
  axis: Axis,
  window: {
    readonly stretch: Stretch
    readonly rows: Rows
    readonly sight: readonly [from: number, to: number]
    readonly columns: number
    /** Whether events are too many to be drawn one by one. */
    readonly isDense: boolean
  },
): Strips {
  const { rows, sight, columns, isDense } = window
  const edges = edgesOf(axis, window.stretch, columns)
  const strips: Strip[] = []
  let mostQueued = 0
  let mostEvents = 0
  for (let row = Math.max(0, sight[0]); row < Math.min(sight[1], rows.rows.length); row++) {
    const { members } = rows.rows[row]!
    const serving = members.filter((place) => model.header.topology.nodes[place]!.workers !== null)
    const isSummed = serving.length > 0 && serving.length <= membersMax
    const queued = isSummed ? new Float64Array(columns) : null
    const busy = isSummed ? new Float64Array(columns) : null
    if (queued && busy) for (const place of serving) addQueue(model, place, edges, { queued, busy })
    if (busy) {
      const workers = serving.reduce((sum, place) => sum + workersOf(model, place), 0)
      for (let column = 0; column < columns; column++)
        busy[column] = Math.min(1, busy[column]! / Math.max(1, workers))
    }
    const events = isDense ? density(rowsOf(eventsOf(model, rows), row), edges) : null
    if (queued) mostQueued = Math.max(mostQueued, ...queued)
    if (events) mostEvents = Math.max(mostEvents, ...events)
    strips.push({ row, queued, busy, events })
  }
  return { strips, mostQueued, mostEvents }
}

/** The first event of each column, and the one after the last. */
function edgesOf(axis: Axis, { from, to }: Stretch, columns: number): Int32Array {
  const edges = new Int32Array(columns + 1)
  for (let column = 0; column <= columns; column++)
    edges[column] = firstFrom(axis, from + (column / columns) * (to - from))
  return edges
}

function workersOf(model: TraceModel, place: number): number {
  return model.header.topology.nodes[place]!.workers ?? 0
}

/** Adds a node's longest queue and its busiest moment in each column. */
function addQueue(
  model: TraceModel,
  place: number,
  edges: Int32Array,
  to: { readonly queued: Float64Array; readonly busy: Float64Array },
): void {
  const own = rowsOf(model.ofNode, place)
  const { queued, serving } = peaksAt(model, place, own)
  let begin = lastAtMost(own, edges[0]! - 1) + 1
  for (let column = 0; column + 1 < edges.length; column++) {
    const end = endBefore(own, begin, edges[column + 1]!)
    // What was there when the column began counts too.
    const from = Math.max(0, begin - 1)
    to.queued[column]! += peakIn(queued, from, Math.max(end, begin > 0 ? from + 1 : 0))
    to.busy[column]! += peakIn(serving, from, Math.max(end, begin > 0 ? from + 1 : 0))
    begin = end
  }
}

/** The place of the first value from `begin` on that is at least `limit`: mostly a near one. */
function endBefore(own: Int32Array, begin: number, limit: number): number {
  let step = 1
  let low = begin
  while (low + step < own.length && own[low + step]! < limit) {
    low += step
    step *= 2
  }
  let high = Math.min(own.length, low + step)
  while (low < high) {
    const middle = (low + high) >>> 1
    if (own[middle]! < limit) low = middle + 1
    else high = middle
  }
  return low
}

function density(own: Int32Array, edges: Int32Array): Float64Array {
  const counts = new Float64Array(edges.length - 1)
  let begin = lastAtMost(own, edges[0]! - 1) + 1
  for (let column = 0; column < counts.length; column++) {
    const end = endBefore(own, begin, edges[column + 1]!)
    counts[column] = end - begin
    begin = end
  }
  return counts
}

interface NodePeaks {
  readonly queued: Peaks
  readonly serving: Peaks
}

const known = new WeakMap<TraceModel, Map<number, NodePeaks>>()

/** A node's pyramids; made when its row is first in sight. */
function peaksAt(model: TraceModel, place: number, own: Int32Array): NodePeaks {
  let ofRun = known.get(model)
  if (!ofRun) known.set(model, (ofRun = new Map()))
  let found = ofRun.get(place)
  if (!found) {
    const { queued, serving } = model.queues
    const waiting = new Int32Array(own.length)
    const served = new Int32Array(own.length)
    for (let at = 0; at < own.length; at++) {
      waiting[at] = queued[own[at]!]!
      served[at] = serving[own[at]!]!
    }
    found = { queued: peaksOf(waiting), serving: peaksOf(served) }
    ofRun.set(place, found)
  }
  return found
}

const grouped = new WeakMap<Rows, Grouping>()

/** The events of each row, in order; made once for a choice of rows. */
function eventsOf(model: TraceModel, rows: Rows): Grouping {
  let found = grouped.get(rows)
  if (!found) {
    const { node } = model.events
    const key = new Int32Array(model.length)
    for (let seq = 0; seq < model.length; seq++) key[seq] = rows.rowOf[node[seq]!] ?? -1
    found = groupBy(key, model.length, rows.rows.length)
    grouped.set(rows, found)
  }
  return found
}
