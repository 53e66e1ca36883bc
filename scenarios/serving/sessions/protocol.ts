/** Who says what to whom when users have sessions. */
import type { Service } from '../../parts/service.ts'

/** A user comes back, with the session that was given to it, if any. */
export interface Visit {
  readonly user: string
  readonly session: string | null
}

/** What the user sees: the session it now has, and how often it was used. */
export interface Greeting {
  readonly session: string
  /** Whether it is the session that the user came with. */
  readonly kept: boolean
  readonly visits: number
}

/** The service, and a store in which sessions outlive the replicas. */
export type Sessions = Service<Visit, Greeting> & {
  replica: {
    /** What the store says about a visit; `id` is the balancer's name for the request. */
    greeting: { readonly id: string; readonly greeting: Greeting }
  }
  store: { visit: { readonly id: string; readonly visit: Visit } }
}

/** A session, wherever it is kept. */
interface Session {
  readonly user: string
  visits: number
}

/** Sessions by their names. */
export type Kept = { [session: string]: Session }

/**
 * What a visit comes to: the session goes on if it is among those kept, otherwise a new one with
 * the name `fresh` begins.
 */
export function receive(kept: Kept, { user, session }: Visit, fresh: string): Greeting {
  const known = session === null ? undefined : kept[session]
  if (session !== null && known) {
    known.visits++
    return { session, kept: true, visits: known.visits }
  }
  kept[fresh] = { user, visits: 1 }
  return { session: fresh, kept: false, visits: 1 }
}
