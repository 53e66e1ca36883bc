/** One named measure with its series over time, and how it is saved. */
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
export interface CounterEntry {
  kind: 'counter'
  counter: Counter
  series: Series
}

/** A histogram as it is held. */
export interface HistogramEntry {
  kind: 'histogram'
  histogram: Histogram
  series: Series
}

/** The gauges of all nodes that set them, as they are held. */
export interface GaugeEntry {
  kind: 'gauge'
  nodes: Map<string, { gauge: Gauge; series: Series }>
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

/** The measure that {@link savedEntry} made plain. */
export function loadedEntry(saved: MeasureState): Entry {
  if (saved.kind === 'gauge') {
    const nodes: GaugeEntry['nodes'] = new Map()
    for (const state of saved.nodes) {
      const held = { gauge: new Gauge(), series: new Series() }
      held.gauge.load(state.gauge)
      held.series.load(state.series)
      nodes.set(state.node, held)
    }
    return { kind: 'gauge', nodes }
  }
  const series = new Series()
  series.load(saved.series)
  if (saved.kind === 'counter') {
    const counter = new Counter()
    counter.load(saved.counter)
    return { kind: 'counter', counter, series }
  }
  const histogram = new Histogram()
  histogram.load(saved.histogram)
  return { kind: 'histogram', histogram, series }
}
