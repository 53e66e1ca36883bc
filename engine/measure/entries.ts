/** The measures of a run by name: how one comes into being, and keeps its kind. */
import { measuresMax } from '../clockwork/limits.ts'
import { quote } from '../clockwork/suggestion.ts'
import type { Micros } from '../clockwork/time.ts'
import {
  CounterEntry,
  GaugeEntry,
  HistogramEntry,
  loadedEntry,
  savedEntry,
  type Entry,
  type MeasureState,
} from './entry.ts'

/** The author's mistake with a measure: an unknown name, a wrong kind, a name that can't be one. */
export class MeasureError extends Error {
  override readonly name = 'MeasureError'
}

/** See the file's header. Names are admitted at the first use, not before. */
export class Entries {
  /** How wide the windows of a series are at first. */
  readonly width: Micros
  /** Grows when all entries are replaced by others; what was looked up before is stale then. */
  era = 0
  #byName = new Map<string, Entry>()
  /** The latest time of what was loaded. */
  #loaded: Micros = 0

  constructor(width: Micros) {
    this.width = width
  }

  /** The counter of that name, a new one if need be. @throws MeasureError for another's name */
  counter(name: string): CounterEntry {
    const entry = this.#byName.get(name)
    if (entry?.kind === 'counter') return entry
    return this.#admit(name, new CounterEntry(this.width), entry)
  }

  /** The histogram of that name, a new one if need be. @throws MeasureError for another's name */
  histogram(name: string): HistogramEntry {
    const entry = this.#byName.get(name)
    if (entry?.kind === 'histogram') return entry
    return this.#admit(name, new HistogramEntry(this.width), entry)
  }

  /** The gauge of that name, a new one if need be. @throws MeasureError for another's name */
  gauge(name: string): GaugeEntry {
    const entry = this.#byName.get(name)
    if (entry?.kind === 'gauge') return entry
    return this.#admit(name, new GaugeEntry(this.width), entry)
  }

  /** The measure of that name, of whatever kind; none is made. */
  get(name: string): Entry | undefined {
    return this.#byName.get(name)
  }

  /** The names of all measures, in the order of their characters' codes. */
  names(): string[] {
    return [...this.#byName.keys()].sort(byCode)
  }

  /** The latest time at which anything was measured. */
  get latest(): Micros {
    let latest = this.#loaded
    for (const entry of this.#byName.values()) latest = Math.max(latest, entry.latest)
    return latest
  }

  /** All measures as plain data, in the order of their first use. */
  save(): MeasureState[] {
    return [...this.#byName].map(([name, entry]) => savedEntry(name, entry))
  }

  /** Holds what `save` returned, and nothing else. */
  load(measures: readonly MeasureState[], latest: Micros): void {
    this.#loaded = latest
    this.#byName = new Map(measures.map((saved) => [saved.name, loadedEntry(saved, this.width)]))
    this.era++
  }

  /** Lets a new name in, or says why it can't be. */
  #admit<E extends Entry>(name: string, entry: E, taken: Entry | undefined): E {
    if (taken !== undefined) {
      throw new MeasureError(
        `measure ${quote(name)} is a ${taken.kind} and can't be used as a ${entry.kind}; ` +
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
    if (this.#byName.size >= measuresMax) {
      throw new MeasureError(
        `${quote(name)} would be measure number ${measuresMax + 1}; allowed are ` +
          `${measuresMax}: do not put ids into names`,
      )
    }
    this.#byName.set(name, entry)
    return entry
  }
}

/** Compares by the codes of characters, the same everywhere. */
export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
