/** The numbers of a chart over the visible stretch of the timeline. */
import { words } from '../words/words.ts'
import type { Grid } from './chart-grid.ts'
import type { ChartInfo } from './charts.ts'
import { firstAtLeast, lastAtMost } from './grouping.ts'
import { greatestEvent, greatestLevel, meanLevel } from './levels.ts'
import type { MeasureTrack } from './measure-track.ts'
import { quantileRow } from './quantiles.ts'
import type { TraceModel } from './trace-model.ts'

/** A point of a line; `x` from 0 to 1 across the stretch. */
export interface ChartPoint {
  readonly column: number
  readonly x: number
  readonly y: number
}

/** A line with its name. */
export interface ChartLine {
  readonly name: string
  readonly points: readonly ChartPoint[]
}

/** See the file's header; the first line is the one whose peaks are looked for. */
export interface ChartView {
  readonly lines: readonly ChartLine[]
  /** The greatest value. */
  readonly most: number
}

/** More kinds of error than these are summed up in one line. */
const mostErrors = 3
/** A rate is taken over no less than this part of what is seen, so that it is calm. */
const calm = 1 / 24

/** The lines of a chart. */
export function chartView(model: TraceModel, info: ChartInfo, grid: Grid): ChartView {
  const lines = linesOf(model, info, grid).filter(({ points }) => points.length > 0)
  const most = lines.reduce(
    (top, { points }) => points.reduce((high, { y }) => Math.max(high, y), top),
    0,
  )
  return { lines, most }
}

/** The event to look at for a column of a chart, such as the end of its slowest operation; −1: none. */
export function spikeOf(
  model: TraceModel,
  info: ChartInfo,
  { grid, column }: { readonly grid: Grid; readonly column: number },
): number {
  const { tracks } = model
  const { times, edges } = grid
  const from = edges[column]!
  const to = edges[column + 1]!
  switch (info.what) {
    case 'latency':
      return tracks.ok[slowestIn(model, from, to)] ?? -1
    case 'load':
      return tracks.ok[slowestIn(model, from, to)] ?? nextOf(tracks.begins, from)
    case 'errors':
      return nearestOf(Object.values(tracks.errors), { from, to })
    case 'queue':
      return greatestEvent(tracks.queued[info.of]!, times[column]!, times[column + 1]!)
    case 'busy':
      return greatestEvent(tracks.serving[info.of]!, times[column]!, times[column + 1]!)
    case 'measure':
      return from < model.length ? from : -1
  }
}

function slowestIn({ tracks }: TraceModel, from: number, to: number): number {
  const rows = { from: firstAtLeast(tracks.ok, from), to: firstAtLeast(tracks.ok, to) }
  return quantileRow(tracks.okTimes, { ...rows, q: 1 })
}

function nextOf(rows: Int32Array, from: number): number {
  return rows[firstAtLeast(rows, from)] ?? -1
}

/** The first event of a stretch, or the one nearest to it: a rate looks further than its column. */
function nearestOf(
  lists: readonly Int32Array[],
  { from, to }: { from: number; to: number },
): number {
  let best = { seq: -1, far: Infinity }
  for (const rows of lists) {
    const after = firstAtLeast(rows, from)
    for (const seq of [rows[after], rows[after - 1]]) {
      if (seq === undefined) continue
      const far = seq < from ? from - seq : Math.max(0, seq - to + 1)
      if (far < best.far || (far === best.far && seq < best.seq)) best = { seq, far }
    }
  }
  return best.seq
}

function linesOf(model: TraceModel, { what, of }: ChartInfo, grid: Grid): ChartLine[] {
  const { tracks } = model
  const say = words.charts
  switch (what) {
    case 'latency':
      return [quantileLine(model, grid, 0.99), quantileLine(model, grid, 0.5)]
    case 'load':
      return [
        { name: say.good, points: rates(model, tracks.ok, grid) },
        { name: say.asked, points: rates(model, tracks.begins, grid) },
      ]
    case 'errors':
      return errorLines(model, grid)
    case 'queue': {
      const levels = tracks.queued[of]
      if (!levels) return []
      return [{ name: say.waiting, points: each(grid, (a, b) => greatestLevel(levels, a, b)) }]
    }
    case 'busy': {
      const levels = tracks.serving[of]
      const workers = tracks.workers[of] || 1
      if (!levels) return []
      return [
        { name: say.busyShare, points: each(grid, (a, b) => meanLevel(levels, a, b) / workers) },
      ]
    }
    case 'measure': {
      const track = tracks.measures[of]
      return track ? measureLines(track, grid) : []
    }
  }
}

function quantileLine(
  { tracks, events }: TraceModel,
  { columns, edges }: Grid,
  q: number,
): ChartLine {
  const points: ChartPoint[] = []
  for (let column = 0; column < columns; column++) {
    const from = firstAtLeast(tracks.ok, edges[column]!)
    const to = firstAtLeast(tracks.ok, edges[column + 1]!)
    const row = quantileRow(tracks.okTimes, { from, to, q })
    if (row >= 0)
      points.push({ column, x: middle(column, columns), y: events.value[tracks.ok[row]!]! })
  }
  return { name: `p${q * 100}`, points }
}

function errorLines(model: TraceModel, grid: Grid): ChartLine[] {
  const from = grid.edges[0]!
  const to = grid.edges[grid.columns]!
  const counted = Object.entries(model.tracks.errors)
    .map(([name, rows]) => ({
      name,
      rows,
      count: firstAtLeast(rows, to) - firstAtLeast(rows, from),
    }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
  const shown = counted.length > mostErrors + 1 ? counted.slice(0, mostErrors) : counted
  const rest = counted.slice(shown.length).map(({ rows }) => rows)
  return [
    ...shown.map(({ name, rows }) => ({ name, points: rates(model, rows, grid) })),
    ...(rest.length > 0
      ? [
          {
            name: words.charts.others(rest.length),
            points: sums(rest.map((rows) => rates(model, rows, grid))),
          },
        ]
      : []),
  ]
}

function sums(lines: readonly (readonly ChartPoint[])[]): ChartPoint[] {
  return (lines[0] ?? []).map(({ column, x }, place) => ({
    column,
    x,
    y: lines.reduce((sum, points) => sum + points[place]!.y, 0),
  }))
}

/** Events a second around the middle of each column. */
function rates({ events, footer }: TraceModel, rows: Int32Array, grid: Grid): ChartPoint[] {
  const { times, columns } = grid
  const least = Math.max(1, (times[columns]! - times[0]!) * calm)
  return each(grid, (from, to) => {
    const width = Math.max(to - from, least)
    const start = Math.max(0, (from + to - width) / 2)
    const end = Math.min(footer.time + 1, start + width)
    const before = firstAtLeast(rows, firstAtLeast(events.at, start))
    const after = firstAtLeast(rows, firstAtLeast(events.at, end))
    return end > start ? ((after - before) / (end - start)) * 1e6 : 0
  })
}

function each({ columns, times }: Grid, value: (from: number, to: number) => number): ChartPoint[] {
  return Array.from({ length: columns }, (_one, column) => ({
    column,
    x: middle(column, columns),
    y: value(times[column]!, times[column + 1]!),
  }))
}

/** A measure by its windows; where several fall into a column, they are taken together. */
function measureLines(track: MeasureTrack, { columns, times }: Grid): ChartLine[] {
  const say = words.charts
  const means: ChartPoint[] = []
  const tops: ChartPoint[] = []
  for (let column = 0; column < columns; column++) {
    const from = times[column]!
    const to = times[column + 1]!
    const first = Math.max(0, lastAtMost(track.at, from))
    let count = 0
    let sum = 0
    let top = -Infinity
    let width = 0
    for (
      let place = first;
      place < track.at.length && track.at[place]! < Math.max(to, from + 1);
      place++
    ) {
      if (track.at[place]! + track.width <= from) continue
      count += track.count[place]!
      sum += track.sum[place]!
      top = Math.max(top, track.max[place]!)
      width += track.width
    }
    if (count === 0) continue
    const x = middle(column, columns)
    if (track.kind === 'counter') means.push({ column, x, y: (sum / width) * 1e6 })
    else {
      means.push({ column, x, y: sum / count })
      tops.push({ column, x, y: top })
    }
  }
  if (track.kind === 'counter') return [{ name: say.perSecond, points: means }]
  return [
    { name: say.most, points: tops },
    { name: say.mean, points: means },
  ]
}

function middle(column: number, columns: number): number {
  return (column + 0.5) / columns
}

/** The columns in which a line is at its highest around: at least half of the greatest value. */
export function peaksOf({ lines, most }: ChartView): readonly ChartPoint[] {
  const points = lines[0]?.points ?? []
  return points.filter(({ y }, place) => {
    const before = points[place - 1]?.y ?? -Infinity
    const after = points[place + 1]?.y ?? -Infinity
    return y >= most / 2 && y > 0 && y > before && y >= after
  })
}
