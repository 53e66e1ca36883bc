/** How often something happens again: independent gaps, one after the other. */

/** A gap's mean and variance. */
export interface Gap {
  readonly mean: number
  readonly variance: number
}

/**
 * How many renewals `sources` independent sources have by `time`, and the standard error of it,
 * for times of a few gaps or more.
 * Source: Cox, "Renewal Theory" (1962), sections 4.2 and 3.3.
 */
export function renewals(gap: Gap, sources: number, time: number) {
  const { mean, variance } = gap
  return {
    mean: sources * (time / mean + (variance / mean ** 2 - 1) / 2),
    standardError: Math.sqrt((sources * time * variance) / mean ** 3),
  }
}
