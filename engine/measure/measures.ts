/**
 * The measures of a run: named counters, histograms and gauges, each with a series over time.
 *
 * A measure comes into being at its first use and keeps its kind. Everything is whole numbers or
 * plain sums in order of events, so the same run gives the same measures everywhere.
 */
import { byNearness, quote, unknownName } from '../clockwork/suggestion.ts'
import type { Micros } from '../clockwork/time.ts'
import type { Counter } from './counter.ts'
import { byCode, Entries, MeasureError } from './entries.ts'
import type { Entry, MeasureKind, MeasureState } from './entry.ts'
import type { Gauge } from './gauge.ts'
import { Observer, Tally } from './handle.ts'
import type { Histogram } from './histogram.ts'
import { DEFAULT_WIDTH, Series } from './series.ts'
import { summaryOf, type MeasureSummary } from './summary.ts'

export { MeasureError } from './entries.ts'
export type { MeasureKind, MeasureState } from './entry.ts'

/** What {@link Measures} hold, as plain data. */
export interface MeasuresState {
  now: Micros
  width: Micros
  measures: MeasureState[]
}

/** All measures of one run, by name. */
export class Measures {
  readonly #entries: Entries

  /** @param options.width of a window of the series at first, in µs (default 100 ms) */
  constructor(options: { width?: Micros } = {}) {
    const width = options.width ?? DEFAULT_WIDTH
    void new Series(width) // refuses a wrong width now, not at the first use
    this.#entries = new Entries(width)
  }

  /**
   * Adds `n` (a whole number, 0 or more) to the counter `name`.
   *
   * @throws MeasureError when the name is no name or belongs to another kind; RangeError when `n`
   * or `at` is out of range
   */
  count(name: string, n: number, at: Micros): void {
    this.#entries.counter(name).count(n, at)
  }

  /**
   * Records a value (µs, bytes, a length; rounded to a whole number) in the histogram `name`.
   *
   * @throws MeasureError when the name is no name or belongs to another kind; RangeError when
   * `value` or `at` is out of range
   */
  observe(name: string, value: number, at: Micros): void {
    this.#entries.histogram(name).observe(value, at)
  }

  /**
   * Sets the gauge `name` of a node to a value that stands until it is set again.
   *
   * @throws MeasureError when the name is no name or belongs to another kind; RangeError when
   * `value` is not finite or `at` lies before the last setting
   */
  gauge(name: string, node: string, value: number, at: Micros): void {
    this.#entries.gauge(name).set(node, value, at)
  }

  /**
   * The counter `name` for those who add to it often: looked up once, the same as `count` with its
   * name each time. It makes no measure before its first use, and stays valid after a `load`.
   */
  tally(name: string): Tally {
    return new Tally(this.#entries, name)
  }

  /** The histogram `name` for those who observe often; what {@link Measures.tally} is to `count`. */
  observer(name: string): Observer {
    return new Observer(this.#entries, name)
  }

  /** The names of all measures, in the order of their characters' codes. */
  names(): string[] {
    return this.#entries.names()
  }

  /** Whether there is a measure of this name. */
  has(name: string): boolean {
    return this.#entries.get(name) !== undefined
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
    const all = new Series(this.#entries.width)
    for (const held of entry.nodes.values()) all.merge(held.series)
    return all
  }

  /**
   * All measures in numbers, sorted by name.
   *
   * @param until the end of the time that gauges are averaged over; by default the latest moment
   * at which anything was measured
   */
  summary(until: Micros = this.#entries.latest): Record<string, MeasureSummary> {
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
    const { latest, width } = this.#entries
    return { now: latest, width, measures: this.#entries.save() }
  }

  /**
   * Becomes what `save` returned; what was measured before is forgotten.
   *
   * @throws MeasureError when the state was saved with windows of another width
   */
  load(state: MeasuresState): void {
    const { width } = this.#entries
    if (state.width !== width) {
      throw new MeasureError(
        `the saved series began with windows of ${state.width} µs, these begin with ` +
          `${width} µs; make the measures with { width: ${state.width} }`,
      )
    }
    this.#entries.load(state.measures, state.now)
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
