/**
 * A measure looked up once, for those who feed it often. Holding one makes no measure: that comes
 * into being at its first use, as if it had been named then.
 */
import type { Micros } from '../clockwork/time.ts'
import type { Entries } from './entries.ts'
import type { CounterEntry, HistogramEntry } from './entry.ts'

/** Adds to one counter; see `Measures.tally`. */
export class Tally {
  readonly #entries: Entries
  readonly #name: string
  #entry: CounterEntry | null = null
  #era = 0

  constructor(entries: Entries, name: string) {
    this.#entries = entries
    this.#name = name
  }

  /**
   * Adds `by`, a whole number, 0 or more, at a time in µs.
   *
   * @throws MeasureError when the name is no name or belongs to another kind; RangeError when `by`
   * or `at` is out of range
   */
  count(by: number, at: Micros): void {
    let entry = this.#entry
    if (entry === null || this.#era !== this.#entries.era) entry = this.#find()
    entry.count(by, at)
  }

  #find(): CounterEntry {
    this.#era = this.#entries.era
    return (this.#entry = this.#entries.counter(this.#name))
  }
}

/** Records values in one histogram; see `Measures.observer`. */
export class Observer {
  readonly #entries: Entries
  readonly #name: string
  #entry: HistogramEntry | null = null
  #era = 0

  constructor(entries: Entries, name: string) {
    this.#entries = entries
    this.#name = name
  }

  /**
   * Records a value (µs, bytes, a length; rounded to a whole number) at a time in µs.
   *
   * @throws MeasureError when the name is no name or belongs to another kind; RangeError when
   * `value` or `at` is out of range
   */
  observe(value: number, at: Micros): void {
    let entry = this.#entry
    if (entry === null || this.#era !== this.#entries.era) entry = this.#find()
    entry.observe(value, at)
  }

  #find(): HistogramEntry {
    this.#era = this.#entries.era
    return (this.#entry = this.#entries.histogram(this.#name))
  }
}
