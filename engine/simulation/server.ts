/**
 * A node's capacity at work: who waits, who is served. It decides nothing about time; the
 * simulation asks it whom to start next.
 */
import type { Micros } from '../clockwork/time.ts'
import type { Stream } from '../clockwork/random.ts'
import { durationSampler } from '../clockwork/sampler.ts'
import type { Sampler } from '../clockwork/sampler.ts'
import type { Capacity, Service } from '../model/capacity.ts'
import { ScenarioError } from '../scenario/error.ts'
import type { Copier } from './envelope.ts'
import type { Job } from './envelope.ts'
import type { Gatherer, Meter } from './watcher.ts'

/** A service time: drawn, or where `draw` is null computed from the message. */
export interface Demand {
  readonly draw: Sampler | null
  readonly compute: (message: never, random: Stream) => number
}

/** See the file's header. */
export class Server {
  readonly workers: number
  readonly limit: number
  readonly dropExpired: boolean
  /** Whether all jobs run at once on shared processors. */
  readonly sharing: boolean
  /** Jobs in service, each at its `place`, in no order. */
  readonly #serving: Job[] = []
  /** Where waits and services are measured; `null` when nobody does. */
  readonly waits: Gatherer | null
  readonly services: Gatherer | null
  /** Total µs of service given, for utilisation. */
  busy: Micros = 0
  readonly #discipline: 'fifo' | 'lifo' | 'priority' | 'sharing'
  readonly #demands: Map<string, Demand> | Demand
  #waiting: Job[] = []
  /** FIFO takes from here on; what is before has left. */
  #head = 0

  constructor(capacity: Capacity, node: string, role: string, meter: Meter | undefined) {
    this.waits = meter?.observer(`wait.${role}`) ?? null
    this.services = meter?.observer(`service.${role}`) ?? null
    this.workers = whole(node, 'workers', capacity.workers ?? 1, 1)
    this.limit = capacity.queue === undefined ? Infinity : whole(node, 'queue', capacity.queue, 0)
    this.#discipline = capacity.discipline ?? 'fifo'
    this.sharing = this.#discipline === 'sharing'
    this.dropExpired = capacity.dropExpired ?? false
    const { service } = capacity
    this.#demands =
      typeof service === 'number' || typeof service === 'function' || 'kind' in service
        ? demand(service as Service)
        : new Map(Object.entries(service).map(([type, one]) => [type, demand(one)]))
  }

  /** How long a message type takes, or `undefined` when it does not wait for a worker. */
  demand(type: string): Demand | undefined {
    return this.#demands instanceof Map ? this.#demands.get(type) : this.#demands
  }

  /** Requests that wait. */
  get queued(): number {
    return this.#waiting.length - this.#head
  }

  /** Jobs in service. */
  get serving(): number {
    return this.#serving.length
  }

  /** Whether one more can be served now. Those who share serve everyone at once. */
  get free(): boolean {
    return this.sharing || this.#serving.length < this.workers
  }

  /** Gives a job to a worker. */
  begin(job: Job): void {
    job.place = this.#serving.length
    this.#serving.push(job)
  }

  /** Takes a job from its worker. */
  finish(job: Job): void {
    const last = this.#serving.pop()!
    if (last !== job) {
      last.place = job.place
      this.#serving[job.place] = last
    }
    job.place = -1
  }

  /** Puts a job in line. */
  enqueue(job: Job): void {
    if (this.#discipline === 'priority') {
      // Stable: behind all that are as urgent. Binary search, since the line is sorted.
      let low = 0
      let high = this.#waiting.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if (this.#waiting[middle]!.envelope.terms.priority <= job.envelope.terms.priority)
          low = middle + 1
        else high = middle
      }
      this.#waiting.splice(low, 0, job)
    } else this.#waiting.push(job)
  }

  /** Takes the next job from the line. */
  next(): Job | undefined {
    if (this.queued === 0) return undefined
    if (this.#discipline === 'lifo') return this.#waiting.pop()
    if (this.#discipline === 'priority') return this.#waiting.shift()
    const job = this.#waiting[this.#head]!
    this.#head++
    // Forget what has left once it is the larger part, so that a long line does not leak.
    if (this.#head > 64 && this.#head * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head)
      this.#head = 0
    }
    return job
  }

  /** Empties line and workers, as a crash does; returns all jobs, those in service first. */
  clear(): Job[] {
    // Events are numbered, so the one that began a service says which is older.
    const serving = this.#serving.splice(0).sort((a, b) => a.cause - b.cause)
    const jobs = [...serving, ...this.#waiting.slice(this.#head)]
    for (const job of serving) job.place = -1
    this.#waiting = []
    this.#head = 0
    return jobs
  }

  save(copier: Copier): unknown {
    return {
      busy: this.busy,
      waiting: this.#waiting.slice(this.#head).map((job) => copier.job(job)),
      serving: this.#serving.map((job) => copier.job(job)),
    }
  }

  load(saved: unknown, copier: Copier): void {
    const { busy, waiting, serving } = saved as { busy: Micros; waiting: Job[]; serving: Job[] }
    this.busy = busy
    this.#waiting = waiting.map((job) => copier.job(job))
    this.#head = 0
    this.#serving.length = 0
    for (const job of serving) this.begin(copier.job(job))
  }
}

function demand(service: Service): Demand {
  return typeof service === 'function'
    ? { draw: null, compute: service }
    : { draw: durationSampler(service), compute: () => 0 }
}

function whole(node: string, what: string, value: number, least: number): number {
  if (!Number.isInteger(value) || value < least)
    throw new ScenarioError(
      `${node}: ${what} is ${value}; it must be a whole number, ${least} or more`,
    )
  return value
}
