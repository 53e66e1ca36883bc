/**
 * What happens when a message arrives: it is handled at once, or waits for a worker, is served,
 * and then handled; or it is lost.
 */
import type { Stream } from '../clockwork/random.ts'
import { micros } from '../clockwork/time.ts'
import type { Micros } from '../clockwork/time.ts'
import { kindOf } from '../model/event.ts'
import type { Core } from './core.ts'
import { Entry } from './core.ts'
import { Job } from './envelope.ts'
import type { Envelope } from './envelope.ts'
import type { Handling } from './handling.ts'
import type { LiveNode } from './live-node.ts'
import type { Processor } from './processor.ts'
import type { Demand, Server } from './server.ts'

/** See the file's header. */
export class Delivery {
  /** Told when a slowed node starts a service. */
  onSlow: (node: LiveNode) => void = () => {}
  /** Keeps what came to a paused node until it goes on. */
  onPaused: (node: LiveNode, kind: number, payload: Envelope | Job) => void = () => {}
  readonly #core: Core
  readonly #handling: Handling

  constructor(core: Core, handling: Handling) {
    this.#core = core
    this.#handling = handling
  }

  /** A message reaches its node. */
  deliver(node: LiveNode, envelope: Envelope): void {
    const core = this.#core
    if (node.status === 'down') return void this.drop(envelope, 'down', envelope.cause)
    const seq = core.emit(
      kindOf.deliver,
      node.index,
      envelope.from,
      envelope.reception.symbol,
      envelope.cause,
      envelope.operation,
      core.now - envelope.sentAt,
      -1,
      null,
    )
    if (node.server === null) this.#handle(node, envelope, seq)
    else this.#admit(node, node.server, envelope, seq)
  }

  /** A workload's request comes to its node, or comes up again after a pause. */
  ask(node: LiveNode, envelope: Envelope): void {
    if (node.status === 'down') this.drop(envelope, 'down', envelope.cause)
    else if (node.status === 'paused') this.onPaused(node, Entry.ask, envelope)
    else if (node.server === null) this.#handle(node, envelope, envelope.cause)
    else this.#admit(node, node.server, envelope, envelope.cause)
  }

  /** A message that has reached a node with a capacity is handled or put in line. */
  #admit(node: LiveNode, server: Server, envelope: Envelope, cause: number): void {
    const demand = server.demand(envelope.reception.type)
    if (demand === undefined) return this.#handle(node, envelope, cause)
    const time = this.#draw(node, envelope, demand)
    const job = new Job(envelope, cause, this.#core.now, time)
    if (server.free && server.queued === 0) return this.#start(node, job)
    if (server.queued >= server.limit) this.#refuse(node, job, 'full')
    else server.enqueue(job)
  }

  /** A timer fires. */
  fire(node: LiveNode, envelope: Envelope): void {
    node.timers.delete(envelope.timer)
    const seq = this.#core.emit(
      kindOf.timer,
      node.index,
      -1,
      envelope.reception.symbol,
      envelope.cause,
      envelope.operation,
      this.#core.now - envelope.sentAt,
      -1,
      envelope.message,
    )
    this.#handle(node, envelope, seq)
  }

  /** A job on a worker of its own is complete. */
  finish(node: LiveNode, job: Job): void {
    const core = this.#core
    const { envelope } = job
    const served = core.now - job.startedAt
    const server = node.server!
    server.finish(job)
    server.busy += served
    server.services?.observe(served, core.now)
    const seq = core.emit(
      kindOf.finish,
      node.index,
      envelope.from,
      envelope.reception.symbol,
      job.cause,
      envelope.operation,
      served,
      -1,
      null,
    )
    this.#handle(node, envelope, seq)
    this.fill(node)
  }

  /** Shared processors have completed one or more jobs. */
  finishShared(processor: Processor): void {
    processor.slot = -1
    const done = processor.complete(this.#core.now)
    for (const { node: index, job } of done) {
      const node = this.#core.nodes[index]!
      // One that finished a moment ago may have ended its node, and this job with it.
      if (job.place < 0) continue
      if (node.status === 'paused') this.onPaused(node, Entry.finish, job)
      else this.finish(node, job)
    }
    this.reschedule(processor)
  }

  /** Gives free workers the next in line. */
  fill(node: LiveNode): void {
    const server = node.server!
    while (node.status === 'up' && server.free) {
      const job = server.next()
      if (!job) return
      this.#start(node, job)
    }
  }

  /** Everything in a node's hands is lost with it. */
  lose(node: LiveNode, why: string): void {
    const processor = this.#core.processorOf[node.index]
    for (const job of node.server?.clear() ?? []) {
      if (job.slot !== -1) this.#core.queue.cancel(job.slot)
      this.drop(job.envelope, why, job.cause)
    }
    if (processor && node.server) {
      processor.drop(node.index, this.#core.now)
      this.reschedule(processor)
    }
  }

  /** Puts the processor's next completion into the queue. */
  reschedule(processor: Processor): void {
    const { queue, now } = this.#core
    if (processor.slot !== -1) queue.cancel(processor.slot)
    const next = processor.next()
    processor.slot =
      next === Infinity ? -1 : queue.push(now + next, Entry.shared, processor.index, null)
  }

  #draw(node: LiveNode, envelope: Envelope, demand: Demand): Micros {
    const { operations } = this.#core
    const operation = operations.get(envelope.operation)
    const random = operation ? operations.random(operation) : node.serviceRandom
    return demand.draw === null
      ? this.#compute(node, envelope, demand, random)
      : demand.draw(random)
  }

  #compute(node: LiveNode, envelope: Envelope, demand: Demand, random: Stream): Micros {
    return this.#handling.attempt(node, `the service time of ${envelope.reception.type}`, () => {
      const time = demand.compute(envelope.message as never, random)
      if (!(time >= 0 && time < Infinity))
        throw new RangeError(`it is ${time}; a service time is a number of µs, 0 or more`)
      return micros(time)
    })
  }

  #start(node: LiveNode, job: Job): void {
    const core = this.#core
    const { envelope } = job
    const waited = core.now - job.arrivedAt
    const server = node.server!
    if (server.dropExpired && envelope.terms.deadline <= core.now)
      return this.#refuse(node, job, 'expired')
    const seq = core.emit(
      kindOf.serve,
      node.index,
      envelope.from,
      envelope.reception.symbol,
      job.cause,
      envelope.operation,
      waited,
      -1,
      null,
    )
    server.waits?.observe(waited, core.now)
    job.cause = seq
    job.startedAt = core.now
    server.begin(job)
    if (node.slowness !== 1) this.onSlow(node)
    const time = Math.round(job.demand * node.slowness)
    const processor = core.processorOf[node.index]
    if (processor) {
      job.remaining = time
      processor.add(node.index, job, core.now)
      this.reschedule(processor)
    } else job.slot = core.queue.push(core.now + time, Entry.finish, node.index, job)
  }

  #refuse(node: LiveNode, job: Job, reason: 'full' | 'expired'): void {
    const { envelope } = job
    const seq = this.drop(envelope, reason, job.cause)
    const { refused } = node.place.behavior
    if (!refused) return
    const refusal = {
      type: envelope.reception.type,
      message: envelope.message,
      from: this.#core.nodes[envelope.from]!.id,
      reason,
    }
    const { from, operation } = envelope
    this.#handling.run(node, refused, refusal, 'refused', from, operation, seq)
  }

  /** Says that a message is lost; returns the event's number. */
  drop(envelope: Envelope, why: string, cause: number): number {
    const { symbols } = this.#core
    return this.#core.emit(
      kindOf.drop,
      envelope.to,
      envelope.from,
      envelope.reception.symbol,
      cause,
      envelope.operation,
      0,
      symbols.of(why),
      null,
    )
  }

  #handle(node: LiveNode, envelope: Envelope, cause: number): void {
    const { reception, message, from, operation } = envelope
    this.#handling.run(node, reception.handler, message, reception.type, from, operation, cause)
  }
}
