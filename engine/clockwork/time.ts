/**
 * Virtual time: a whole number of microseconds since the run began.
 *
 * Integers keep time exact: adding, comparing and hashing them gives the same answer on every
 * machine, and two events at "the same time" really are. Fractions are rounded once, here or by
 * the sampler that drew them, and never again.
 */

/** A moment or a span of virtual time, in whole microseconds. */
export type Micros = number

/** The last moment there is: 2^53 − 1 µs, about 285 years. Beyond it integers are not exact. */
export const TIME_MAX: Micros = 9_007_199_254_740_991

/**
 * A span of `n` microseconds, rounded to the nearest whole one (halves go up).
 * @throws RangeError when `n` is not finite or the span lies beyond {@link TIME_MAX}.
 */
export function micros(n: number): Micros {
  return span(n, 1, 'microseconds')
}

/** A span of `n` milliseconds, rounded to the nearest microsecond. Throws as {@link micros}. */
export function ms(n: number): Micros {
  return span(n, 1_000, 'milliseconds')
}

/** A span of `n` seconds, rounded to the nearest microsecond. Throws as {@link micros}. */
export function seconds(n: number): Micros {
  return span(n, 1_000_000, 'seconds')
}

/** A span of `n` minutes, rounded to the nearest microsecond. Throws as {@link micros}. */
export function minutes(n: number): Micros {
  return span(n, 60_000_000, 'minutes')
}

/** A span of `n` hours, rounded to the nearest microsecond. Throws as {@link micros}. */
export function hours(n: number): Micros {
  return span(n, 3_600_000_000, 'hours')
}

/**
 * A moment as text, always in seconds with all six decimals: `1.270000 s`.
 * Digits come from integer arithmetic, so the text is exact up to {@link TIME_MAX}.
 */
export function formatTime(at: Micros): string {
  if (!Number.isInteger(at)) return `${at} µs`
  const size = at < 0 ? -at : at
  const fraction = size % 1_000_000 // exact, unlike the rounded quotient of a large time
  const whole = (size - fraction) / 1_000_000
  return `${at < 0 ? '-' : ''}${whole}.${String(fraction).padStart(6, '0')} s`
}

function span(n: number, unit: number, name: string): Micros {
  // Negative spans pass: a clock can be behind. Whoever needs a delay refuses them there.
  const at = Math.round(n * unit) + 0 // + 0 turns −0 into 0
  if (Number.isSafeInteger(at)) return at
  throw new RangeError(
    `a time of ${n} ${name} is not possible; give a finite number of at most ` +
      `${Math.floor(TIME_MAX / unit)} ${name}`,
  )
}
