/** Mistakes that are easily made with replicas, each to be caught by a check. */

/** What a broken twin does wrong; what is left out is done right. */
export interface Mistakes {
  /** Whether a replica tells a probe the truth. */
  readonly honest?: boolean
  /** Whether a replica is taken off the list before it is stopped. */
  readonly drains?: boolean
  /** Whether the balancer lets go of replicas that are not ready. */
  readonly ejects?: boolean
}

/** The mistakes, by the name of the variant. */
export const broken: { readonly [variant: string]: Mistakes } = {
  /** Its probe says that the process runs, which is true from its first moment on. */
  hasty: { honest: false },
  /** Replicas are stopped in the middle of requests, and while requests are on their way. */
  abrupt: { drains: false },
  /** The balancer learns of new replicas, but never forgets one. */
  stubborn: { ejects: false },
}
