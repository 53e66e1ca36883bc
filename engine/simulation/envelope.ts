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

/** A message under way or waiting; a timer is an envelope to oneself. Nodes by index. */
export class Envelope {
  readonly from: number
  readonly to: number
  readonly reception: Reception
  readonly message: object
  /** Index of the operation it belongs to, or −1. */
  readonly operation: number
  /** Trace event that sent it or set it. */
  cause: number
  readonly sentAt: Micros
  /** The timer's handle, or −1 for a message. */
  readonly timer: Timer
  readonly terms: Terms

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
  readonly envelope: Envelope
  /** Trace event of its delivery, then of its start of service. */
  cause: number
  readonly arrivedAt: Micros
  startedAt: Micros = -1
  /** Service time asked for, µs, drawn at arrival. */
  readonly demand: Micros
  /** Work left, for shared processors. */
  remaining = 0
  /** Its place among those in service; −1 otherwise. */
  place = -1
  /** Its entry in the queue while it is served; −1 otherwise. */
  slot: Slot = -1

  constructor(envelope: Envelope, cause: number, arrivedAt: Micros, demand: Micros) {
    this.envelope = envelope
    this.cause = cause
    this.arrivedAt = arrivedAt
    this.demand = demand
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
