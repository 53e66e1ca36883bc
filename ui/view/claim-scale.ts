/** A claim's picture in numbers: one scale for its values, their interval and what is expected. */
import type { Expectation } from '../../engine/index.ts'
import type { Scale } from './distribution.ts'

/** A stretch of the scale. */
export interface Band {
  readonly from: number
  readonly to: number
}

/** The scale that holds the values, the interval and the bounds of what is expected. */
export function claimScale(
  claim: {
    readonly values: readonly number[]
    readonly interval: { readonly low: number; readonly high: number }
    readonly expected: Expectation
  },
  width: number,
): Scale {
  const { values, interval, expected } = claim
  const [low, high] = boundsOf(expected)
  const all = [...values, interval.low, interval.high, low, high].filter((one) =>
    Number.isFinite(one),
  )
  const from = Math.min(...all)
  const to = Math.max(...all)
  const room = (to - from) * 0.06 || Math.abs(from) / 2 || 1
  return { from: from - room, to: to + room, width, isWhole: false }
}

/** Where on the scale a mean is as expected. */
export function expectationBand(expected: Expectation, { from, to }: Scale): Band {
  const [low, high] = boundsOf(expected)
  return { from: Math.max(from, low), to: Math.min(to, high) }
}

function boundsOf(expected: Expectation): readonly [number, number] {
  if (!('value' in expected)) return [expected.atLeast ?? -Infinity, expected.atMost ?? Infinity]
  const { value, tolerance } = expected
  // Within standard errors nothing but the value itself is known beforehand.
  const by =
    tolerance.kind === 'errors'
      ? 0
      : tolerance.kind === 'relative'
        ? tolerance.by * Math.abs(value)
        : tolerance.by
  return [value - by, value + by]
}
