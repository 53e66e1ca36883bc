/** What travels and waits inside a run: a message with its from, to, operation and cause. */
import { copy } from '../clockwork/plain.ts'
import type { Slot } from '../clockwork/queue.ts'
import type { Micros } from '../clockwork/time.ts'
import type { Timer } from '../model/protocol.ts'
import type { Reception } from './reception.ts'

/** What few messages say of themselves. */
export interface Terms {
  /** Bytes; a link with a bandwidth takes its time for them. */
  readonly size: number
  /** Virtual time after which it is stale; Infinity for none. */
  readonly deadline: Micros
  readonly priority: number
}

/** The terms of a message that says nothing of itself. */
export const usual: Terms = Object.freeze({ size: 0, deadline: Infinity, priority: 0 })

// Fields are only declared here and made in the constructor: made twice, first as undefined, they
// would take twice the time and never be seen to hold small whole numbers.

/** A message under way or waiting; a timer is an envelope to oneself. Nodes by index. */
export class Envelope {
  declare readonly from: number
  declare readonly to: number
  declare readonly reception: Reception
  declare readonly message: object
  /** Index of the operation it belongs to, or −1. */
  declare readonly operation: number
  /** Trace event that sent it or set it. */
  declare cause: number
  declare readonly sentAt: Micros
  /** The timer's handle, or −1 for a message. */
  declare readonly timer: Timer
  declare readonly terms: Terms

  constructor(
    from: number,
    to: number,
    reception: Reception,
    message: object,
    operation: number,
    cause: number,
    sentAt: Micros,
    timer: Timer,
    terms: Terms,
  ) {
    this.from = from
    this.to = to
    this.reception = reception
    this.message = message
    this.operation = operation
    this.cause = cause
    this.sentAt = sentAt
    this.timer = timer
    this.terms = terms
  }

  /** The same once more, with a message of its own. */
  double(): Envelope {
    const { from, to, reception, operation, cause, sentAt, timer, terms } = this
    const message = copy(this.message)
    return new Envelope(from, to, reception, message, operation, cause, sentAt, timer, terms)
  }
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
export class Job {
  declare readonly envelope: Envelope
  /** Trace event of its delivery, then of its start of service. */
  declare cause: number
  declare readonly arrivedAt: Micros
  declare startedAt: Micros
  /** Service time asked for, µs, drawn at arrival. */
  declare readonly demand: Micros
  /** Work left, for shared processors. */
  declare remaining: number
  /** Its place among those in service; −1 otherwise. */
  declare place: number
  /** Its entry in the queue while it is served; −1 otherwise. */
  declare slot: Slot

  constructor(envelope: Envelope, cause: number, arrivedAt: Micros, demand: Micros) {
    this.envelope = envelope
    this.cause = cause
    this.arrivedAt = arrivedAt
    this.demand = demand
    this.startedAt = -1
    this.remaining = 0
    this.place = -1
    this.slot = -1
  }
}

/**
 * Copies envelopes and jobs for a snapshot, each once, so that what was one object stays one. A
 * receiver may later change a message it was given; the snapshot must not follow.
 */
export class Copier {
  readonly #copies = new Map<object, object>()

  envelope(envelope: Envelope): Envelope {
    return this.#once(envelope, () => envelope.double())
  }

  job(job: Job): Job {
    return this.#once(job, () => {
      const copied = new Job(this.envelope(job.envelope), job.cause, job.arrivedAt, job.demand)
      copied.startedAt = job.startedAt
      copied.remaining = job.remaining
      copied.slot = job.slot
      return copied
    })
  }

  /** A copy of what an entry of the queue carries; numbers and frozen records are themselves. */
  payload(payload: unknown): unknown {
    if (payload instanceof Envelope) return this.envelope(payload)
    return payload instanceof Job ? this.job(payload) : payload
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
