/** What the roles of fencing receive, and the ways to guard an owner's requests. */
import type { Micros, NodeId } from '../../../engine/index.ts'
import type { StoreRequests } from '../../parts/key-value-store.ts'
import type { Calls, StoreClient } from '../../parts/store-client.ts'

/** A request of an owner, signed with who it is and since when. */
export interface Write {
  job: string
  owner: string
  /** The number of the sender's ownership, higher for each new one: the fencing token. */
  token: number
}

/** What each role receives. */
export type Fencing = {
  store: StoreRequests
  client: {
    /** `to`: the one server to ask, from 1; 0 for all of them. */
    job: { to: number }
    done: { job: string; ok: boolean }
    overdue: { job: string }
  }
  server: StoreClient & {
    look: { watching: string | null }
    renew: { created: number }
    perform: { job: string }
    /** The work is done; its result goes to the worker. */
    send: { write: Write; client: NodeId<'client'> }
    written: { job: string; ok: boolean }
  }
  worker: StoreClient & {
    write: Write
  }
}

/** How a server acts as an owner. */
export interface Manner {
  readonly ttl: Micros
  readonly renew: Micros
  /** It acts only within this share of the time to live after its last renewal; 0: as long as it believes. */
  readonly guard: number
  /** µs from looking whether it may act to acting. */
  readonly work: Micros
  /** When each server begins, µs; the last one counts for all further ones. */
  readonly begin: readonly Micros[]
  /** Up to so many µs later, by chance. */
  readonly jitter: Micros
}

/** What a server remembers. */
export interface ServerState {
  lease: { created: number; lockedAt: Micros } | null
  calls: Calls
  watching: string | null
  /** Who asked for the jobs that are at the worker. */
  clients: { [job: string]: NodeId<'client'> }
}

/** What a worker looks at before it accepts a write. */
export type Check = 'none' | 'name' | 'name-and-version' | 'token'

/** What a worker remembers. */
export interface WorkerState {
  /** The write in force. */
  value: Write | null
  /** The highest token of any accepted write. */
  highest: number
  accepted: number
  refused: number
  /** Accepted although a write of a newer owner had been. */
  stale: number
  /** Refused with a token lower than the highest. */
  fenced: number
  calls: Calls
  /** Writes that wait for the store's word. */
  open: { [request: string]: { write: Write; sender: NodeId<'server'> } }
}

/** The key that says who owns it. */
export const ownerKey = 'owner'
