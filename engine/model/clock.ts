/**
 * A node's own clock: `offset + time × (1 + drift)`, rounded down to whole µs. Timers follow the
 * drift but not the jumps, as monotonic timers do.
 */
import type { Micros } from '../clockwork/time.ts'

/** How a node's clock differs from virtual time. */
export interface ClockOptions {
  /** µs ahead (or, negative, behind). Default 0. */
  readonly offset?: Micros
  /** Rate error in parts per million: 50 gains 50 µs a second. More than −1,000,000. Default 0. */
  readonly drift?: number
}

/** A clock's present setting. `base` is the virtual time at which `offset` was last right. */
export interface Clock {
  offset: Micros
  drift: number
  base: Micros
}

/** A clock as its options describe it at time 0. */
export function clock(options: ClockOptions = {}): Clock {
  return { offset: options.offset ?? 0, drift: options.drift ?? 0, base: 0 }
}

/** What the clock shows at virtual time `at`. */
export function reading(clock: Clock, at: Micros): Micros {
  if (clock.drift === 0) return at + clock.offset
  return at + clock.offset + Math.floor(((at - clock.base) * clock.drift) / 1e6)
}

/** The span of virtual time in which the clock advances by `delay`. */
export function trueDelay(clock: Clock, delay: Micros): Micros {
  if (clock.drift === 0) return delay
  return Math.round(delay / (1 + clock.drift / 1e6))
}

/** Changes the rate from `at` on, without a jump. */
export function setDrift(clock: Clock, drift: number, at: Micros): void {
  clock.offset = reading(clock, at) - at
  clock.base = at
  clock.drift = drift
}

/** Moves the clock by `by` µs at once. */
export function jump(clock: Clock, by: Micros): void {
  clock.offset += by
}
