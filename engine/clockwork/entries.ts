/**
 * The pending entries of an event queue, side by side in columns.
 *
 * An entry is a slot: 32 bytes of numbers in one buffer, so that half a cache line tells all about
 * it, and beside them what it carries, by reference. Scheduling allocates nothing. A slot left is
 * used again at once; it counts its generations, so a handle kept too long is known to be stale.
 */
import { GENERATIONS, handleOf, slotOf, SLOTS } from './handle.ts'
import { formatTime, type Micros } from './time.ts'

/** Where an entry stands that is in the front, not in a bucket of the ladder. */
export const IN_FRONT = -1
/** Where a slot stands that has no entry. */
export const NOWHERE = -2

// Cells of a slot. The first two hold its time, which is seen through `times`.
/** Cell of the next older entry of the same bucket; −1: this is the oldest. */
export const OLDER = 2
/** Cell of the next younger entry of the same bucket; in the youngest one, the oldest. */
export const YOUNGER = 3
/** Cell of where the entry stands: its bucket, {@link IN_FRONT} or {@link NOWHERE}. */
export const PLACE = 4
const GENERATION = 5
const KIND = 6
const NODE = 7

const CAPACITY = 64 // to begin with

/** See the file's header. */
export class Entries {
  /** When entries are due, at four times the slot. */
  times = new Float64Array(CAPACITY * 4)
  /** All their other numbers, from eight times the slot on, in the same memory. */
  cells = new Int32Array(this.times.buffer)
  /** What they carry. */
  payloads = blanks(CAPACITY)
  /** How many slots have ever been used. */
  used = 0

  #free = new Int32Array(CAPACITY)
  #freeCount = 0

  /**
   * Writes an entry down and returns its slot. Where it stands is for the caller to say.
   * @throws RangeError when 2^26 are pending.
   */
  add(at: Micros, kind: number, node: number, payload: unknown): number {
    const slot = this.#freeCount > 0 ? this.#free[--this.#freeCount]! : this.#newSlot(at)
    this.write(slot, at, kind, node, payload)
    return slot
  }

  /** Writes an entry into a slot that {@link load} has made known and that is not free. */
  write(slot: number, at: Micros, kind: number, node: number, payload: unknown): void {
    const cells = this.cells
    const cell = slot << 3
    this.times[slot << 2] = at
    cells[cell + KIND] = kind
    cells[cell + NODE] = node
    this.payloads[slot] = payload
  }

  /** Lets go of an entry: its payload is forgotten, its slot free, its handle stale. */
  release(slot: number): void {
    const cells = this.cells
    const cell = slot << 3
    this.payloads[slot] = undefined
    cells[cell + PLACE] = NOWHERE
    // A slot whose generations are used up is never used again, so no handle ever repeats.
    if (++cells[cell + GENERATION]! < GENERATIONS) this.#free[this.#freeCount++] = slot
  }

  /** The entry's kind. */
  kind(slot: number): number {
    return this.cells[(slot << 3) + KIND]!
  }

  /** The entry's node. */
  node(slot: number): number {
    return this.cells[(slot << 3) + NODE]!
  }

  /** Where it stands. */
  place(slot: number): number {
    return this.cells[(slot << 3) + PLACE]!
  }

  /** The entry's handle. */
  handle(slot: number): number {
    return handleOf(slot, this.cells[(slot << 3) + GENERATION]!)
  }

  /** The slot of the entry with that handle; −1 when it has left, or never was. */
  find(handle: number): number {
    const slot = slotOf(handle)
    if (!(slot >= 0 && slot < this.used)) return -1
    return this.handle(slot) === handle && this.place(slot) !== NOWHERE ? slot : -1
  }

  /** For each slot ever used, how many entries have left it; and the free ones, next one last. */
  save(): { generations: number[]; free: number[] } {
    return {
      generations: Array.from(
        { length: this.used },
        (_, slot) => this.cells[slot * 8 + GENERATION]!,
      ),
      free: Array.from(this.#free.subarray(0, this.#freeCount)),
    }
  }

  /** Takes over generations and free slots, without any entry. */
  load({ generations, free }: { generations: readonly number[]; free: readonly number[] }): void {
    while (this.payloads.length < generations.length) this.#grow()
    this.used = generations.length
    this.payloads = blanks(this.payloads.length)
    for (const [slot, generation] of generations.entries()) {
      this.cells[slot * 8 + GENERATION] = generation
      this.cells[slot * 8 + PLACE] = NOWHERE
    }
    this.cells.fill(0, this.used * 8)
    this.#free.set(free)
    this.#freeCount = free.length
  }

  #newSlot(now: Micros): number {
    if (this.used === this.payloads.length) {
      if (this.used === SLOTS) {
        throw new RangeError(
          `more than ${SLOTS} entries are pending, which is all that the event queue can hold, ` +
            `when one for ${formatTime(now)} is added; look for what schedules without end`,
        )
      }
      this.#grow()
    }
    return this.used++
  }

  #grow(): void {
    const capacity = this.payloads.length * 2
    const times = new Float64Array(capacity * 4)
    times.set(this.times)
    this.times = times
    this.cells = new Int32Array(times.buffer)
    const free = new Int32Array(capacity)
    free.set(this.#free)
    this.#free = free
    while (this.payloads.length < capacity) this.payloads.push(undefined)
  }
}

function blanks(count: number): unknown[] {
  return Array.from<unknown>({ length: count })
}
