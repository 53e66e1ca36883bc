import type { Queue } from './queue.ts'

/**
 * A calendar over typed arrays: days of one width, each a sorted list of its entries. Knows the
 * right width beforehand, which a queue for everybody has to find out.
 * Source: Brown, "Calendar Queues", Communications of the ACM 31 (1988).
 */
export class Calendar implements Queue {
  readonly #at: Float64Array
  readonly #what: Int32Array
  /** The next entry of the same day; −1: none. */
  readonly #next: Int32Array
  /** The first entry of each day of the year; −1: none. */
  readonly #heads: Int32Array
  readonly #mask: number
  readonly #perTime: number
  readonly #free: Int32Array
  #freeCount = 0
  #day = 0
  at = 0
  what = 0

  /** @param width of a day, about the time between two events or a little more */
  constructor(capacity: number, width: number) {
    let days = 2
    while (days < capacity) days *= 2
    this.#at = new Float64Array(capacity)
    this.#what = new Int32Array(capacity)
    this.#next = new Int32Array(capacity)
    this.#heads = new Int32Array(days).fill(-1)
    this.#mask = days - 1
    this.#perTime = 1 / width
    this.#free = Int32Array.from({ length: capacity }, (_, slot) => capacity - 1 - slot)
    this.#freeCount = capacity
  }

  push(at: number, what: number): void {
    this.#enter(this.#free[--this.#freeCount]!, at, what)
  }

  pop(): void {
    const heads = this.#heads
    const times = this.#at
    const mask = this.#mask
    const perTime = this.#perTime
    for (let day = this.#day; ; day++) {
      const slot = heads[day & mask]!
      if (slot < 0) continue
      const at = times[slot]!
      // Later years share the place; floor(at · perTime) is the day that the entry belongs to.
      if (at * perTime >= day + 1) continue
      this.#day = day
      this.at = at
      this.what = this.#what[slot]!
      heads[day & mask] = this.#next[slot]!
      this.#free[this.#freeCount++] = slot
      return
    }
  }

  #enter(slot: number, at: number, what: number): void {
    const times = this.#at
    const next = this.#next
    const place = (at * this.#perTime) & this.#mask
    times[slot] = at
    this.#what[slot] = what
    const head = this.#heads[place]!
    if (head < 0 || at < times[head]!) {
      next[slot] = head
      this.#heads[place] = slot
      return
    }
    let before = head
    for (;;) {
      const after = next[before]!
      if (after < 0 || at < times[after]!) {
        next[slot] = after
        next[before] = slot
        return
      }
      before = after
    }
  }
}
