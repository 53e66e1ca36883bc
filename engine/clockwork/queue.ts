/**
 * The queue of what is going to happen, in a total order: by time, then by order of scheduling.
 *
 * Those due next stand in a short sorted front, all others in a ladder that sorts them when their
 * time comes near. Entries are columns of numbers, so scheduling allocates nothing; what an entry
 * carries is kept by reference and never copied. Measured in docs/decisions/0012-queue.md.
 */
import { Entries, IN_FRONT, NOWHERE } from './entries.ts'
import { Front } from './front.ts'
import { Ladder } from './ladder.ts'
import type { Micros } from './time.ts'
import { TIME_MAX } from './time.ts'

/**
 * A handle to a scheduled entry. It names the slot and its generation, so a handle kept after its
 * entry has left is recognised as stale even when the slot serves another entry.
 */
export type Slot = number

/** A pending entry, as {@link EventQueue.entries} shows it. */
export interface Pending {
  readonly at: Micros
  readonly kind: number
  readonly node: number
  readonly payload: unknown
  readonly slot: Slot
}

/** A queue saved: columns of numbers, and the payloads by reference. Isolate those to keep them. */
export interface QueueState {
  /** The pending entries in the order in which they would be popped. */
  readonly pending: {
    readonly slot: readonly number[]
    readonly at: readonly number[]
    readonly kind: readonly number[]
    readonly node: readonly number[]
    readonly payload: readonly unknown[]
  }
  /** For each slot, how many entries have left it. */
  readonly generations: readonly number[]
  /** Slots without an entry; the last one is used next. */
  readonly free: readonly number[]
}

/** The most entries in the front; beyond it, inserting costs more than the ladder does. */
const FRONT_MAX = 28

/** The event queue. Its public fields describe the entry that {@link EventQueue.pop} took last. */
export class EventQueue {
  /** When the last popped entry was due. */
  at: Micros = 0
  /** Its kind, the caller's 32-bit integer. */
  kind = 0
  /** Its node, the caller's 32-bit integer. */
  node = 0
  /** What it carried. */
  payload: unknown = undefined

  readonly #entries = new Entries()
  readonly #front = new Front(this.#entries)
  readonly #ladder = new Ladder(this.#entries, this.#front)

  /** How many entries are pending. */
  get size(): number {
    return this.#front.size + this.#ladder.size
  }

  /**
   * Schedules an entry and returns its handle. It leaves after all others of the same time.
   *
   * @param kind a 32-bit integer of the caller's.
   * @param node a 32-bit integer of the caller's.
   * @throws RangeError when `at` is not a whole number from 0 to 2^53 − 1, or 2^26 are pending.
   */
  push(at: Micros, kind: number, node: number, payload: unknown): Slot {
    return this.#entries.handle(this.#enter(at, kind, node, payload))
  }

  /** Schedules an entry that nobody will take back: as {@link push}, at a little less cost. */
  post(at: Micros, kind: number, node: number, payload: unknown): void {
    this.#enter(at, kind, node, payload)
  }

  /**
   * Takes an entry back. Returns whether it was still pending; a stale handle changes nothing.
   */
  cancel(handle: Slot): boolean {
    const slot = this.#entries.find(handle)
    if (slot < 0) return false
    if (this.#entries.place(slot) === IN_FRONT) this.#front.remove(slot)
    else this.#ladder.remove(slot)
    this.#entries.release(slot)
    return true
  }

  /** When the next entry is due; Infinity when there is none. */
  peekTime(): Micros {
    const front = this.#front
    if (front.head === front.tail && !this.#ladder.refill()) return Infinity
    return front.times[front.head]!
  }

  /** Takes the next entry into the public fields. Returns false when there is none. */
  pop(): boolean {
    const front = this.#front
    if (front.head === front.tail && !this.#ladder.refill()) return false
    const entries = this.#entries
    const slot = front.slots[front.head]!
    this.at = front.times[front.head++]!
    this.kind = entries.kind(slot)
    this.node = entries.node(slot)
    this.payload = entries.payloads[slot]
    entries.release(slot)
    return true
  }

  /** The pending entries in the order in which they would be popped, as new objects. */
  entries(): Pending[] {
    const entries = this.#entries
    return this.#slots().map((slot) => ({
      at: entries.times[slot * 4]!,
      kind: entries.kind(slot),
      node: entries.node(slot),
      payload: entries.payloads[slot],
      slot: entries.handle(slot),
    }))
  }

  /** Removes every entry. Handles go stale. */
  clear(): void {
    const entries = this.#entries
    for (let slot = 0; slot < entries.used; slot++)
      if (entries.place(slot) !== NOWHERE) entries.release(slot)
    this.#front.clear()
    this.#ladder.clear()
  }

  /** Everything needed to go on exactly from here, future handles included. */
  save(): QueueState {
    const entries = this.#entries
    const slot = this.#slots()
    return {
      pending: {
        slot,
        at: slot.map((one) => entries.times[one * 4]!),
        kind: slot.map((one) => entries.kind(one)),
        node: slot.map((one) => entries.node(one)),
        payload: slot.map((one) => entries.payloads[one]),
      },
      ...entries.save(),
    }
  }

  /** Goes on from a saved state, whatever the queue held before. */
  load({ pending, generations, free }: QueueState): void {
    this.#front.clear()
    this.#ladder.clear()
    this.#entries.load({ generations, free })
    for (const [i, slot] of pending.slot.entries()) {
      const at = pending.at[i]!
      this.#entries.write(slot, at, pending.kind[i]!, pending.node[i]!, pending.payload[i])
      this.#stand(slot, at)
    }
  }

  #enter(at: Micros, kind: number, node: number, payload: unknown): number {
    if (!(at >= 0 && at <= TIME_MAX && Math.floor(at) === at)) throw impossible(at)
    const slot = this.#entries.add(at, kind, node, payload)
    this.#stand(slot, at)
    return slot
  }

  /** Gives an entry its place. */
  #stand(slot: number, at: Micros): void {
    const front = this.#front
    if (at >= front.end) this.#ladder.insert(slot)
    else {
      front.insert(slot)
      if (front.tail - front.head > FRONT_MAX) this.#ladder.relieve()
    }
  }

  /** The slots of all pending entries, in the order in which they would be popped. */
  #slots(): number[] {
    const { times } = this.#entries
    const front = this.#front
    const slots = [...front.slots.subarray(front.head, front.tail), ...this.#ladder.slots()]
    // Ties already are in their order, and sorting keeps it.
    return slots.sort((a, b) => times[a * 4]! - times[b * 4]!)
  }
}

function impossible(at: number): RangeError {
  return new RangeError(
    `nothing can be scheduled at ${at} µs; a time is a whole number of microseconds ` +
      `from 0 to ${TIME_MAX}: round it with micros() or draw it with a durationSampler`,
  )
}
