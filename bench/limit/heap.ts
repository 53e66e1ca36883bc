import type { Queue } from './queue.ts'

/** A 4-ary heap over typed arrays. The faster one where few entries are pending. */
export class Heap implements Queue {
  readonly #at: Float64Array
  readonly #what: Int32Array
  #size = 0
  at = 0
  what = 0

  constructor(capacity: number) {
    this.#at = new Float64Array(capacity + 8)
    this.#what = new Int32Array(capacity + 8)
  }

  /** When the earliest entry is due; meaningless when there is none. */
  get next(): number {
    return this.#at[0]!
  }

  push(at: number, what: number): void {
    const times = this.#at
    const things = this.#what
    let hole = this.#size++
    while (hole > 0) {
      const parent = (hole - 1) >>> 2
      if (times[parent]! <= at) break
      times[hole] = times[parent]!
      things[hole] = things[parent]!
      hole = parent
    }
    times[hole] = at
    things[hole] = what
  }

  pop(): void {
    const times = this.#at
    const things = this.#what
    const size = --this.#size
    this.at = times[0]!
    this.what = things[0]!
    const at = times[size]!
    const what = things[size]!
    let hole = 0
    for (;;) {
      const first = hole * 4 + 1
      if (first >= size) break
      const end = first + 4 < size ? first + 4 : size
      let best = first
      let bestAt = times[first]!
      for (let child = first + 1; child < end; child++) {
        const childAt = times[child]!
        if (childAt < bestAt) {
          best = child
          bestAt = childAt
        }
      }
      if (bestAt >= at) break
      times[hole] = bestAt
      things[hole] = things[best]!
      hole = best
    }
    times[hole] = at
    things[hole] = what
  }
}
