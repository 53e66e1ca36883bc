/**
 * Minus the logarithm of a uniform draw, fast: the heart of every exponential sample.
 *
 * A draw is an integer of 32 bits, so −ln((k + 1) / 2^32) needs no general logarithm: the position
 * of the leading bit gives the power of two, the next nine bits a table entry, and the rest a short
 * series. Only +, − and × are used, so the result is the same everywhere.
 */
import { ln } from './mathematics.ts'

const LN_2 = 0.6931471805599453
const HALF = 2_147_483_648 // mantissas run from 2^31 to 2^32
const WIDTH = 4_194_304 // 2^22, the width of one of 512 cells of them

const inverses = new Float64Array(512) // 1 / the middle of cell i
const logarithms = new Float64Array(512) // ln(2^32 / the middle of cell i)
for (let i = 0; i < 512; i++) {
  const middle = HALF + (i + 0.5) * WIDTH
  inverses[i] = 1 / middle
  logarithms[i] = -ln(middle / 4_294_967_296)
}

/**
 * −ln(u + 2^−32) for a 32-bit draw `u` in [0, 1): an exponential value of mean 1, decreasing in
 * `u`, from 32 ln 2 = 22.18 to 0. Within 1e-15 of the true logarithm, relative to it where it is
 * above 1.
 */
export function minusLn(u: number): number {
  const k = u * 4_294_967_296 + 1 // 1 … 2^32, exact
  if (k === 4_294_967_296) return 0
  const shift = Math.clz32(k)
  const mantissa = k << shift // its leading bit is set; read as signed, that subtracts 2^32
  const cell = (mantissa >>> 22) & 511
  const r = ((mantissa & 4_194_303) - 2_097_152) * inverses[cell]! // |r| < 2^−10
  const square = r * r
  const log1p = r - square * (0.5 - r * 0.3333333333333333 + square * (0.25 - r * 0.2))
  return shift * LN_2 + (logarithms[cell]! - log1p)
}
