/** One named measure with its series over time, and how it is fed and saved. */
import type { Micros } from '../clockwork/time.ts'
import { Counter, type CounterState } from './counter.ts'
import { Gauge, type GaugeState } from './gauge.ts'
import { Histogram, type HistogramState } from './histogram.ts'
import { Series, type SeriesState } from './series.ts'

/** How a measure was fed: `count`, `observe` or `gauge`. */
export type MeasureKind = 'counter' | 'histogram' | 'gauge'

/** One measure as plain data. */
export type MeasureState =
  | { name: string; kind: 'counter'; counter: CounterState; series: SeriesState }
  | { name: string; kind: 'histogram'; histogram: HistogramState; series: SeriesState }
  | {
      name: string
      kind: 'gauge'
      nodes: { node: string; gauge: GaugeState; series: SeriesState }[]
    }

/** A counter as it is held. */
export class CounterEntry {
  readonly kind = 'counter'
  readonly counter = new Counter()
  readonly series: Series
  /** The latest time at which it was fed since it was made or loaded. */
  latest: Micros = 0

  constructor(width: Micros) {
    this.series = new Series(width)
  }

  count(by: number, at: Micros): void {
    this.counter.add(by)
    this.series.add(at, by)
    if (at > this.latest) this.latest = at
  }
}

/** A histogram as it is held. */
export class HistogramEntry {
  readonly kind = 'histogram'
  readonly histogram = new Histogram()
  readonly series: Series
  /** The latest time at which it was fed since it was made or loaded. */
  latest: Micros = 0

  constructor(width: Micros) {
    this.series = new Series(width)
  }

  observe(value: number, at: Micros): void {
    this.histogram.record(value)
    this.series.add(at, value)
    if (at > this.latest) this.latest = at
  }
}

/** The gauges of all nodes that set them, as they are held. */
export class GaugeEntry {
  readonly kind = 'gauge'
  readonly nodes = new Map<string, { gauge: Gauge; series: Series }>()
  /** The latest time at which one was set since this was made or loaded. */
  latest: Micros = 0
  readonly #width: Micros

  constructor(width: Micros) {
    this.#width = width
  }

  set(node: string, value: number, at: Micros): void {
    let held = this.nodes.get(node)
    if (held === undefined) {
      held = { gauge: new Gauge(), series: new Series(this.#width) }
      this.nodes.set(node, held)
    }
    held.gauge.set(value, at)
    held.series.add(at, value)
    if (at > this.latest) this.latest = at
  }
}

/** Any measure as it is held. */
export type Entry = CounterEntry | HistogramEntry | GaugeEntry

/** A measure as plain data. */
export function savedEntry(name: string, entry: Entry): MeasureState {
  if (entry.kind === 'gauge') {
    const nodes = [...entry.nodes].map(([node, { gauge, series }]) => {
      return { node, gauge: gauge.save(), series: series.save() }
    })
    return { name, kind: 'gauge', nodes }
  }
  const series = entry.series.save()
  if (entry.kind === 'counter')
    return { name, kind: 'counter', counter: entry.counter.save(), series }
  return { name, kind: 'histogram', histogram: entry.histogram.save(), series }
}

/** The measure that {@link savedEntry} made plain; `width` is that of its first windows. */
export function loadedEntry(saved: MeasureState, width: Micros): Entry {
  if (saved.kind === 'gauge') {
    const entry = new GaugeEntry(width)
    for (const state of saved.nodes) {
      const held = { gauge: new Gauge(), series: new Series(width) }
      held.gauge.load(state.gauge)
      held.series.load(state.series)
      entry.nodes.set(state.node, held)
    }
    return entry
  }
  if (saved.kind === 'counter') {
    const entry = new CounterEntry(width)
    entry.counter.load(saved.counter)
    entry.series.load(saved.series)
    return entry
  }
  const entry = new HistogramEntry(width)
  entry.histogram.load(saved.histogram)
  entry.series.load(saved.series)
  return entry
}
