/**
 * The entries of an event queue that are due next, in order: by time, then by age.
 *
 * Two short typed arrays. The first entry leaves at the head; a new one comes in from the back,
 * behind all that are not later, so ties stay first in, first out.
 */
import { IN_FRONT, PLACE, type Entries } from './entries.ts'
import type { Micros } from './time.ts'

/** Room for entries, left ones included. When it is used up, those that stand here move down. */
const ROOM = 256

/** See the file's header. Made for some thirty entries; more than {@link ROOM} do not fit. */
export class Front {
  /** Entries due before this stand here; all others in the ladder. */
  end: Micros = Infinity
  /** When they are due, from `head` to before `tail`. */
  readonly times = new Float64Array(ROOM)
  /** Their slots. */
  readonly slots = new Int32Array(ROOM)
  /** Where the next one stands that leaves. */
  head = 0
  /** Behind the last one. */
  tail = 0

  readonly #entries: Entries

  constructor(entries: Entries) {
    this.#entries = entries
  }

  /** How many stand here. */
  get size(): number {
    return this.tail - this.head
  }

  /** Takes an entry in, behind all that are not later. */
  insert(slot: number): void {
    if (this.tail === ROOM) this.#moveDown()
    const { times, slots, head } = this
    const at = this.#entries.times[slot << 2]!
    this.#entries.cells[(slot << 3) + PLACE] = IN_FRONT
    let i = this.tail++
    while (i > head && times[i - 1]! > at) {
      times[i] = times[i - 1]!
      slots[i] = slots[i - 1]!
      i--
    }
    times[i] = at
    slots[i] = slot
  }

  /** Takes out an entry that stands here. */
  remove(slot: number): void {
    const { times, slots } = this
    // Those taken back are mostly timers, which are due late.
    let i = this.tail - 1
    while (slots[i] !== slot) i--
    const last = --this.tail
    for (; i < last; i++) {
      times[i] = times[i + 1]!
      slots[i] = slots[i + 1]!
    }
  }

  /** Forgets all. */
  clear(): void {
    this.head = 0
    this.tail = 0
    this.end = Infinity
  }

  #moveDown(): void {
    this.times.copyWithin(0, this.head, this.tail)
    this.slots.copyWithin(0, this.head, this.tail)
    this.tail -= this.head
    this.head = 0
  }
}
