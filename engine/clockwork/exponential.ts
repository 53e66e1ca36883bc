/**
 * e to a power, fast, for log-normal and Pareto samples.
 *
 * The power is split into whole 64ths of ln 2, whose exponentials stand in tables, and a rest too
 * small to need more than five terms of the series. Only +, − and × are used, so the result is the
 * same everywhere.
 */
import { exp } from './mathematics.ts'

const STEPS_PER_UNIT = 92.33248261689366 // 64 / ln 2
const STEP_HIGH = 0.01083042468962958 // ln 2 / 64, its upper 31 bits: exact times a count of steps
const STEP_LOW = 6.619564634077006e-12 // and the rest of it

const fractions = new Float64Array(64) // 2^(i / 64)
for (let i = 0; i < 64; i++) fractions[i] = exp((i * 0.6931471805599453) / 64)

const LEAST = -1022
const powers = new Float64Array(2046) // 2^(i + LEAST), each exact
powers[-LEAST] = 1
for (let i = 1; i <= 1023; i++) powers[i - LEAST] = powers[i - 1 - LEAST]! * 2
for (let i = -1; i >= LEAST; i--) powers[i - LEAST] = powers[i + 1 - LEAST]! / 2

/** e^x, within 4e-16 of it in relative terms. Beyond ±700 it takes the slower, general way. */
export function quickExp(x: number): number {
  if (!(x > -700 && x < 700)) return exp(x)
  const steps = Math.floor(x * STEPS_PER_UNIT + 0.5)
  const r = x - steps * STEP_HIGH - steps * STEP_LOW // |r| ≤ ln 2 / 128
  const square = r * r
  const series =
    r +
    square *
      (0.5 + r * 0.16666666666666666 + square * (0.041666666666666664 + r * 0.008333333333333333))
  const fraction = fractions[steps & 63]!
  return (fraction + fraction * series) * powers[(steps >> 6) - LEAST]!
}
