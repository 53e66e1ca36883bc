/**
 * When an open workload asks: processes of arrivals, as plain data, and the gap to the next one.
 */
import { exponential } from '../clockwork/distribution.ts'
import type { Timing } from '../clockwork/distribution.ts'
import type { Stream } from '../clockwork/random.ts'
import { sampler } from '../clockwork/sampler.ts'
import type { Micros } from '../clockwork/time.ts'

/** A process of arrivals. Rates are per second. */
export type Arrivals =
  | { readonly kind: 'poisson'; readonly rate: number }
  | { readonly kind: 'periodic'; readonly every: Micros }
  | { readonly kind: 'renewal'; readonly gap: Timing }
  | {
      readonly kind: 'bursts'
      readonly rate: number
      readonly on: Micros
      readonly off: Micros
    }
  | {
      readonly kind: 'diurnal'
      readonly rate: number
      readonly shape: readonly number[]
      readonly period: Micros
    }

/** Independent arrivals at a mean `rate` per second: exponential gaps, mean and variance of a count both rate × time. */
export function poisson(rate: number): Arrivals {
  return { kind: 'poisson', rate: positive('rate', rate) }
}

/** One arrival every `every` µs. */
export function periodic(every: Micros): Arrivals {
  return { kind: 'periodic', every: positive('every', every) }
}

/** Gaps drawn independently from a distribution, µs. */
export function renewal(gap: Timing): Arrivals {
  return { kind: 'renewal', gap }
}

/** Poisson at `rate` for `on` µs, nothing for `off` µs, and again. */
export function bursts(options: { rate: number; on: Micros; off: Micros }): Arrivals {
  positive('rate', options.rate)
  positive('on', options.on)
  if (!(options.off >= 0)) throw new RangeError(`off is ${options.off}; it must be 0 or more`)
  return { kind: 'bursts', ...options }
}

/**
 * Poisson with a rate that follows the day: `shape` holds factors for equal parts of the `period`,
 * joined by straight lines, and is scaled to mean 1, so that `rate` is the mean.
 */
export function diurnal(options: {
  rate: number
  shape: readonly number[]
  period: Micros
}): Arrivals {
  positive('rate', options.rate)
  positive('period', options.period)
  const sum = options.shape.reduce((total, factor) => total + factor, 0)
  if (options.shape.length === 0 || options.shape.some((f) => !(f >= 0)) || !(sum > 0))
    throw new RangeError('shape needs one or more factors, none negative, not all 0')
  const mean = sum / options.shape.length
  return { kind: 'diurnal', ...options, shape: options.shape.map((factor) => factor / mean) }
}

/** µs from one arrival to the next. `factor` multiplies the rate. */
export type Gap = (random: Stream, at: Micros, factor: number) => Micros

const unit = sampler(exponential(1))

/** The gaps of a process of arrivals. */
export function gaps(arrivals: Arrivals): Gap {
  switch (arrivals.kind) {
    case 'poisson': {
      const mean = 1e6 / arrivals.rate
      return (random, _at, factor) => Math.round((unit(random) * mean) / factor)
    }
    case 'periodic':
      return (_random, _at, factor) => Math.max(1, Math.round(arrivals.every / factor))
    case 'renewal': {
      const draw = sampler(arrivals.gap)
      return (random, _at, factor) => Math.max(0, Math.round(draw(random) / factor))
    }
    case 'bursts': {
      const { on, off } = arrivals
      const mean = 1e6 / arrivals.rate
      return (random, at, factor) => {
        // Time within bursts only; then the pauses in between are put back.
        const cycle = Math.floor(at / (on + off))
        const within = Math.min(at - cycle * (on + off), on)
        const busy = within + (unit(random) * mean) / factor
        const skipped = Math.floor(busy / on)
        return Math.max(0, Math.round((cycle + skipped) * (on + off) + (busy - skipped * on) - at))
      }
    }
    case 'diurnal': {
      const { shape, period } = arrivals
      const most = shape.reduce((max, factor) => (factor > max ? factor : max), 0)
      const mean = 1e6 / (arrivals.rate * most)
      return (random, at, factor) => {
        // Thinning: candidates at the highest rate, each kept in proportion to the rate then.
        let time = at
        do time += (unit(random) * mean) / factor
        while (random.uniform() * most >= levelAt(shape, time / period))
        return Math.round(time - at)
      }
    }
  }
}

function levelAt(shape: readonly number[], days: number): number {
  const place = (days - Math.floor(days)) * shape.length
  const left = Math.floor(place) % shape.length
  const part = place - Math.floor(place)
  return shape[left]! * (1 - part) + shape[(left + 1) % shape.length]! * part
}

function positive(name: string, value: number): number {
  if (!(value > 0 && value < Infinity))
    throw new RangeError(`${name} is ${value}; it must be a number above 0`)
  return value
}
