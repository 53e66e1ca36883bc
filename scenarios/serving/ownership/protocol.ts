/** What the roles of ownership receive, and what its servers remember. */
import type { Micros, NodeId } from '../../../engine/index.ts'
import type { KeeperMessages } from '../../parts/keeper.ts'
import type { StoreRequests } from '../../parts/key-value-store.ts'
import type { Calls, StoreClient } from '../../parts/store-client.ts'

/** What each role receives. */
export type Ownership = {
  store: StoreRequests
  keeper: KeeperMessages
  /** Hears of each new owner, and sees who goes down. */
  monitor: { owns: object }
  client: {
    request: object
    served: { request: string }
    /** The server is not the owner. */
    elsewhere: { request: string }
    overdue: { request: string }
  }
  server: StoreClient & {
    /** Time to become the owner, if nobody is. */
    look: { watching: string | null }
    renew: { created: number }
    /** The lease that was to end then has ended. */
    deadline: { until: Micros }
    serve: { request: string }
  }
}

/** How servers hold on to what they own. */
export interface Manner {
  /** Time to live of the ownership in the store. */
  readonly ttl: Micros
  /** µs between two renewals. */
  readonly renew: Micros
  /** Share of the time to live by which an owner stops early, for clocks that run differently. */
  readonly margin: number
  /** What an owner does that has lost it: end itself, or nothing. */
  readonly onLoss: 'exit' | 'ignore'
}

/** A lease as its owner knows it. */
export interface Lease {
  /** Its number, higher for each new one. */
  created: number
  /** Moment on the owner's clock from which it is no longer the owner. */
  until: Micros
}

/** What a server remembers. */
export interface ServerState {
  lease: Lease | null
  calls: Calls
  watching: string | null
}

/** What the monitor remembers: who owned last, and the times from an owner's crash to the next owner. */
export interface MonitorState {
  owner: NodeId<never> | null
  /** When the owner went down, while nobody has taken over. */
  lostAt: Micros | null
  /** The longest failover so far. */
  longest: Micros
  changes: number
}

/** The key that says who owns it. */
export const ownerKey = 'owner'
