/**
 * A queue that workers pull from: who waits for work, which work waits for a worker, and who holds
 * what. A holder that dies gives its work back to the head of the line, so that work is done at
 * least once. Plain data and functions, for a node to keep in its state.
 *
 * Source: B. Burns, "Designing Distributed Systems", 2nd ed., ch. 11.
 */
import type { Micros, NodeId } from '../../engine/index.ts'

/** A queue of work of type `W`, pulled by nodes of role `R`. */
export interface PullQueue<W, R extends string = 'worker'> {
  /** Work that waits, longest first. */
  waiting: W[]
  /** Workers that wait, longest first. */
  idle: NodeId<R>[]
  /** Work in hand, by worker. */
  held: Record<string, W>
  /** Worker time spent on work up to `at`, µs: the integral of the number of holders. */
  busy: Micros
  at: Micros
}

/** Work that goes to a worker now. */
export interface Handout<W, R extends string = 'worker'> {
  readonly worker: NodeId<R>
  readonly work: W
}

/** An empty queue. */
export function pullQueue<W, R extends string = 'worker'>(): PullQueue<W, R> {
  return { waiting: [], idle: [], held: {}, busy: 0, at: 0 }
}

/** Puts work at the end of the line. */
export function put<W, R extends string>(queue: PullQueue<W, R>, work: W): void {
  queue.waiting.push(work)
}

/** A worker asks for work. */
export function ask<W, R extends string>(queue: PullQueue<W, R>, worker: NodeId<R>): void {
  if (!queue.idle.includes(worker)) queue.idle.push(worker)
}

/** Pairs those who wait, both in the order of their waiting. */
export function handOut<W, R extends string>(queue: PullQueue<W, R>, now: Micros): Handout<W, R>[] {
  accrue(queue, now)
  const pairs: Handout<W, R>[] = []
  while (queue.waiting.length > 0 && queue.idle.length > 0) {
    const worker = queue.idle.shift()!
    const work = queue.waiting.shift()!
    queue.held[worker] = work
    pairs.push({ worker, work })
  }
  return pairs
}

/** A worker has done what it held; returns that, or `undefined` when it held nothing. */
export function complete<W, R extends string>(
  queue: PullQueue<W, R>,
  worker: NodeId<R>,
  now: Micros,
): W | undefined {
  accrue(queue, now)
  const work = queue.held[worker]
  delete queue.held[worker]
  return work
}

/** A worker is gone: it waits no more, and what it held is next again. */
export function giveUp<W, R extends string>(
  queue: PullQueue<W, R>,
  worker: NodeId<R>,
  now: Micros,
): W | undefined {
  queue.idle = queue.idle.filter((other) => other !== worker)
  const work = complete(queue, worker, now)
  if (work !== undefined) queue.waiting.unshift(work)
  return work
}

/** Brings `busy` up to date. */
export function accrue<W, R extends string>(queue: PullQueue<W, R>, now: Micros): void {
  queue.busy += Object.keys(queue.held).length * (now - queue.at)
  queue.at = now
}
