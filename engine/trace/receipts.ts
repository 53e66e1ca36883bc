/** Whether what a foreign trace says of a message can be: sent once, then received. */
import { foreign } from '../clockwork/limits.ts'
import { kindOf } from '../model/event.ts'

/** Remembers, for each event, what it was, and how its message fared. */
export class Receipts {
  /** By event: its kind, and 32 for each delivery of its message. */
  #events = new Uint8Array(1024)
  #length = 0
  /** The latest delivery of messages that arrived once, for the sentence about one too many. */
  readonly #latest = new Map<number, number>()

  /** What is wrong with the next event; '' if nothing. */
  problemOf(kind: number, cause: number): string {
    const seq = this.#length++
    if (seq === this.#events.length) this.#grow()
    this.#events[seq] = kind
    if (kind !== kindOf.deliver) return ''
    const behind = cause < 0 ? -1 : this.#events[cause]!
    if (behind < 0 || (behind & 31) !== kindOf.send)
      return `event ${seq} is a delivery, but its cause is no send; nothing arrives that was not sent`
    const times = behind >> 5
    if (times >= foreign.deliveries)
      return `event ${seq} delivers the message of event ${cause} again, after event ${this.#latest.get(cause)}; a message arrives at most ${foreign.deliveries} times`
    this.#events[cause] = behind + 32
    if (times > 0) this.#latest.set(cause, seq)
    return ''
  }

  #grow(): void {
    const longer = new Uint8Array(this.#events.length * 2)
    longer.set(this.#events)
    this.#events = longer
  }
}
