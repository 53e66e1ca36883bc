/**
 * What clients, root and leaves say to each other, and what a right answer is. The documents are
 * made up by rule, so that a check can say what a search should have found without asking a leaf.
 */
import type { Micros, NodeId, OperationId, Timer } from '../../../engine/index.ts'

/** Who receives what. */
export type Search = {
  client: {
    /** A person asks. */
    ask: { query: number }
    /** The root's answer. `complete`: every shard is in it. `failed`: there is none. */
    answer: { query: number; hits: readonly number[]; complete: boolean; failed: boolean }
    impatient: { query: number }
  }
  root: {
    search: { query: number }
    hits: { search: string; shard: number; hits: readonly number[] }
    /** A leaf could not look it up. */
    sorry: { search: string; shard: number }
    hedge: { search: string }
    tie: { search: string }
    deadline: { search: string }
  }
  leaf: {
    /** `twin` is the other copy that has been asked, in tied requests. */
    lookup: { search: string; shard: number; query: number; twin: NodeId<'leaf'> | null }
    /** A tied leaf takes up what it queued. */
    work: { search: string; shard: number; query: number }
    /** The twin has begun: leave it. */
    cancel: { search: string }
  }
}

/** A search under way at the root. */
export interface Open {
  readonly asker: NodeId<'client'>
  readonly query: number
  readonly since: Micros
  /** Whose search it is, for work that no message of it leads to. */
  readonly operation: OperationId | null
  /** Shards neither answered nor given up. */
  waiting: number
  hits: number[]
  /** One per shard, in order. */
  shards: ('waiting' | 'answered' | 'missing')[]
  /** The copy asked last, one per shard. */
  copy: number[]
  /** How many copies have been asked, one per shard. */
  asked: number[]
  /** Whom hedges went to. */
  hedged: NodeId<'leaf'>[]
  timers: Timer[]
}

/** What the root knows. */
export interface RootState {
  /** Searches begun. */
  searches: number
  open: { [search: string]: Open }
  answered: number
  partial: number
  failed: number
  /** Leaves that are known to be down. */
  down: { [leaf: string]: true }
}

/** What a client knows. */
export interface ClientState {
  waiting: { [query: string]: Timer }
  /** The last answer, for checks. */
  last: { query: number; hits: readonly number[]; complete: boolean; failed: boolean } | null
}

/** The documents of a shard that match a query: one to three of them. */
export function matches(shard: number, query: number): number[] {
  const count = 1 + ((shard + query) % 3)
  const found: number[] = []
  for (let place = 0; place < count; place++) found.push(shard * 10 + place)
  return found
}

/** How many documents match a query over all shards. */
export function allMatches(shards: number, query: number): number {
  let count = 0
  for (let shard = 0; shard < shards; shard++) count += 1 + ((shard + query) % 3)
  return count
}
