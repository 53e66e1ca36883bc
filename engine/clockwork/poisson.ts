/** Arrivals that come independently at a constant rate. */
import type { Distribution } from './distribution.ts'
import { exponential } from './distribution.ts'

/**
 * The gaps, in microseconds, of a Poisson process of `rate` arrivals a second.
 * @throws RangeError unless the rate is a finite number above 0.
 */
export function poissonProcess(rate: number): Distribution {
  if (Number.isFinite(rate) && rate > 0) return exponential(1_000_000 / rate)
  throw new RangeError(
    `a Poisson process cannot have a rate of ${rate} a second; give a finite number above 0`,
  )
}
