/**
 * The protocol of a replicated service: clients ask a balancer, which passes each request to one of
 * several replicas; a prober finds out which replicas are ready; an orchestrator starts and stops
 * them. `Q` is what is asked and `A` what is answered.
 */
import type { NodeId } from '../../engine/index.ts'

/** A replica's name. */
export type Replica = NodeId<'replica'>

/** What a client wants to know. */
interface Ask<Q> {
  /** Who asks: an address, for policies that go by it. */
  readonly key: string
  readonly question: Q
}

/** A request on its way. */
export interface Request<Q> extends Ask<Q> {
  /** Named by its asker. */
  readonly id: string
  /** The replica that the asker's cookie names. */
  readonly cookie: string | null
}

/** The answer on its way back; `answer` is `null` when `ok` is false. */
interface Answer<A> {
  readonly id: string
  readonly ok: boolean
  readonly answer: A | null
  /** Who answered; `null` when nobody did. */
  readonly replica: string | null
}

/** See the file's header. */
export type Service<Q extends object, A extends object> = {
  client: { ask: Ask<Q>; answer: Answer<A> }
  balancer: {
    request: Request<Q>
    answer: Answer<A>
    /** Nobody answered in time. */
    expired: { readonly id: string }
    /** Who is ready; of two lists the one with the greater revision counts. */
    endpoints: Endpoints
  }
  replica: {
    request: Request<Q>
    /** Answered at once. */
    probe: { readonly round: number }
    /** Waits for a worker, as a request does. */
    deepProbe: { readonly round: number }
    /** It has read its data. */
    loaded: object
    /** It dies of age. */
    worn: object
  }
  prober: {
    round: object
    /** Whoever has not answered by now has failed this round. */
    verdict: { readonly round: number }
    health: { readonly round: number; readonly ready: boolean }
    /** A replica is to be watched from now on, as one not ready yet; or no longer. */
    expect: { readonly replica: Replica; readonly expected: boolean }
  }
  orchestrator: {
    endpoints: Endpoints
    deploy: object
    scale: { readonly to: number }
    drained: { readonly replica: Replica }
    repair: { readonly replica: Replica }
    restart: { readonly replica: Replica }
  }
}

/** The replicas that are ready. */
interface Endpoints {
  readonly revision: number
  readonly ready: readonly Replica[]
}
