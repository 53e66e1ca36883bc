/** Clients, the root and the shards of a ranked search. */
import { behavior } from '../../../engine/index.ts'
import type { Context, Micros, NodeId, Timer } from '../../../engine/index.ts'
import { best, merge, weights } from './ranking.ts'
import type { Scored } from './ranking.ts'

/** Who receives what. */
export type Ranking = {
  client: {
    ask: { words: readonly number[] }
    answer: { words: readonly number[]; hits: readonly Scored[]; complete: boolean }
  }
  root: {
    search: { words: readonly number[] }
    hits: { search: string; shard: number; hits: readonly Scored[] }
    deadline: { search: string }
  }
  shard: {
    /** Which documents it keeps; `worth` of the words over all documents, or `null`: its own. */
    load: { documents: readonly number[]; worth: readonly number[] | null }
    lookup: { search: string; words: readonly number[]; count: number }
  }
}

/** The last answer, for checks. */
export interface ClientState {
  last: Ranking['client']['answer'] | null
}

/** What the root knows. */
export interface RootState {
  open: {
    [search: string]: {
      readonly asker: NodeId<'client'>
      readonly words: readonly number[]
      readonly timer: Timer
      lists: { [shard: string]: readonly Scored[] }
    }
  }
}

/** What a shard keeps. */
export interface ShardState {
  documents: readonly number[]
  worth: readonly number[]
}

/** How a ranked search is set up. */
export interface Setup {
  readonly documents: number
  /** Places in the answer. */
  readonly k: number
  /** Hits that each shard sends. */
  readonly perShard: number
  readonly deadline: Micros
  /** Chance that a document is put into the first shard whatever the draw says. */
  readonly skew: number
  readonly statistics: 'global' | 'local'
  /** Whether an answer without some shard is called complete all the same. */
  readonly isSilent: boolean
}

/** The documents, by number. */
export const library = (documents: number) =>
  Array.from({ length: documents }, (_, document) => document)

/**
 * A client that knows the right answer: it counts places that it should have filled (`wanted`) and
 * that were filled by the right documents (`found`).
 */
export function reader({ documents, k }: Setup) {
  const all = library(documents)
  const worth = weights(all)
  return behavior<Ranking, 'client', ClientState>({
    init: () => ({ last: null }),
    on: {
      ask(_state, { words }, ctx) {
        ctx.send(ctx.nodes('root')[0]!, 'search', { words })
      },
      answer(state, answer, ctx) {
        state.last = answer
        const right = best(all, answer.words, worth, k)
        ctx.count('wanted', right.length)
        ctx.count(
          'found',
          right.filter(({ document }) => answer.hits.some((hit) => hit.document === document))
            .length,
        )
        if (!answer.complete) ctx.count('partial')
        ctx.end('ok', {
          hits: answer.hits.map(({ document }) => document),
          complete: answer.complete,
        })
      },
    },
  })
}

/** The root: hands the documents out at random, then asks every shard for its best and merges. */
export function ranker(setup: Setup) {
  const { documents, k, perShard, deadline, skew, statistics, isSilent } = setup
  const finish = (state: RootState, search: string, ctx: Context<Ranking, 'root'>) => {
    const open = state.open[search]!
    delete state.open[search]
    ctx.cancel(open.timer)
    const names = Object.keys(open.lists)
    const hits = merge(
      names.map((name) => open.lists[name]!),
      k,
    )
    const complete = isSilent || names.length === ctx.nodes('shard').length
    ctx.send(open.asker, 'answer', { words: open.words, hits, complete })
  }
  return behavior<Ranking, 'root', RootState>({
    init: () => ({ open: {} }),
    start(_state, ctx) {
      const shards = ctx.nodes('shard')
      const placed: number[][] = shards.map(() => [])
      for (const document of library(documents)) {
        const draw = ctx.random.choose(shards.length)
        placed[ctx.random.bernoulli(skew) ? 0 : draw]!.push(document)
      }
      const worth = statistics === 'global' ? weights(library(documents)) : null
      shards.forEach((shard, place) =>
        ctx.send(shard, 'load', { documents: placed[place]!, worth }),
      )
    },
    on: {
      search(state, { words }, ctx) {
        const search = ctx.id
        for (const shard of ctx.nodes('shard'))
          ctx.send(shard, 'lookup', { search, words, count: perShard })
        state.open[search] = {
          asker: ctx.from,
          words,
          timer: ctx.after(deadline, 'deadline', { search }),
          lists: {},
        }
      },
      hits(state, { search, shard, hits }, ctx) {
        const open = state.open[search]
        if (!open) return
        open.lists[`s${shard}`] = hits
        if (Object.keys(open.lists).length === ctx.nodes('shard').length) finish(state, search, ctx)
      },
      deadline(state, { search }, ctx) {
        if (state.open[search]) finish(state, search, ctx)
      },
    },
  })
}

/** A shard: keeps its documents on disk, scores them and answers with its best. */
export const shard = behavior<Ranking, 'shard', ShardState>({
  init: () => ({ documents: [], worth: [] }),
  recover: (_self, disk) => {
    const saved = disk.read('documents')
    return saved === undefined ? { documents: [], worth: [] } : (saved as unknown as ShardState)
  },
  on: {
    load(state, { documents, worth }, ctx) {
      state.documents = documents
      state.worth = worth ?? weights(documents)
      ctx.disk.write('documents', { documents: state.documents, worth: state.worth })
    },
    lookup(state, { search, words, count }, ctx) {
      ctx.reply('hits', {
        search,
        shard: ctx.index,
        hits: best(state.documents, words, state.worth, count),
      })
    },
  },
})
