/** What travels and waits inside a run: a message with its from, to, operation and cause. */
import { copy } from '../clockwork/plain.ts'
import type { Slot } from '../clockwork/queue.ts'
import type { Micros } from '../clockwork/time.ts'
import type { Timer } from '../model/protocol.ts'

/** A message under way or waiting; a timer is an envelope to oneself. Nodes by index. */
export interface Envelope {
  readonly from: number
  readonly to: number
  readonly type: string
  readonly message: object
  /** Index of the operation it belongs to, or −1. */
  readonly operation: number
  /** Trace event that sent it or set it. */
  cause: number
  sentAt: Micros
  readonly size: number
  /** Virtual time after which it is stale; Infinity for none. */
  readonly deadline: Micros
  readonly priority: number
  /** The timer's handle, or −1 for a message. */
  readonly timer: Timer
}

/** What the network drew for a message; a loss or doubling that was not drawn for is −1. */
export interface Draws {
  readonly latency: number
  readonly loss: number
  readonly doubling: number
}

/** A message that a rule holds back. It has drawn its fate, which it keeps when released. */
export interface Held {
  readonly rule: string
  readonly envelope: Envelope
  readonly draws: Draws
}

/** A request in the hands of a server. */
export interface Job {
  readonly envelope: Envelope
  /** Trace event of its delivery, then of its start of service. */
  cause: number
  readonly arrivedAt: Micros
  startedAt: Micros
  /** Service time asked for, µs, drawn at arrival. */
  readonly demand: Micros
  /** Work left, for shared processors. */
  remaining: number
  /** Its entry in the queue while it is served; −1 otherwise. */
  slot: Slot
}

/**
 * Copies envelopes and jobs for a snapshot, each once, so that what was one object stays one. A
 * receiver may later change a message it was given; the snapshot must not follow.
 */
export class Copier {
  readonly #copies = new Map<object, object>()

  envelope(envelope: Envelope): Envelope {
    return this.#once(envelope, () => ({ ...envelope, message: copy(envelope.message) }))
  }

  job(job: Job): Job {
    return this.#once(job, () => ({ ...job, envelope: this.envelope(job.envelope) }))
  }

  #once<T extends object>(original: T, make: () => T): T {
    let made = this.#copies.get(original) as T | undefined
    if (made === undefined) {
      made = make()
      this.#copies.set(original, made)
    }
    return made
  }
}
