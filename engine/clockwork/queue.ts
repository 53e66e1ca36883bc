/**
 * The queue of what is going to happen, in a total order: by time, then by order of scheduling.
 *
 * A 4-ary heap over typed arrays. An entry is a slot in columns, so scheduling allocates nothing;
 * what an entry carries is kept by reference and never copied. Cancelling marks the slot; marked
 * entries leave when they reach the top, or all at once when they outnumber the others.
 */
import type { Micros } from './time.ts'
import { formatTime, TIME_MAX } from './time.ts'

/**
 * A handle to a scheduled entry. It names the slot and its generation, so a handle kept after its
 * entry has left is recognised as stale even when the slot serves another entry.
 */
export type Slot = number

/** A pending entry, as {@link EventQueue.entries} shows it. */
export interface Pending {
  readonly at: Micros
  readonly order: number
  readonly kind: number
  readonly node: number
  readonly payload: unknown
  readonly slot: Slot
}

/** A queue saved: columns of numbers, and the payloads by reference. Isolate those to keep them. */
export interface QueueState {
  readonly nextOrder: number
  /** The heap, dead entries included, since they decide which slot is used next. */
  readonly heap: {
    readonly slot: readonly number[]
    readonly at: readonly number[]
    readonly order: readonly number[]
    readonly kind: readonly number[]
    readonly node: readonly number[]
    readonly dead: readonly boolean[]
    readonly payload: readonly unknown[]
  }
  /** For each slot, how many entries have left it. */
  readonly generations: readonly number[]
  /** Slots without an entry; the last one is used next. */
  readonly free: readonly number[]
}

const SLOTS = 67_108_864 // 2^26 entries at once; 2^27 generations of each fit beside it in 2^53
const GENERATIONS = 134_217_728

const FREE = 0
const PENDING = 1
const DEAD = 2

/** Few dead entries cost less than looking for them. */
const TIDY_FROM = 64

/** The event queue. Its public fields describe the entry that {@link EventQueue.pop} took last. */
export class EventQueue {
  /** When the last popped entry was due. */
  at: Micros = 0
  /** Its place among entries of the same time. */
  order = 0
  /** Its kind, the caller's 32-bit integer. */
  kind = 0
  /** Its node, the caller's 32-bit integer. */
  node = 0
  /** What it carried. */
  payload: unknown = undefined
  /** Its handle, stale from now on. */
  slot: Slot = 0

  #count = 0 // entries in the heap, dead ones included
  #dead = 0
  #nextOrder = 0
  #freeCount = 0
  #used = 0 // slots that have ever been used

  // By position in the heap: position i has its children at 4i + 1 … 4i + 4.
  #heapAt = new Float64Array(256)
  #heapSlot = new Int32Array(256)
  // By slot.
  #orders = new Float64Array(256)
  #kinds = new Int32Array(256)
  #nodes = new Int32Array(256)
  #states = new Uint8Array(256)
  #generations = new Float64Array(256)
  #payloads: unknown[] = []
  #free = new Int32Array(256)

  /** How many entries are pending. */
  get size(): number {
    return this.#count - this.#dead
  }

  /**
   * Schedules an entry and returns its handle.
   *
   * @param kind a 32-bit integer of the caller's.
   * @param node a 32-bit integer of the caller's.
   * @param order its place among entries of the same time, otherwise the next count. A caller that
   *   gives orders must not repeat one at the same time; the count goes on after the largest.
   * @throws RangeError when `at` is not a whole number from 0 to 2^53 − 1, or 2^26 are pending.
   */
  push(at: Micros, kind: number, node: number, payload: unknown, order?: number): Slot {
    if (!(at >= 0 && at <= TIME_MAX && Math.floor(at) === at)) {
      throw new RangeError(
        `nothing can be scheduled at ${at} µs; a time is a whole number of microseconds ` +
          `from 0 to ${TIME_MAX}: round it with micros() or draw it with a durationSampler`,
      )
    }
    const place = order ?? this.#nextOrder
    if (place >= this.#nextOrder) this.#nextOrder = place + 1
    const slot = this.#freeCount > 0 ? this.#free[--this.#freeCount]! : this.#newSlot()
    this.#orders[slot] = place
    this.#kinds[slot] = kind
    this.#nodes[slot] = node
    this.#payloads[slot] = payload
    this.#states[slot] = PENDING
    this.#rise(this.#count++, at, slot, place)
    return slot + this.#generations[slot]! * SLOTS
  }

  /**
   * Takes an entry back. Returns whether it was still pending; a stale handle changes nothing.
   */
  cancel(handle: Slot): boolean {
    const generation = Math.floor(handle / SLOTS)
    const slot = handle - generation * SLOTS
    if (!(slot >= 0 && slot < this.#used)) return false
    if (this.#states[slot] !== PENDING || this.#generations[slot] !== generation) return false
    this.#states[slot] = DEAD
    this.#payloads[slot] = undefined
    this.#dead++
    if (this.#heapSlot[0] === slot) this.#dropDeadTop()
    else if (this.#dead > TIDY_FROM && this.#dead * 2 > this.#count) this.#tidy()
    return true
  }

  /** When the next entry is due; Infinity when there is none. */
  peekTime(): Micros {
    return this.#count > 0 ? this.#heapAt[0]! : Infinity
  }

  /** Takes the next entry into the public fields. Returns false when there is none. */
  pop(): boolean {
    if (this.#count === 0) return false
    // Invariant: the top is never dead.
    const slot = this.#heapSlot[0]!
    this.at = this.#heapAt[0]!
    this.order = this.#orders[slot]!
    this.kind = this.#kinds[slot]!
    this.node = this.#nodes[slot]!
    this.payload = this.#payloads[slot]
    this.slot = slot + this.#generations[slot]! * SLOTS
    this.#payloads[slot] = undefined
    this.#release(slot)
    this.#removeTop()
    if (this.#dead > 0) this.#dropDeadTop()
    return true
  }

  /** The pending entries in the order in which they would be popped, as new objects. */
  entries(): Pending[] {
    const pending: Pending[] = []
    for (let i = 0; i < this.#count; i++) {
      const slot = this.#heapSlot[i]!
      if (this.#states[slot] !== PENDING) continue
      pending.push({
        at: this.#heapAt[i]!,
        order: this.#orders[slot]!,
        kind: this.#kinds[slot]!,
        node: this.#nodes[slot]!,
        payload: this.#payloads[slot],
        slot: slot + this.#generations[slot]! * SLOTS,
      })
    }
    return pending.sort((a, b) => a.at - b.at || a.order - b.order)
  }

  /** Removes every entry. Handles go stale; the count of orders begins again. */
  clear(): void {
    for (let i = 0; i < this.#count; i++) {
      const slot = this.#heapSlot[i]!
      this.#payloads[slot] = undefined
      this.#release(slot)
    }
    this.#count = 0
    this.#dead = 0
    this.#nextOrder = 0
  }

  /** Everything needed to go on exactly from here, future handles included. */
  save(): QueueState {
    const slot = Array.from(this.#heapSlot.subarray(0, this.#count))
    return {
      nextOrder: this.#nextOrder,
      heap: {
        slot,
        at: Array.from(this.#heapAt.subarray(0, this.#count)),
        order: slot.map((s) => this.#orders[s]!),
        kind: slot.map((s) => this.#kinds[s]!),
        node: slot.map((s) => this.#nodes[s]!),
        dead: slot.map((s) => this.#states[s] === DEAD),
        payload: slot.map((s) => (this.#states[s] === DEAD ? null : this.#payloads[s])),
      },
      generations: Array.from(this.#generations.subarray(0, this.#used)),
      free: Array.from(this.#free.subarray(0, this.#freeCount)),
    }
  }

  /** Goes on from a saved state, whatever the queue held before. */
  load(state: QueueState): void {
    const { heap, generations, free } = state
    while (this.#heapAt.length < generations.length) this.#grow()
    this.#count = heap.slot.length
    this.#used = generations.length
    this.#freeCount = free.length
    this.#nextOrder = state.nextOrder
    this.#dead = heap.dead.filter((dead) => dead).length
    this.#generations.set(generations)
    this.#free.set(free)
    this.#heapSlot.set(heap.slot)
    this.#heapAt.set(heap.at)
    this.#states.fill(FREE)
    this.#payloads = Array.from<unknown>({ length: generations.length })
    for (let i = 0; i < this.#count; i++) {
      const slot = heap.slot[i]!
      this.#orders[slot] = heap.order[i]!
      this.#kinds[slot] = heap.kind[i]!
      this.#nodes[slot] = heap.node[i]!
      this.#states[slot] = heap.dead[i]! ? DEAD : PENDING
      this.#payloads[slot] = heap.payload[i]
    }
  }

  /** Moves a new or moved entry up from position `hole` to where it belongs. */
  #rise(hole: number, at: Micros, slot: number, order: number): void {
    const heapAt = this.#heapAt
    const heapSlot = this.#heapSlot
    while (hole > 0) {
      const parent = (hole - 1) >>> 2
      const parentAt = heapAt[parent]!
      if (parentAt < at) break
      const parentSlot = heapSlot[parent]!
      if (parentAt === at && this.#orders[parentSlot]! < order) break
      heapAt[hole] = parentAt
      heapSlot[hole] = parentSlot
      hole = parent
    }
    heapAt[hole] = at
    heapSlot[hole] = slot
  }

  /**
   * Removes the entry at position `hole` among the first `count`, filling it with entry `count`:
   * the hole sinks to a leaf along the earliest children, then that entry rises from there. An
   * entry from the end belongs near the leaves, so this takes fewer comparisons than sinking it.
   * Source: Wegener, "Bottom-up heapsort", Theoretical Computer Science 118 (1993).
   */
  #sink(hole: number, count: number, at: Micros, slot: number): void {
    const heapAt = this.#heapAt
    const heapSlot = this.#heapSlot
    const orders = this.#orders
    const start = hole
    for (;;) {
      const first = hole * 4 + 1
      if (first >= count) break
      const end = first + 4 < count ? first + 4 : count
      let best = first
      let bestAt = heapAt[first]!
      for (let child = first + 1; child < end; child++) {
        const childAt = heapAt[child]!
        if (
          childAt < bestAt ||
          (childAt === bestAt && orders[heapSlot[child]!]! < orders[heapSlot[best]!]!)
        ) {
          best = child
          bestAt = childAt
        }
      }
      heapAt[hole] = bestAt
      heapSlot[hole] = heapSlot[best]!
      hole = best
    }
    const order = orders[slot]!
    while (hole > start) {
      const parent = (hole - 1) >>> 2
      const parentAt = heapAt[parent]!
      if (parentAt < at) break
      const parentSlot = heapSlot[parent]!
      if (parentAt === at && orders[parentSlot]! < order) break
      heapAt[hole] = parentAt
      heapSlot[hole] = parentSlot
      hole = parent
    }
    heapAt[hole] = at
    heapSlot[hole] = slot
  }

  #removeTop(): void {
    const last = --this.#count
    if (last > 0) this.#sink(0, last, this.#heapAt[last]!, this.#heapSlot[last]!)
  }

  #dropDeadTop(): void {
    while (this.#count > 0 && this.#states[this.#heapSlot[0]!] === DEAD) {
      this.#release(this.#heapSlot[0]!)
      this.#dead--
      this.#removeTop()
    }
  }

  /** Removes all dead entries and rebuilds the heap, in time linear in its size. */
  #tidy(): void {
    let kept = 0
    for (let i = 0; i < this.#count; i++) {
      const slot = this.#heapSlot[i]!
      if (this.#states[slot] === DEAD) {
        this.#release(slot)
        continue
      }
      this.#heapSlot[kept] = slot
      this.#heapAt[kept++] = this.#heapAt[i]!
    }
    this.#count = kept
    this.#dead = 0
    for (let i = (kept - 2) >> 2; i >= 0; i--) {
      this.#sink(i, kept, this.#heapAt[i]!, this.#heapSlot[i]!)
    }
  }

  #release(slot: number): void {
    this.#states[slot] = FREE
    // A slot whose generations are used up is never used again, so no handle ever repeats.
    if (++this.#generations[slot]! < GENERATIONS) this.#free[this.#freeCount++] = slot
  }

  #newSlot(): number {
    if (this.#used === this.#heapAt.length) this.#grow()
    return this.#used++
  }

  #grow(): void {
    const length = this.#heapAt.length * 2
    if (length > SLOTS) {
      throw new RangeError(
        `more than ${SLOTS} entries are pending, which is all that the event queue can hold, ` +
          `at ${formatTime(this.at)}; look for what schedules without end`,
      )
    }
    this.#heapAt = resized(this.#heapAt, new Float64Array(length))
    this.#heapSlot = resized(this.#heapSlot, new Int32Array(length))
    this.#orders = resized(this.#orders, new Float64Array(length))
    this.#kinds = resized(this.#kinds, new Int32Array(length))
    this.#nodes = resized(this.#nodes, new Int32Array(length))
    this.#states = resized(this.#states, new Uint8Array(length))
    this.#generations = resized(this.#generations, new Float64Array(length))
    this.#free = resized(this.#free, new Int32Array(length))
  }
}

function resized<T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
