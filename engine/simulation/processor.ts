/**
 * Processors shared by jobs of one or several nodes. Each job runs at most one processor fast;
 * when processors are short, nodes get them in proportion to their weights, and a node's jobs
 * share alike (weighted processor sharing with caps, filled like water).
 */
import type { Slot } from '../clockwork/queue.ts'
import type { Micros } from '../clockwork/time.ts'
import type { Copier } from './envelope.ts'
import type { Job } from './envelope.ts'

interface Member {
  readonly weight: number
  readonly limit: number
  readonly jobs: Set<Job>
  rate: number
}

/** Work left that counts as none: less than the rounding of a long sum. */
const nothing = 1e-6

/** See the file's header. */
export class Processor {
  /** Its place among the processors of the run. */
  readonly index: number
  readonly #cores: number
  readonly #members = new Map<number, Member>()
  #updated: Micros = 0
  /** Its entry in the event queue, or −1. */
  slot: Slot = -1

  constructor(
    index: number,
    cores: number,
    members: readonly { node: number; weight: number; limit: number }[],
  ) {
    this.index = index
    this.#cores = cores
    for (const { node, weight, limit } of members)
      this.#members.set(node, { weight, limit, jobs: new Set(), rate: 0 })
  }

  /** Adds a job of a node at a moment. */
  add(node: number, job: Job, at: Micros): void {
    this.#advance(at)
    this.#members.get(node)!.jobs.add(job)
    this.#share()
  }

  /** Takes all jobs of a node away. */
  drop(node: number, at: Micros): void {
    this.#advance(at)
    this.#members.get(node)!.jobs.clear()
    this.#share()
  }

  /** Removes and returns the jobs that are complete, by node and in order of their start. */
  complete(at: Micros): { node: number; job: Job }[] {
    this.#advance(at)
    const done: { node: number; job: Job }[] = []
    for (const [node, member] of this.#members)
      for (const job of member.jobs)
        if (job.remaining <= nothing) {
          member.jobs.delete(job)
          done.push({ node, job })
        }
    this.#share()
    return done
  }

  /** µs until the next job is complete; Infinity when none runs. */
  next(): Micros {
    let soonest = Infinity
    for (const member of this.#members.values())
      for (const job of member.jobs)
        if (member.rate > 0) soonest = Math.min(soonest, Math.max(0, job.remaining) / member.rate)
    // A sixth of the work six times over may come to a hair more than the whole; that is no µs.
    return soonest === Infinity ? Infinity : Math.ceil(soonest - nothing / 2)
  }

  #advance(at: Micros): void {
    const passed = at - this.#updated
    this.#updated = at
    if (passed > 0)
      for (const member of this.#members.values())
        for (const job of member.jobs) job.remaining -= passed * member.rate
  }

  /** Hands the processors out; `rate` is per job. */
  #share(): void {
    let left = this.#cores
    let open = [...this.#members.values()].filter((member) => member.jobs.size > 0)
    for (;;) {
      const weights = open.reduce((sum, member) => sum + member.weight, 0)
      const most = (member: Member) => Math.min(member.limit, member.jobs.size)
      const full = open.filter((member) => (left * member.weight) / weights >= most(member))
      if (full.length === 0) {
        for (const member of open) member.rate = (left * member.weight) / weights / member.jobs.size
        return
      }
      for (const member of full) {
        member.rate = most(member) / member.jobs.size
        left -= most(member)
      }
      open = open.filter((member) => !full.includes(member))
      if (open.length === 0) return
    }
  }

  save(copier: Copier): unknown {
    return {
      updated: this.#updated,
      slot: this.slot,
      members: [...this.#members].map(([node, member]) => ({
        node,
        rate: member.rate,
        jobs: [...member.jobs].map((job) => copier.job(job)),
      })),
    }
  }

  load(saved: unknown, copier: Copier): void {
    const { updated, slot, members } = saved as {
      updated: Micros
      slot: Slot
      members: readonly { node: number; rate: number; jobs: readonly Job[] }[]
    }
    this.#updated = updated
    this.slot = slot
    for (const { node, rate, jobs } of members) {
      const member = this.#members.get(node)!
      member.rate = rate
      member.jobs.clear()
      for (const job of jobs) member.jobs.add(copier.job(job))
    }
  }
}
