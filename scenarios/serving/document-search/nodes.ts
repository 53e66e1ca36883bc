/** Clients, the root and the leaves of a search over documents. */
import { behavior } from '../../../engine/index.ts'
import type { Context, Micros, NodeId, Timer } from '../../../engine/index.ts'
import { indexOf, intersect, lookUp, readAll } from './corpus.ts'
import type { Index } from './corpus.ts'

/** Who receives what. A part is a term's place in the query, or a shard's number. */
export type Library = {
  client: {
    ask: { terms: readonly string[] }
    answer: { terms: readonly string[]; documents: readonly number[]; complete: boolean }
  }
  root: {
    search: { terms: readonly string[] }
    found: { search: string; part: number; documents: readonly number[] }
    deadline: { search: string }
  }
  leaf: { lookup: { search: string; part: number; terms: readonly string[] } }
}

/** The last answer, for checks. */
export interface ClientState {
  last: Library['client']['answer'] | null
}

interface Open {
  readonly asker: NodeId<'client'>
  readonly terms: readonly string[]
  readonly timer: Timer
  readonly parts: number
  /** Answers by part, `p0` …: a part that answers twice is still one. */
  found: { [part: string]: readonly number[] }
  /** How many answers came, for the broken twin that goes by it. */
  answers: number
  /** Everything that came, in order of arrival; for the same. */
  heap: number[]
}

/** What the root knows. */
export interface RootState {
  searches: number
  open: { [search: string]: Open }
}

/** A leaf's documents, and its index of them. */
export interface LeafState {
  documents: number
  index: Index
}

/** How documents and queries are spread. */
export type Arrangement = 'shards' | 'terms'

/** What a broken twin gets wrong. */
export interface Rules {
  isDone(open: { parts: number; found: object; answers: number }): boolean
  isComplete(open: { parts: number; found: object; answers: number }): boolean
  /** Whether answers are thrown on a heap, not kept by part. */
  readonly heaps: boolean
}

const answered = ({ parts, found }: { parts: number; found: object }) =>
  Object.keys(found).length === parts

/** Every part has answered, each counted once. */
export const soundRules: Rules = { isDone: answered, isComplete: answered, heaps: false }

/** A client counts what its answers leave out (`left out`), and what they should have (`wanted`). */
export function reader(documents: number) {
  return behavior<Library, 'client', ClientState>({
    init: () => ({ last: null }),
    on: {
      ask(_state, { terms }, ctx) {
        ctx.send(ctx.nodes('root')[0]!, 'search', { terms })
      },
      answer(state, answer, ctx) {
        state.last = answer
        const right = readAll(documents, answer.terms)
        ctx.count('wanted', right.length)
        ctx.count('found', right.filter((document) => answer.documents.includes(document)).length)
        ctx.count(
          'left out',
          right.filter((document) => !answer.documents.includes(document)).length,
        )
        if (!answer.complete) ctx.count('partial')
        ctx.end('ok', { documents: answer.documents.length, complete: answer.complete })
      },
    },
  })
}

/**
 * The root. With `terms` it gives each term to another leaf and keeps what all of them found; with
 * `shards` it gives the whole query to every leaf and puts together what any of them found.
 */
export function librarian(arrangement: Arrangement, deadline: Micros, rules: Rules = soundRules) {
  const finish = (state: RootState, search: string, ctx: Context<Library, 'root'>) => {
    const open = state.open[search]!
    delete state.open[search]
    ctx.cancel(open.timer)
    const lists = Object.keys(open.found).map((part) => open.found[part]!)
    const documents = rules.heaps
      ? [...open.heap]
      : arrangement === 'terms'
        ? intersect(lists)
        : lists.flat().sort((a, b) => a - b)
    ctx.send(open.asker, 'answer', {
      terms: open.terms,
      documents,
      complete: rules.isComplete(open),
    })
  }
  return behavior<Library, 'root', RootState>({
    init: () => ({ searches: 0, open: {} }),
    on: {
      search(state, { terms }, ctx) {
        const leaves = ctx.nodes('leaf')
        const search = ctx.id
        const parts = arrangement === 'terms' ? terms.length : leaves.length
        // Any leaf can do any term, so the terms of successive queries go round.
        const first = arrangement === 'terms' ? state.searches : 0
        for (let part = 0; part < parts; part++) {
          ctx.count('calls')
          ctx.send(leaves[(first + part) % leaves.length]!, 'lookup', {
            search,
            part,
            terms: arrangement === 'terms' ? [terms[part]!] : terms,
          })
        }
        state.searches += arrangement === 'terms' ? parts : 1
        const timer = ctx.after(deadline, 'deadline', { search })
        state.open[search] = {
          asker: ctx.from,
          terms,
          timer,
          parts,
          found: {},
          answers: 0,
          heap: [],
        }
      },
      found(state, { search, part, documents }, ctx) {
        const open = state.open[search]
        if (!open) return
        open.found[`p${part}`] = documents
        open.answers++
        if (rules.heaps) open.heap.push(...documents)
        if (rules.isDone(open)) finish(state, search, ctx)
      },
      deadline(state, { search }, ctx) {
        if (state.open[search]) finish(state, search, ctx)
      },
    },
  })
}

/**
 * A leaf with an index of its documents: every `of`-th with `shards`, all of them with `terms`. It
 * holds at most `memory` documents and leaves out the rest.
 */
export function shelf({
  arrangement,
  documents,
  memory,
}: {
  arrangement: Arrangement
  documents: number
  memory: number
}) {
  return behavior<Library, 'leaf', LeafState>({
    init: ({ index, count }) => {
      const own: number[] = []
      for (let document = 1; document <= documents && own.length < memory; document++)
        if (arrangement === 'terms' || document % count === index) own.push(document)
      return { documents: own.length, index: indexOf(own) }
    },
    on: {
      lookup(state, { search, part, terms }, ctx) {
        ctx.count('served')
        ctx.reply('found', { search, part, documents: lookUp(state.index, terms) })
      },
    },
  })
}
