/**
 * A node's timers that have neither fired nor been taken back: each handle with its place in the
 * queue. Nodes have few at a time and mostly ask for the latest, so these stand in a row that is
 * searched from its end; a node with many has a map.
 */
import type { Slot } from '../clockwork/queue.ts'
import type { Timer } from '../model/protocol.ts'

/** A row longer than this becomes a map. */
const rowMax = 12

/** See the file's header. */
export class Timers {
  readonly #handles: Timer[] = []
  readonly #slots: Slot[] = []
  #map: Map<Timer, Slot> | null = null

  /** The place of a timer; `undefined` when it has fired or was taken back. */
  get(timer: Timer): Slot | undefined {
    if (this.#map !== null) return this.#map.get(timer)
    const at = this.#find(timer)
    return at < 0 ? undefined : this.#slots[at]
  }

  set(timer: Timer, slot: Slot): void {
    if (this.#map !== null) {
      this.#map.set(timer, slot)
      return
    }
    const at = this.#find(timer)
    if (at >= 0) this.#slots[at] = slot
    else {
      this.#handles.push(timer)
      this.#slots.push(slot)
      if (this.#handles.length > rowMax) this.#spread()
    }
  }

  delete(timer: Timer): void {
    if (this.#map !== null) {
      this.#map.delete(timer)
      return
    }
    const at = this.#find(timer)
    if (at < 0) return
    const handle = this.#handles.pop()!
    const slot = this.#slots.pop()!
    if (at === this.#handles.length) return
    this.#handles[at] = handle
    this.#slots[at] = slot
  }

  clear(): void {
    this.#handles.length = 0
    this.#slots.length = 0
    this.#map = null
  }

  /** Each timer with its place. */
  entries(): [Timer, Slot][] {
    if (this.#map !== null) return [...this.#map]
    return this.#handles.map((handle, at) => [handle, this.#slots[at]!])
  }

  #find(timer: Timer): number {
    const handles = this.#handles
    for (let at = handles.length - 1; at >= 0; at--) if (handles[at] === timer) return at
    return -1
  }

  #spread(): void {
    const map = new Map(this.entries())
    this.clear()
    this.#map = map
  }
}
