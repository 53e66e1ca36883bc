/**
 * The measures of a run: named counters, histograms and gauges, each with a series over time.
 *
 * A measure comes into being at its first use and keeps its kind. Everything is whole numbers or
 * plain sums in order of events, so the same run gives the same measures everywhere.
 */
import { measuresMax } from '../clockwork/limits.ts'
import { byNearness, quote, unknownName } from '../clockwork/suggestion.ts'
import type { Micros } from '../clockwork/time.ts'
import { Counter } from './counter.ts'
import {
  loadedEntry,
  savedEntry,
  type Entry,
  type MeasureKind,
  type MeasureState,
} from './entry.ts'
import { Gauge } from './gauge.ts'
import { Histogram } from './histogram.ts'
import { DEFAULT_WIDTH, Series } from './series.ts'
import { summaryOf, type MeasureSummary } from './summary.ts'

export type { MeasureKind, MeasureState } from './entry.ts'

/** What {@link Measures} hold, as plain data. */
export interface MeasuresState {
  now: Micros
  width: Micros
  measures: MeasureState[]
}

/** The author's mistake with a measure: an unknown name, a wrong kind, a name that can't be one. */
export class MeasureError extends Error {
  override readonly name = 'MeasureError'
}

/** All measures of one run, by name. */
export class Measures {
  readonly #width: Micros
  #entries = new Map<string, Entry>()
  #now: Micros = 0

  /** @param options.width of a window of the series at first, in µs (default 100 ms) */
  constructor(options: { width?: Micros } = {}) {
    this.#width = options.width ?? DEFAULT_WIDTH
    void new Series(this.#width) // refuses a wrong width now, not at the first use
  }

  /**
   * Adds `n` (a whole number, 0 or more) to the counter `name`.
   *
   * @throws MeasureError when the name is no name or belongs to another kind; RangeError when `n`
   * or `at` is out of range
   */
  count(name: string, n: number, at: Micros): void {
    let entry = this.#entries.get(name)
    if (entry?.kind !== 'counter') {
      this.#admit(name, 'counter', entry)
      entry = { kind: 'counter', counter: new Counter(), series: new Series(this.#width) }
      this.#entries.set(name, entry)
    }
    entry.counter.add(n)
    entry.series.add(at, n)
    if (at > this.#now) this.#now = at
  }

  /**
   * Records a value (µs, bytes, a length; rounded to a whole number) in the histogram `name`.
   *
   * @throws MeasureError when the name is no name or belongs to another kind; RangeError when
   * `value` or `at` is out of range
   */
  observe(name: string, value: number, at: Micros): void {
    let entry = this.#entries.get(name)
    if (entry?.kind !== 'histogram') {
      this.#admit(name, 'histogram', entry)
      entry = { kind: 'histogram', histogram: new Histogram(), series: new Series(this.#width) }
      this.#entries.set(name, entry)
    }
    entry.histogram.record(value)
    entry.series.add(at, value)
    if (at > this.#now) this.#now = at
  }

  /**
   * Sets the gauge `name` of a node to a value that stands until it is set again.
   *
   * @throws MeasureError when the name is no name or belongs to another kind; RangeError when
   * `value` is not finite or `at` lies before the last setting
   */
  gauge(name: string, node: string, value: number, at: Micros): void {
    let entry = this.#entries.get(name)
    if (entry?.kind !== 'gauge') {
      this.#admit(name, 'gauge', entry)
      entry = { kind: 'gauge', nodes: new Map() }
      this.#entries.set(name, entry)
    }
    let held = entry.nodes.get(node)
    if (held === undefined) {
      held = { gauge: new Gauge(), series: new Series(this.#width) }
      entry.nodes.set(node, held)
    }
    held.gauge.set(value, at)
    held.series.add(at, value)
    if (at > this.#now) this.#now = at
  }

  /** The names of all measures, in the order of their characters' codes. */
  names(): string[] {
    return [...this.#entries.keys()].sort(byCode)
  }

  /** Whether there is a measure of this name. */
  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /** What kind of measure a name is. @throws MeasureError when there is none of that name */
  kindOf(name: string): MeasureKind {
    return this.#find(name).kind
  }

  /** A counter. @throws MeasureError when there is none of that name */
  counter(name: string): Counter {
    return this.#findKind(name, 'counter').counter
  }

  /** A histogram. @throws MeasureError when there is none of that name */
  histogram(name: string): Histogram {
    return this.#findKind(name, 'histogram').histogram
  }

  /** The gauge of one node. @throws MeasureError when there is none of that name or node */
  gaugeOf(name: string, node: string): Gauge {
    return this.#findNode(name, node).gauge
  }

  /** The nodes that ever set the gauge `name`, in the order of their characters' codes. */
  nodesOf(name: string): string[] {
    return [...this.#findKind(name, 'gauge').nodes.keys()].sort(byCode)
  }

  /**
   * The series of a measure: what was added, observed or set in each window of time. For a gauge
   * each setting counts once, a window without one holds nothing; of one node, or without `node`
   * of all nodes together (a copy).
   *
   * @throws MeasureError when there is no such measure, or no such node
   */
  series(name: string, node?: string): Series {
    const entry = this.#find(name)
    if (entry.kind !== 'gauge') return entry.series
    if (node !== undefined) return this.#findNode(name, node).series
    const all = new Series(this.#width)
    for (const held of entry.nodes.values()) all.merge(held.series)
    return all
  }

  /**
   * All measures in numbers, sorted by name.
   *
   * @param until the end of the time that gauges are averaged over; by default the latest moment
   * at which anything was measured
   */
  summary(until: Micros = this.#now): Record<string, MeasureSummary> {
    return Object.fromEntries(
      this.names().map((name) => {
        const entry = this.#find(name)
        if (entry.kind !== 'gauge') {
          return [name, summaryOf(entry.kind === 'counter' ? entry.counter : entry.histogram)]
        }
        const gauges = this.nodesOf(name).map((node) => this.gaugeOf(name, node))
        return [name, summaryOf(gauges, until)]
      }),
    )
  }

  /** Everything as plain data. */
  save(): MeasuresState {
    const measures = [...this.#entries].map(([name, entry]) => savedEntry(name, entry))
    return { now: this.#now, width: this.#width, measures }
  }

  /**
   * Becomes what `save` returned; what was measured before is forgotten.
   *
   * @throws MeasureError when the state was saved with windows of another width
   */
  load(state: MeasuresState): void {
    if (state.width !== this.#width) {
      throw new MeasureError(
        `the saved series began with windows of ${state.width} µs, these begin with ` +
          `${this.#width} µs; make the measures with { width: ${state.width} }`,
      )
    }
    this.#now = state.now
    this.#entries = new Map()
    for (const saved of state.measures) this.#entries.set(saved.name, loadedEntry(saved))
  }

  /** Lets a new name in, or says why it can't be. */
  #admit(name: string, kind: MeasureKind, taken: Entry | undefined): void {
    if (taken !== undefined) {
      throw new MeasureError(
        `measure ${quote(name)} is a ${taken.kind} and can't be used as a ${kind}; ` +
          'give the other measure a name of its own',
      )
    }
    // Starting with a letter, a name is never taken for an array index, which would change the order.
    if (!/^[A-Za-z][A-Za-z0-9 _.:/#()+-]{0,99}$/.test(name)) {
      throw new MeasureError(
        `${quote(name)} can't name a measure; allowed are 1 to 100 letters, digits, spaces and ` +
          '_ . : / # ( ) + -, beginning with a letter',
      )
    }
    if (this.#entries.size >= measuresMax) {
      throw new MeasureError(
        `${quote(name)} would be measure number ${measuresMax + 1}; allowed are ` +
          `${measuresMax}: do not put ids into names`,
      )
    }
  }

  #find(name: string): Entry {
    const entry = this.#entries.get(name)
    if (entry === undefined) throw unknown('measure', name, byNearness(name, this.names()))
    return entry
  }

  #findKind<K extends MeasureKind>(name: string, kind: K): Extract<Entry, { kind: K }> {
    const entry = this.#find(name)
    if (entry.kind === kind) return entry as Extract<Entry, { kind: K }>
    const others = this.names().filter((other) => this.#find(other).kind === kind)
    throw new MeasureError(
      `measure ${quote(name)} is a ${entry.kind}, not a ${kind}; ` +
        (others.length === 0 ? `there are no ${kind}s` : `${kind}s are ${others.join(', ')}`),
    )
  }

  #findNode(name: string, node: string): { gauge: Gauge; series: Series } {
    const nodes = this.#findKind(name, 'gauge').nodes
    const held = nodes.get(node)
    if (held === undefined)
      throw unknown(`node with gauge ${quote(name)}`, node, this.nodesOf(name))
    return held
  }
}

function unknown(kind: string, value: string, allowed: string[]): MeasureError {
  const plural = kind === 'measure' ? 'measures' : 'nodes'
  return new MeasureError(unknownName({ kind, value, allowed, plural }))
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
