/**
 * Leaves: each keeps one shard of the documents and looks queries up in it. How long that takes is
 * the node's capacity; that it sometimes fails is here.
 */
import { behavior } from '../../../engine/index.ts'
import type { Context, NodeId } from '../../../engine/index.ts'
import { matches } from './protocol.ts'
import type { Search } from './protocol.ts'

/** What a leaf keeps. */
export interface LeafState {
  served: number
}

/** Answers, or with the chance `failing` says that it cannot. */
function answer(
  state: LeafState,
  { search, shard, query }: Search['leaf']['work'],
  ctx: Context<Search, 'leaf'>,
  failing: number,
): void {
  const root = ctx.nodes('root')[0]!
  state.served++
  ctx.count('served')
  if (ctx.random.bernoulli(failing)) ctx.send(root, 'sorry', { search, shard })
  else ctx.send(root, 'hits', { search, shard, hits: matches(shard, query) })
}

/** A leaf that serves what comes, in order. */
export function leaf(failing: number) {
  return behavior<Search, 'leaf', LeafState>({
    init: () => ({ served: 0 }),
    on: {
      lookup(state, message, ctx) {
        answer(state, message, ctx, failing)
      },
      work() {},
      cancel() {},
    },
  })
}

/** A request in a tied leaf's own line. */
interface Queued {
  readonly search: string
  readonly shard: number
  readonly query: number
  readonly twin: NodeId<'leaf'> | null
  readonly operation: string | null
}

/** What a tied leaf keeps. */
export interface TiedState extends LeafState {
  queue: Queued[]
  /** Searches being looked up. */
  running: string[]
  /** Cancellations that came before their request; the latest few. */
  cancelled: string[]
  /** Searches to say nothing about although they were begun. Stays empty in a right leaf. */
  stopped: string[]
}

/** More cancellations than this cannot overtake their requests at one time. */
const remembered = 64

/** How a tied leaf treats a cancellation. */
export interface TiedRules {
  /** Whether a cancellation also stops what has begun. */
  readonly stopsBegun: boolean
}

/**
 * A leaf that takes tied requests: when it begins one, it tells the twin to leave it. It keeps its
 * own line, from which a request can still be taken back, and hands `work` to itself.
 * Source: Dean and Barroso, "The Tail at Scale", CACM 56(2) 2013, "Tied requests".
 */
export function tiedLeaf(
  failing: number,
  workers: number,
  rules: TiedRules = { stopsBegun: false },
) {
  return behavior<Search, 'leaf', TiedState>({
    init: () => ({ served: 0, queue: [], running: [], cancelled: [], stopped: [] }),
    on: {
      lookup(state, { search, shard, query, twin }, ctx) {
        const early = state.cancelled.indexOf(search)
        if (early >= 0) {
          state.cancelled.splice(early, 1)
          ctx.count('cancelled')
          return
        }
        state.queue.push({ search, shard, query, twin, operation: ctx.operation })
        takeUp(state, ctx, workers)
      },
      work(state, message, ctx) {
        const { search } = message
        state.running.splice(state.running.indexOf(search), 1)
        const stopped = state.stopped.indexOf(search)
        if (stopped >= 0) state.stopped.splice(stopped, 1)
        else answer(state, message, ctx, failing)
        takeUp(state, ctx, workers)
      },
      cancel(state, { search }, ctx) {
        if (state.running.includes(search)) {
          if (rules.stopsBegun) state.stopped.push(search)
          return
        }
        const place = state.queue.findIndex((queued) => queued.search === search)
        if (place >= 0) {
          state.queue.splice(place, 1)
          ctx.count('cancelled')
          return
        }
        // Either it has been answered, or the cancellation overtook the request.
        state.cancelled.push(search)
        if (state.cancelled.length > remembered) state.cancelled.shift()
      },
    },
  })
}

function takeUp(state: TiedState, ctx: Context<Search, 'leaf'>, workers: number): void {
  while (state.running.length < workers && state.queue.length > 0) {
    const { search, shard, query, twin, operation } = state.queue.shift()!
    state.running.push(search)
    ctx.send(ctx.self, 'work', { search, shard, query }, { operation })
    if (twin !== null) ctx.send(twin, 'cancel', { search }, { operation })
  }
  ctx.gauge('queue', state.queue.length)
}
