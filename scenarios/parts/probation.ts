/**
 * What a prober knows of one node: ready or not, and how many answers in a row speak against it.
 * A single lost probe should not eject a node, and a single good one may not be enough to trust
 * it; so readiness changes only after a run of equal answers.
 *
 * Source: the thresholds of Kubernetes probes and of every load balancer's health checks.
 */

/** A node on probation, as plain data. */
export interface Probation {
  ready: boolean
  /** Answers in a row that contradict `ready`. */
  against: number
  /** The round of probes it last answered. */
  round: number
}

/** How many answers in a row it takes. */
export interface Thresholds {
  /** Good ones until a node counts as ready. */
  readonly rise: number
  /** Bad or missing ones until it no longer does. */
  readonly fall: number
}

/** A node nobody has probed yet. */
export function probation(ready: boolean): Probation {
  return { ready, against: 0, round: 0 }
}

/** Takes in the answer to a probe; returns whether readiness changed. */
export function judge(node: Probation, good: boolean, { rise, fall }: Thresholds): boolean {
  if (good === node.ready) {
    node.against = 0
    return false
  }
  node.against++
  if (node.against < (node.ready ? fall : rise)) return false
  node.ready = good
  node.against = 0
  return true
}
