/**
 * The portable mathematics of the engine.
 *
 * The language leaves the last digit of logarithms, exponentials and powers to each JavaScript
 * engine, and they do differ. These versions use only exact operations, so that a run gives the
 * same numbers in Node, Chromium and Firefox. `sqrt` is exact by the language's own definition.
 */
import erfc from '@stdlib/math-base-special-erfc'
import exp from '@stdlib/math-base-special-exp'
import expm1 from '@stdlib/math-base-special-expm1'
import ln from '@stdlib/math-base-special-ln'
import log1p from '@stdlib/math-base-special-log1p'
import pow from '@stdlib/math-base-special-pow'

/** Natural logarithm, e to a power, power, ln(1 + x), e^x − 1, complementary error function. */
export { erfc, exp, expm1, ln, log1p, pow }

/** Square root, correctly rounded everywhere. */
export const sqrt = (x: number): number => Math.sqrt(x)

/** The probability that a standard normal value is at most `x`. */
export function normalCdf(x: number): number {
  return erfc(-x / Math.SQRT2) / 2
}
