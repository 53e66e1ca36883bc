/** A measure's value in words, with a unit where the engine itself fed it and so knows the unit. */
import { count, span } from './time-label.ts'

/** Whether a measure is one of the engine's own times, in µs. */
export function isTime(measure: string): boolean {
  return measure === 'latency' || /^(latency|wait|service)\./.test(measure)
}

/** The value as a person reads it. */
export function measured(measure: string, value: number): string {
  return isTime(measure) ? span(value) : plainNumber(value)
}

/** A number without a unit, as short as it can be said: `12,300`, `0.42`. */
export function plainNumber(value: number): string {
  const size = Math.abs(value)
  if (Number.isInteger(value) || size >= 1000) return count(value).replace('-', '−')
  return String(Number(value.toPrecision(3)))
}
