/** A counter: how much of something happened. It only grows, and adds up exactly. */

/** What a {@link Counter} holds, as plain data. */
export interface CounterState {
  total: number
  events: number
}

/**
 * A total of whole numbers. Counters of several runs merge in any order to the same total.
 */
export class Counter {
  #total = 0
  #events = 0

  /** The sum of all that was added; 0 when nothing was. */
  get total(): number {
    return this.#total
  }

  /** How many times something was added. */
  get events(): number {
    return this.#events
  }

  /**
   * Adds `n`.
   *
   * @param n a whole number, 0 or more
   * @throws RangeError when `n` is negative, not whole, or takes the total past 2^53 - 1, where
   * whole numbers stop being exact
   */
  add(n = 1): void {
    const total = this.#total + n
    // False for NaN as well; what is whole and leads to a safe total is safe itself.
    const isCount = n >= 0 && n === Math.floor(n) && total <= Number.MAX_SAFE_INTEGER
    if (!isCount) throw refusal(n)
    this.#total = total
    this.#events++
  }

  /** Adds all that another counter counted. */
  merge(other: Counter): void {
    const total = this.#total + other.#total
    if (total > Number.MAX_SAFE_INTEGER) throw refusal(other.#total)
    this.#total = total
    this.#events += other.#events
  }

  /** The counter as plain data. */
  save(): CounterState {
    return { total: this.#total, events: this.#events }
  }

  /** Becomes what `save` returned. */
  load(state: CounterState): void {
    this.#total = state.total
    this.#events = state.events
  }
}

function refusal(n: number): RangeError {
  return new RangeError(
    `a counter can't grow by ${n}; allowed are whole numbers from 0 up to a total of 2^53 - 1; ` +
      'observe a value that is not a count, or set a gauge to one that falls',
  )
}
