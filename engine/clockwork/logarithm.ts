/**
 * Minus the logarithm of a uniform draw, fast: the heart of every exponential sample.
 *
 * A draw is an integer k of 32 bits, so −ln((k + 1) / 2^32) needs no general logarithm: the
 * position of its leading bit gives the power of two, the next eight bits a table entry, and the
 * rest a short polynomial. Only +, − and × are used, so the result is the same everywhere.
 */
import { ln } from './mathematics.ts'

const LN_2 = 0.6931471805599453
const CELLS = 256
const WIDTH = 8_388_608 // 2^23: a cell of the mantissas 2^31 … 2^32, which share their top bits

const inverses = new Float64Array(CELLS) // 1 / the middle of cell i
const logarithms = new Float64Array(CELLS) // ln(2^32 / the middle of cell i)
for (let i = 0; i < CELLS; i++) {
  const middle = 2_147_483_648 + (i + 0.5) * WIDTH
  inverses[i] = 1 / middle
  logarithms[i] = -ln(middle / 4_294_967_296)
}

/**
 * −ln(u + 2^−32) for a 32-bit draw `u` in [0, 1): an exponential value of mean 1, decreasing in
 * `u`, from 0 to 22.18 = 32 ln 2. Within 4e-16 of the true logarithm, relative to the larger of
 * it and 1.
 */
export function minusLn(u: number): number {
  const k = u * 4_294_967_296 + 1 // 1 … 2^32, exact
  if (k === 4_294_967_296) return 0
  const shift = Math.clz32(k)
  const mantissa = (k << shift) >>> 0
  const cell = (mantissa >>> 23) & 255
  const middle = 2_147_483_648 + (cell + 0.5) * WIDTH
  const r = (mantissa - middle) * inverses[cell]! // |r| ≤ 2^−9
  const series =
    r * (1 - r * (0.5 - r * (0.3333333333333333 - r * (0.25 - r * (0.2 - r * 0.16666666666666666)))))
  return shift * LN_2 + (logarithms[cell]! - series)
}
