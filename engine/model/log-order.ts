/**
 * Records put in order of time within a window, with bounded memory. Real logs are written when a
 * request ends or a buffer is flushed, so their lines step back in time.
 */
import { logLimits } from '../clockwork/limits.ts'
import { EventQueue } from '../clockwork/queue.ts'
import { formatTime, type Micros } from '../clockwork/time.ts'

/** What waits: a record's time, its line and how much memory that line takes. */
export interface Waiting {
  time: Micros
  line: number
  length: number
}

/**
 * A buffer that gives records back in order of time, lines of the same time in their order.
 * A record leaves once one arrived that is a whole window later, or when the buffer is full.
 */
export class LogOrder<T extends Waiting> {
  readonly #window: Micros
  readonly #waiting = new EventQueue()
  #latest: { time: Micros; line: number } | undefined
  #previous: Micros = 0 // the time of the record that arrived last
  #left: Micros = 0 // the time of the record that left last
  #characters = 0
  #stepsBack = 0
  #reordered = 0
  #furthestBack: Micros = 0

  /** @param window how far back a record may stand, in µs */
  constructor(window: Micros) {
    this.#window = window
  }

  /** How many records are earlier than the one that arrived before them. */
  get stepsBack(): number {
    return this.#stepsBack
  }

  /** How many records arrived behind a later one. */
  get reordered(): number {
    return this.#reordered
  }

  /** The furthest that a record stood behind a later one, in µs. */
  get furthestBack(): Micros {
    return this.#furthestBack
  }

  /** Takes a record in, or says why it comes too late. */
  push(record: T): string | undefined {
    const latest = this.#latest
    if (latest !== undefined && record.time < latest.time) {
      const back = latest.time - record.time
      if (back > this.#window || record.time < this.#left) {
        return (
          `the record lies ${formatTime(back)} before line ${latest.line}; expected at most ` +
          (back > this.#window
            ? `the sort window of ${formatTime(this.#window)}`
            : `what a buffer of ${logLimits.waitingRecords} records can put in order`)
        )
      }
      this.#reordered++
      if (back > this.#furthestBack) this.#furthestBack = back
    } else {
      this.#latest = { time: record.time, line: record.line }
    }
    if (record.time < this.#previous) this.#stepsBack++
    this.#previous = record.time
    this.#characters += record.length
    this.#waiting.push(record.time, 0, 0, record)
    return undefined
  }

  /** The records whose turn has come. */
  *ready(): Generator<T, void, undefined> {
    if (this.#latest === undefined) return
    const due = this.#latest.time - this.#window
    while (
      this.#waiting.peekTime() <= due ||
      this.#waiting.size > logLimits.waitingRecords ||
      this.#characters > logLimits.waitingCharacters
    ) {
      const record = this.#pop()
      if (record === undefined) return
      yield record
    }
  }

  /** All that still waits. */
  *rest(): Generator<T, void, undefined> {
    for (let record = this.#pop(); record !== undefined; record = this.#pop()) yield record
  }

  #pop(): T | undefined {
    if (!this.#waiting.pop()) return undefined
    const record = this.#waiting.payload as T
    this.#left = record.time
    this.#characters -= record.length
    return record
  }
}
