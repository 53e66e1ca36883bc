/** The nodes of worker scaling, but for the autoscaler: feeder, queue, workers, and a pool. */
import { behavior } from '../../../engine/index.ts'
import type { Context, Micros, NodeId, OperationId } from '../../../engine/index.ts'
import { accrue, ask, complete, giveUp, handOut, pullQueue, put } from '../../parts/pull-queue.ts'
import type { PullQueue } from '../../parts/pull-queue.ts'

/** Who takes part and what they say. */
export type WorkerScaling = {
  feeder: { item: object; finished: object }
  queue: {
    put: object
    /** A worker that has come up asks for work. */
    next: object
    /** It has done what it had; one message, since two might overtake each other. */
    done: { asks: boolean }
    measure: object
  }
  worker: {
    /** It has come up at last. */
    ready: object
    work: object
    /** Takes the service time. */
    process: object
    /** Finish what you have, then end. */
    drain: object
  }
  autoscaler: { round: object; load: { busy: Micros; backlog: number } }
  /** The queue and its workers as one node, where nothing but the waiting is of interest. */
  pool: { item: object }
}

/** An item that waits or is in hand. */
export type Entry = { operation: OperationId | null; since: Micros }

/** What the queue keeps. */
export type QueueState = PullQueue<Entry>

/** Brings items. */
export const feeder = behavior<WorkerScaling, 'feeder', object>({
  init: () => ({}),
  on: {
    item(_state, _message, ctx) {
      ctx.send(ctx.nodes('queue')[0]!, 'put', {})
    },
    finished(_state, _message, ctx) {
      ctx.end('ok')
    },
  },
})

/** Hands items to workers that ask; takes them back from workers that die. */
export const queue = behavior<WorkerScaling, 'queue', QueueState>({
  init: () => pullQueue<Entry>(),
  on: {
    put(state, _message, ctx) {
      put(state, { operation: ctx.operation, since: ctx.now })
      serve(state, ctx)
    },
    next(state, _message, ctx) {
      ask<Entry, 'worker'>(state, ctx.from)
      serve(state, ctx)
    },
    done(state, { asks }, ctx) {
      const worker: NodeId<'worker'> = ctx.from
      if (complete(state, worker, ctx.now)) ctx.send(ctx.nodes('feeder')[0]!, 'finished', {})
      if (asks) ask(state, worker)
      serve(state, ctx)
    },
    measure(state, _message, ctx) {
      accrue(state, ctx.now)
      ctx.reply('load', { busy: state.busy, backlog: state.waiting.length })
    },
  },
  supervise(state, { node, status }, ctx) {
    if (status === 'up') return
    if (giveUp(state, node as NodeId<'worker'>, ctx.now)) ctx.count('given back')
    serve(state, ctx)
  },
})

function serve(state: QueueState, ctx: Context<WorkerScaling, 'queue'>): void {
  for (const { worker, work } of handOut(state, ctx.now)) {
    ctx.observe('waited', ctx.now - work.since)
    ctx.send(worker, 'work', {}, { operation: work.operation })
  }
  ctx.gauge('backlog', state.waiting.length)
}

/** Takes one item at a time; it needs `startTime` until it can. */
export function worker(startTime: Micros) {
  return behavior<WorkerScaling, 'worker', { isBusy: boolean; isLeaving: boolean }>({
    init: () => ({ isBusy: false, isLeaving: false }),
    start(_state, ctx) {
      ctx.after(startTime, 'ready', {})
    },
    on: {
      ready(_state, _message, ctx) {
        ctx.send(ctx.nodes('queue')[0]!, 'next', {})
      },
      work(state, _message, ctx) {
        state.isBusy = true
        ctx.send(ctx.self, 'process', {})
      },
      process(state, _message, ctx) {
        state.isBusy = false
        ctx.send(ctx.nodes('queue')[0]!, 'done', { asks: !state.isLeaving })
        if (state.isLeaving) ctx.exit()
      },
      drain(state, _message, ctx) {
        state.isLeaving = true
        if (!state.isBusy) ctx.exit()
      },
    },
  })
}

/** Items arrive, wait for one of its workers, and are done. */
export const pool = behavior<WorkerScaling, 'pool', object>({
  init: () => ({}),
  on: {
    item(_state, _message, ctx) {
      ctx.end('ok')
    },
  },
})
