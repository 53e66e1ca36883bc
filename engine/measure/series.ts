/**
 * A series: what happened in each window of time, at a bounded size. When a run outlasts the
 * windows, neighbours are merged in pairs and all windows become twice as wide; which values fall
 * together depends on times only, never on the order of arrival.
 */
import type { Micros } from '../clockwork/time.ts'

/** A window is this wide at first unless told otherwise: 100 ms. */
export const DEFAULT_WIDTH: Micros = 100_000
/** A series never has more windows than this. */
export const WINDOW_LIMIT = 4_096

/** What happened in one window that starts at `at` (included) and is as wide as the series says. */
export interface Window {
  at: Micros
  count: number
  sum: number
  min: number
  max: number
}

/** What a {@link Series} holds, as plain data. */
export interface SeriesState {
  width: Micros
  windows: [index: number, count: number, sum: number, min: number, max: number][]
}

/** Count, sum, least and greatest of values per window of time, from time 0 on. */
export class Series {
  #width: Micros
  #used = 0 // windows from 0 up to the last one that holds a value
  #counts = new Float64Array(16)
  #sums = new Float64Array(16)
  #mins = new Float64Array(16)
  #maxs = new Float64Array(16)

  /**
   * @param width of a window at first, a whole number of µs, 1 or more
   * @throws RangeError when it is not
   */
  constructor(width: Micros = DEFAULT_WIDTH) {
    if (!Number.isSafeInteger(width) || width < 1) {
      throw new RangeError(`a window can't be ${width} µs wide; allowed are whole µs, 1 or more`)
    }
    this.#width = width
  }

  /** How wide the windows are now: the first width, doubled as often as it was needed. */
  get width(): Micros {
    return this.#width
  }

  /**
   * Adds a value at a time. Times may come in any order.
   *
   * @throws RangeError when the time is negative or not a whole number, or the value not finite
   */
  add(at: Micros, value: number): void {
    if (!(at >= 0) || !Number.isSafeInteger(at)) {
      throw new RangeError(`a series has no time ${at}; allowed are whole µs from 0 to 2^53 - 1`)
    }
    if (!Number.isFinite(value)) {
      throw new RangeError(`a series can't take ${value}; allowed are finite numbers`)
    }
    this.#put(this.#indexOf(at), 1, value, value, value)
  }

  /** The windows that hold anything, in order of time. */
  windows(): Window[] {
    const windows: Window[] = []
    for (let index = 0; index < this.#used; index++) {
      const count = this.#counts[index]!
      if (count === 0) continue
      windows.push({
        at: index * this.#width,
        count,
        sum: this.#sums[index]!,
        min: this.#mins[index]!,
        max: this.#maxs[index]!,
      })
    }
    return windows
  }

  /**
   * Adds all that another series holds; the result is as wide as the wider of the two.
   *
   * @throws RangeError when one width is not the other one doubled a number of times
   */
  merge(other: Series): void {
    const [narrow, wide] = [
      Math.min(this.#width, other.#width),
      Math.max(this.#width, other.#width),
    ]
    let reached = narrow
    while (reached < wide) reached *= 2
    if (reached !== wide) {
      throw new RangeError(
        `can't merge windows of ${this.#width} µs and ${other.#width} µs; ` +
          'one must be the other doubled: start both with the same width',
      )
    }
    while (this.#width < wide) this.#widen()
    for (const { at, count, sum, min, max } of other.windows()) {
      this.#put(this.#indexOf(at), count, sum, min, max)
    }
  }

  /** The series as plain data. */
  save(): SeriesState {
    const windows = this.windows().map(({ at, count, sum, min, max }) => {
      return [at / this.#width, count, sum, min, max] satisfies SeriesState['windows'][number]
    })
    return { width: this.#width, windows }
  }

  /** Becomes what `save` returned. */
  load(state: SeriesState): void {
    this.#width = state.width
    this.#counts.fill(0)
    this.#used = 0
    for (const [index, count, sum, min, max] of state.windows)
      this.#put(index, count, sum, min, max)
  }

  /** The window of a time, after widening until it is one of those that may exist. */
  #indexOf(at: Micros): number {
    while (at >= this.#width * WINDOW_LIMIT) this.#widen()
    return Math.floor(at / this.#width)
  }

  #put(index: number, count: number, sum: number, min: number, max: number): void {
    if (index >= this.#counts.length) this.#grow(index + 1)
    if (index >= this.#used) this.#used = index + 1
    if (this.#counts[index] === 0) {
      this.#counts[index] = count
      this.#sums[index] = sum
      this.#mins[index] = min
      this.#maxs[index] = max
      return
    }
    this.#counts[index]! += count
    this.#sums[index]! += sum
    if (min < this.#mins[index]!) this.#mins[index] = min
    if (max > this.#maxs[index]!) this.#maxs[index] = max
  }

  #widen(): void {
    const before = this.windows()
    this.#counts.fill(0)
    this.#used = 0
    this.#width *= 2
    for (const { at, count, sum, min, max } of before) {
      this.#put(Math.floor(at / this.#width), count, sum, min, max)
    }
  }

  #grow(length: number): void {
    let size = this.#counts.length
    while (size < length) size *= 2
    this.#counts = grown(this.#counts, size)
    this.#sums = grown(this.#sums, size)
    this.#mins = grown(this.#mins, size)
    this.#maxs = grown(this.#maxs, size)
  }
}

function grown(column: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(size)
  larger.set(column)
  return larger
}
