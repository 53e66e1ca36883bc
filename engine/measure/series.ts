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

// The four numbers of a window lie side by side: count, sum, least, greatest.
const SIZE = 4

/** Count, sum, least and greatest of values per window of time, from time 0 on. */
export class Series {
  #width: Micros
  #used = 0 // windows from 0 up to the last one that holds a value
  #cells = new Float64Array(16 * SIZE)
  // The window that the last value fell into: most often the next one does, too. At first none.
  #from: Micros = 0
  #to: Micros = 0
  #place = 0

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
    if (at !== Math.floor(at)) throw noTime(at)
    if (value - value !== 0) throw noValue(value) // only NaN and the infinities
    if (!(at >= this.#from && at < this.#to)) this.#enter(at)
    const cells = this.#cells
    const place = this.#place
    cells[place]! += 1
    cells[place + 1]! += value
    if (value < cells[place + 2]!) cells[place + 2] = value
    if (value > cells[place + 3]!) cells[place + 3] = value
  }

  /** The windows that hold anything, in order of time. */
  windows(): Window[] {
    const windows: Window[] = []
    const cells = this.#cells
    for (let index = 0; index < this.#used; index++) {
      const place = index * SIZE
      const count = cells[place]!
      if (count === 0) continue
      windows.push({
        at: index * this.#width,
        count,
        sum: cells[place + 1]!,
        min: cells[place + 2]!,
        max: cells[place + 3]!,
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
    this.#clear(state.width)
    for (const [index, count, sum, min, max] of state.windows)
      this.#put(index, count, sum, min, max)
  }

  /** The window of a time, after widening until it is one of those that may exist. */
  #indexOf(at: Micros): number {
    while (at >= this.#width * WINDOW_LIMIT) this.#widen()
    return Math.floor(at / this.#width)
  }

  /** Goes to the window of a time. */
  #enter(at: Micros): void {
    if (!(at >= 0) || !Number.isSafeInteger(at)) throw noTime(at)
    const index = this.#indexOf(at)
    this.#reach(index)
    this.#from = index * this.#width
    this.#to = this.#from + this.#width
    this.#place = index * SIZE
  }

  #put(index: number, count: number, sum: number, min: number, max: number): void {
    this.#reach(index)
    const cells = this.#cells
    const place = index * SIZE
    cells[place]! += count
    cells[place + 1]! += sum
    if (min < cells[place + 2]!) cells[place + 2] = min
    if (max > cells[place + 3]!) cells[place + 3] = max
  }

  /** Makes the windows up to this one exist; new ones hold nothing. */
  #reach(index: number): void {
    const needed = (index + 1) * SIZE
    if (needed > this.#cells.length) {
      let length = this.#cells.length
      while (length < needed) length *= 2
      const larger = new Float64Array(length)
      larger.set(this.#cells)
      this.#cells = larger
    }
    for (; this.#used <= index; this.#used++) {
      const place = this.#used * SIZE
      this.#cells[place] = 0
      this.#cells[place + 1] = -0 // -0 + x is x for every x; 0 + -0 is not
      this.#cells[place + 2] = Infinity
      this.#cells[place + 3] = -Infinity
    }
  }

  /** Merges neighbours in place: a window is read before the merged ones grow up to it. */
  #widen(): void {
    const cells = this.#cells
    const used = this.#used
    this.#clear(this.#width * 2)
    for (let index = 0; index < used; index++) {
      const place = index * SIZE
      this.#put(index >> 1, cells[place]!, cells[place + 1]!, cells[place + 2]!, cells[place + 3]!)
    }
  }

  #clear(width: Micros): void {
    this.#width = width
    this.#used = 0
    this.#from = 0
    this.#to = 0
  }
}

function noTime(at: number): RangeError {
  return new RangeError(`a series has no time ${at}; allowed are whole µs from 0 to 2^53 - 1`)
}

function noValue(value: number): RangeError {
  return new RangeError(`a series can't take ${value}; allowed are finite numbers`)
}
