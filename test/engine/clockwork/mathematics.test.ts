import { expect, test } from 'vitest'
import { Hash } from '../../../engine/clockwork/hash.ts'
import { quickExp } from '../../../engine/clockwork/exponential.ts'
import { minusLn } from '../../../engine/clockwork/logarithm.ts'
import {
  erfc,
  exp,
  expm1,
  ln,
  log1p,
  normalCdf,
  pow,
  sqrt,
} from '../../../engine/clockwork/mathematics.ts'
import { normalQuantile } from '../../../engine/clockwork/normal-quantile.ts'
import { Streams } from '../../../engine/clockwork/random.ts'

const STEP = 2 ** -32

function relative(found: number, expected: number): number {
  return Math.abs(found - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE)
}

test('the portable functions give the textbook values', () => {
  expect([ln(1), exp(0), pow(2, 10), log1p(0), expm1(0), sqrt(9), erfc(0)]).toEqual([
    0, 1, 1_024, 0, 0, 3, 1,
  ])
  expect(relative(ln(10), 2.302585092994046)).toBeLessThan(3e-16)
  expect(relative(exp(1), Math.E)).toBeLessThan(3e-16)
})

test('the portable functions give the same last bits everywhere', () => {
  const stream = new Streams('mathematics').stream('inputs')
  const hash = new Hash()
  for (let i = 0; i < 5_000; i++) {
    const x = stream.uniform53() * 20
    for (const f of [ln, exp, log1p, expm1, sqrt, erfc, quickExp]) hash.number(f(x))
    hash.number(pow(x, 1.5 - x))
    hash.number(minusLn(stream.uniform()))
    hash.number(normalQuantile(stream.uniform53()))
  }
  expect(hash.digest()).toBe('595d6ba9bd6b3a72319b2ab9a70578b7')
})

test('minusLn agrees with the general logarithm on every part of its range', () => {
  const stream = new Streams('1').stream('inputs')
  const inputs = [0, STEP, 0.5, 0.5 - STEP, 1 - STEP, 1 - 2 * STEP, 1 - 1_000 * STEP]
  for (let i = 0; i < 100_000; i++) inputs.push(stream.uniform(), i * STEP, 1 - (i + 1) * STEP)
  const worst = Math.max(
    ...chunks(inputs, (u) => Math.abs(minusLn(u) + ln(u + STEP)) / Math.max(1, -ln(u + STEP))),
  )
  expect(worst).toBeLessThan(1e-15)
})

test('minusLn never grows with its draw', () => {
  // Where table cells meet is where it could.
  for (let cell = 1; cell < 512; cell++) {
    const border = 0.5 + cell / 1_024
    expect(minusLn(border - STEP)).toBeLessThanOrEqual(minusLn(border - 2 * STEP))
    expect(minusLn(border)).toBeLessThanOrEqual(minusLn(border - STEP))
  }
})

test('minusLn ends at 32 ln 2 and at 0', () => {
  expect(minusLn(0)).toBeCloseTo(22.180709777918249, 12)
  expect(minusLn(1 - STEP)).toBe(0)
})

test('quickExp agrees with the general exponential', () => {
  const stream = new Streams('1').stream('inputs')
  for (let i = 0; i < 50_000; i++) {
    const x = (stream.uniform53() - 0.5) * (i % 2 === 0 ? 1_600 : 20)
    const expected = exp(x)
    if (expected === 0 || expected === Infinity) expect(quickExp(x)).toBe(expected)
    else expect(relative(quickExp(x), expected)).toBeLessThan(5e-16)
  }
})

test('quickExp keeps the edges of the general exponential', () => {
  expect([quickExp(-Infinity), quickExp(Infinity), quickExp(0)]).toEqual([0, Infinity, 1])
  expect(quickExp(NaN)).toBeNaN()
})

test('the normal quantile undoes the normal distribution function', () => {
  for (let x = -8; x <= 8; x += 1 / 64) {
    // Above the median, the probability itself has lost digits; there the mirror image is tested.
    expect(Math.abs(normalQuantile(normalCdf(-Math.abs(x))) + Math.abs(x))).toBeLessThan(2e-14)
  }
})

test('the normal quantile is symmetric and has tabulated values', () => {
  expect(normalQuantile(0.5)).toBe(0)
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14)
  expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 14)
  expect(normalQuantile(1e-20)).toBeCloseTo(-9.262340089798408, 13)
  expect(normalQuantile(0.25)).toBe(-normalQuantile(0.75))
})

test('the normal quantile of an impossible probability is not a number', () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity])
  expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(NaN)]).toEqual([NaN, NaN, NaN])
})

/** The largest value in each thousand, so that the spread above stays within the stack. */
function chunks(inputs: readonly number[], f: (x: number) => number): number[] {
  const largest: number[] = []
  for (let i = 0; i < inputs.length; i += 1_000) {
    largest.push(Math.max(...inputs.slice(i, i + 1_000).map(f)))
  }
  return largest
}
