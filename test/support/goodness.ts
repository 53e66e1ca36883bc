/** Whether samples look like draws from a distribution: the two classical tests. */

/**
 * The largest distance between the samples' distribution and `cdf`, as a multiple of what chance
 * exceeds once in a thousand times; above 1 is suspicious.
 * Source: Kolmogorov (1933); the limit is sqrt(ln(2 / α) / 2n), here with α = 0.001.
 */
export function kolmogorovSmirnov(samples: readonly number[], cdf: (x: number) => number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const n = sorted.length
  let distance = 0
  for (const [i, x] of sorted.entries()) {
    const p = cdf(x)
    distance = Math.max(distance, p - i / n, (i + 1) / n - p)
  }
  return distance / Math.sqrt(Math.log(2 / 0.001) / (2 * n))
}

/**
 * Pearson's χ² of counts against expected counts, as a multiple of what chance exceeds once in a
 * thousand times; above 1 is suspicious. Expected counts should be 5 or more.
 * Source: the limit is Wilson and Hilferty's (1931), within a percent from 3 degrees of freedom.
 */
export function chiSquare(counts: readonly number[], expected: readonly number[]): number {
  let statistic = 0
  for (const [i, count] of counts.entries()) {
    const e = expected[i]!
    statistic += ((count - e) * (count - e)) / e
  }
  const freedom = counts.length - 1
  const spread = 2 / (9 * freedom)
  const root = 1 - spread + 3.0902 * Math.sqrt(spread)
  return statistic / (freedom * root * root * root)
}
