/** Stops runs that go round in circles or only grow, and says who takes part. */
import type { Micros } from '../clockwork/time.ts'
import { formatTime } from '../clockwork/time.ts'
import type { Core } from './core.ts'
import { Entry } from './core.ts'
import { Envelope, Job } from './envelope.ts'
import { CapError } from './handler-error.ts'

/** Entries of the queue that are followed to find a loop. */
const followed = 64

/** See the file's header. */
export class Guard {
  /** Steps at this instant. */
  steps = 0
  readonly #core: Core
  readonly #execute: (kind: number, node: number, payload: unknown) => void
  readonly #workloads: readonly string[]

  /** @param execute carries out an entry of the queue, so that a loop can be followed */
  constructor(
    core: Core,
    execute: (kind: number, node: number, payload: unknown) => void,
    workloads: readonly string[],
  ) {
    this.#core = core
    this.#execute = execute
    this.#workloads = workloads
  }

  /**
   * Looks before a step at time `at`.
   * @throws CapError when time does not move on, or too much is pending.
   */
  check(at: Micros): void {
    const { now, caps, queue } = this.#core
    if (at > now) this.steps = 0
    else if (++this.steps > caps.instant) this.#refuseLoop(at)
    if (queue.size > caps.pending) this.#refuseCrowd(at)
  }

  #refuseLoop(at: Micros): never {
    throw new CapError(
      `no progress: ${this.#core.caps.instant} steps at ${formatTime(at)} without time moving on; the loop goes through ` +
        `${this.#loop()}; give a delay to a link or timer in it, or raise the cap "instant"`,
    )
  }

  #refuseCrowd(at: Micros): never {
    throw new CapError(
      `more than ${this.#core.caps.pending} things are pending at ${formatTime(at)}; most are ${this.#crowd()}; ` +
        `look for what sends without end, or raise the cap "pending"`,
    )
  }

  /** Who takes part in a loop at one instant: found by following it for a while. */
  #loop(): string {
    const { queue } = this.#core
    const seen = new Tally()
    for (let i = 0; i < followed && queue.pop(); i++) {
      const { kind, node, payload } = queue
      seen.add(this.#label(kind, node, payload))
      this.#core.beginStep()
      this.#execute(kind, node, payload)
    }
    return seen
      .most(4)
      .map(([name]) => name)
      .join(', ')
  }

  /** What most of the queue waits for. */
  #crowd(): string {
    const seen = new Tally()
    for (const { kind, node, payload } of this.#core.queue.entries())
      seen.add(this.#label(kind, node, payload))
    return seen
      .most(3)
      .map(([name, count]) => `${name} (${count})`)
      .join(', ')
  }

  #label(kind: number, node: number, payload: unknown): string {
    if (kind === Entry.arrive) return `arrivals of ${this.#workloads[node]}`
    if (kind === Entry.shared) return 'shared processors'
    const id = this.#core.nodes[node]!.id
    const envelope = payload instanceof Job ? payload.envelope : payload
    return envelope instanceof Envelope ? `${id} ← ${envelope.reception.type}` : id
  }
}

class Tally {
  readonly #counts = new Map<string, number>()

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  most(count: number): [name: string, count: number][] {
    return [...this.#counts].sort((a, b) => b[1] - a[1]).slice(0, count)
  }
}
