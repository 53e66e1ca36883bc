/**
 * Student's t distribution for whole degrees of freedom, from exact finite sums: small, and the
 * same digits on every JavaScript engine.
 */
import atan from '@stdlib/math-base-special-atan'
import { sqrt } from '../clockwork/mathematics.ts'
import { normalQuantile } from '../clockwork/normal-quantile.ts'

/** Above this many degrees of freedom the expansion about the normal quantile is exact enough. */
const SUMMED_LIMIT = 1_000

/**
 * The t below which a share `p` of Student's distribution lies, to about 12 digits.
 *
 * @param p between 0 and 1, both excluded
 * @param freedom degrees of freedom, a whole number from 1
 * @throws RangeError when one is out of range
 * Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7.3 to 26.7.5.
 */
export function tQuantile(p: number, freedom: number): number {
  if (!(p > 0 && p < 1)) {
    throw new RangeError(`no t quantile ${p}; allowed is between 0 and 1, such as 0.975`)
  }
  if (!Number.isSafeInteger(freedom) || freedom < 1) {
    throw new RangeError(
      `no t distribution of ${freedom} degrees; allowed are whole numbers from 1`,
    )
  }
  if (p === 0.5) return 0
  if (p < 0.5) return -tQuantile(1 - p, freedom)
  return freedom > SUMMED_LIMIT ? expanded(p, freedom) : searched(2 * p - 1, freedom)
}

/** The t with `P(-t < T < t) = share`, by halving until neighbouring numbers are left. */
function searched(share: number, freedom: number): number {
  let high = 1
  while (central(high, freedom) < share) {
    high *= 2
    if (high > 1e300) return high
  }
  let low = 0
  for (;;) {
    const middle = low + (high - low) / 2
    if (middle === low || middle === high) return middle
    if (central(middle, freedom) < share) low = middle
    else high = middle
  }
}

/** P(-t < T < t): 26.7.3 for odd and 26.7.4 for even degrees, with theta = atan(t / sqrt(n)). */
function central(t: number, freedom: number): number {
  const cosine2 = freedom / (freedom + t * t)
  const sine = t / sqrt(freedom + t * t)
  const odd = freedom % 2 === 1
  let term = odd ? sqrt(cosine2) : 1
  let sum = 0
  for (let k = odd ? 1 : 0; k <= freedom - 2; k += 2) {
    sum += term
    term *= (cosine2 * (k + 1)) / (k + 2)
  }
  if (!odd) return sine * sum
  return (2 / Math.PI) * (atan(t / sqrt(freedom)) + sine * sum)
}

/** 26.7.5, the quantile in powers of 1 / n about the normal one. */
function expanded(p: number, n: number): number {
  const z = normalQuantile(p)
  const z2 = z * z
  const g1 = (z * (z2 + 1)) / 4
  const g2 = (z * ((5 * z2 + 16) * z2 + 3)) / 96
  const g3 = (z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / 384
  const g4 = (z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945)) / 92_160
  return z + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n
}
