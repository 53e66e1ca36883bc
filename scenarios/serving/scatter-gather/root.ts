/**
 * The root: scatters a search over all shards, gathers what they answer, and decides when to ask a
 * second copy and when to stop waiting.
 */
import { behavior } from '../../../engine/index.ts'
import type { Context, Micros, NodeId } from '../../../engine/index.ts'
import type { Open, RootState, Search } from './protocol.ts'

/** What the root does about copies. */
export type Strategy = 'plain' | 'hedged' | 'tied' | 'balanced'

/** How the root works. */
export interface Policy {
  /** Shards of the documents. */
  readonly leaves: number
  /** Copies of each shard. Copy c of shard s is leaf number c · leaves + s, from 0. */
  readonly copies: number
  readonly strategy: Strategy
  readonly hedgeAfter: Micros
  readonly tieAfter: Micros
  /** When an answer counts as late. */
  readonly deadline: Micros
  /** Whether the root answers at the deadline with what it has. */
  readonly answersAtDeadline: boolean
  /** Shards that are enough for an answer. */
  readonly enough: number
}

/** What a broken twin gets wrong. */
export interface Rules {
  /** Whether an answer of this shard is one more that has been waited for. */
  counts(open: Open, shard: number): boolean
  /** Whether the answer may be called complete. */
  isComplete(open: Open): boolean
}

/** A shard counts once, and an answer is complete when every shard is in it. */
export const soundRules: Rules = {
  counts: (open, shard) => open.shards[shard] !== 'answered',
  isComplete: (open) => open.shards.every((shard) => shard === 'answered'),
}

type Root = Context<Search, 'root'>

/** The root of a scatter/gather. */
export function searchRoot(policy: Policy, rules: Rules = soundRules) {
  return behavior<Search, 'root', RootState>({
    init: () => ({ searches: 0, open: {}, answered: 0, partial: 0, failed: 0, down: {} }),
    on: {
      search(state, { query }, ctx) {
        const open: Open = {
          asker: ctx.from,
          query,
          since: ctx.now,
          operation: ctx.operation,
          waiting: policy.leaves,
          hits: [],
          shards: Array.from({ length: policy.leaves }, () => 'waiting' as const),
          copy: Array.from({ length: policy.leaves }, () => 0),
          asked: Array.from({ length: policy.leaves }, () => 0),
          hedged: [],
          timers: [],
        }
        const search = ctx.id
        // Balanced: searches take turns on the copies, and leave out those that are down.
        const turn = policy.strategy === 'balanced' ? state.searches : 0
        state.searches++
        for (let shard = 0; shard < policy.leaves; shard++)
          ask(open, shard, upFrom(state, ctx, shard, turn), { search, ctx })
        if (policy.strategy === 'hedged')
          open.timers.push(ctx.after(policy.hedgeAfter, 'hedge', { search }))
        if (policy.strategy === 'tied')
          open.timers.push(ctx.after(policy.tieAfter, 'tie', { search }))
        if (policy.answersAtDeadline)
          open.timers.push(ctx.after(policy.deadline, 'deadline', { search }))
        state.open[search] = open
      },
      hits(state, { search, shard, hits }, ctx) {
        const open = state.open[search]
        if (!open || !rules.counts(open, shard)) {
          ctx.count('wasted')
          return
        }
        open.shards[shard] = 'answered'
        open.hits.push(...hits)
        open.waiting--
        if (open.waiting <= policy.leaves - policy.enough) finish(state, search, open, ctx)
      },
      sorry(state, { search, shard }, ctx) {
        const open = state.open[search]
        if (!open || open.shards[shard] !== 'waiting') return
        if (open.asked[shard]! < policy.copies) {
          ask(open, shard, upFrom(state, ctx, shard, open.copy[shard]! + 1), { search, ctx })
          return
        }
        open.shards[shard] = 'missing'
        open.waiting--
        if (open.waiting <= policy.leaves - policy.enough) finish(state, search, open, ctx)
      },
      hedge(state, { search }, ctx) {
        secondCopies(state, search, 'hedges', ctx)
      },
      tie(state, { search }, ctx) {
        secondCopies(state, search, 'ties', ctx)
      },
      deadline(state, { search }, ctx) {
        const open = state.open[search]
        if (open) finish(state, search, open, ctx)
      },
    },
    // Only a balanced root is told: it stands for the health checks of a balancer per shard.
    supervise(state, { node, status }, ctx) {
      if (status === 'up') {
        delete state.down[node]
        return
      }
      state.down[node] = true
      const place = ctx.nodes('leaf').indexOf(node as NodeId<'leaf'>)
      const shard = place % policy.leaves
      const copy = (place - shard) / policy.leaves
      for (const search of Object.keys(state.open)) {
        const open = state.open[search]!
        if (open.shards[shard] !== 'waiting' || open.copy[shard] !== copy) continue
        ctx.count('asked again')
        ask(open, shard, upFrom(state, ctx, shard, copy + 1), { search, ctx })
      }
    },
  })

  /** The first copy of a shard, counted from `copy`, that is not known to be down. */
  function upFrom(state: RootState, ctx: Root, shard: number, copy: number): number {
    const leaves = ctx.nodes('leaf')
    for (let step = 0; step < policy.copies; step++) {
      const candidate = (copy + step) % policy.copies
      if (!state.down[leaves[candidate * policy.leaves + shard]!]) return candidate
    }
    return copy % policy.copies
  }

  function ask(
    open: Open,
    shard: number,
    copy: number,
    { search, ctx }: { search: string; ctx: Root },
  ): void {
    const leaves = ctx.nodes('leaf')
    const isTied = policy.strategy === 'tied' && policy.copies > 1
    const twin = isTied ? leaves[((copy + 1) % policy.copies) * policy.leaves + shard]! : null
    open.copy[shard] = copy
    open.asked[shard]!++
    ctx.count('calls')
    const { query, operation } = open
    ctx.send(
      leaves[copy * policy.leaves + shard]!,
      'lookup',
      { search, shard, query, twin },
      { operation },
    )
  }

  /** Asks one more copy of every shard that has not answered. */
  function secondCopies(
    state: RootState,
    search: string,
    name: 'hedges' | 'ties',
    ctx: Root,
  ): void {
    const open = state.open[search]
    if (!open || policy.copies < 2) return
    const leaves = ctx.nodes('leaf')
    for (let shard = 0; shard < policy.leaves; shard++) {
      if (open.shards[shard] !== 'waiting' || open.asked[shard]! >= policy.copies) continue
      const copy = (open.copy[shard]! + 1) % policy.copies
      if (name === 'hedges') open.hedged.push(leaves[copy * policy.leaves + shard]!)
      ctx.count(name)
      ask(open, shard, copy, { search, ctx })
    }
  }

  function finish(state: RootState, search: string, open: Open, ctx: Root): void {
    for (const timer of open.timers) ctx.cancel(timer)
    delete state.open[search]
    const complete = rules.isComplete(open)
    // Who has not been promised partial answers gets all or nothing.
    const failed = !complete && !policy.answersAtDeadline && policy.enough === policy.leaves
    if (failed) state.failed++
    else state.answered++
    if (!complete && !failed) {
      state.partial++
      ctx.count('partial')
    }
    ctx.count('finished')
    if (ctx.now - open.since > policy.deadline) ctx.count('late')
    ctx.observe('gather', ctx.now - open.since)
    ctx.send(open.asker, 'answer', {
      query: open.query,
      hits: failed ? [] : open.hits,
      complete,
      failed,
    })
  }
}
