/** Other simulators, and how they take part. */
import type { Contestant } from '../contestant.ts'
import type { Size } from '../outcome.ts'

/** The workloads that peers do too. */
export type Kind = 'phold' | 'requests' | 'queueing'

/** One simulator. */
export interface Peer {
  readonly name: string
  /** Where the set-up takes it from. */
  readonly from: string
  /**
   * How much of Orrery's work it is given in a round: enough for a steady rate, little enough not
   * to wait for it. What is compared is a rate.
   */
  readonly share: number
  /** Why it can't take part, in a sentence; `null` when it can. */
  absence(): Promise<string | null>
  /** Installs and builds it; answers as {@link Peer.absence} does afterwards. */
  setUp(): Promise<string | null>
  /** Somebody who does a workload, the fastest way it has; `name` says which way that was. */
  enter(kind: Kind, size: Size): Promise<{ readonly contestant: Contestant; readonly name: string }>
}
