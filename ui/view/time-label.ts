/** Times in words, for labels that are read and not parsed. */
import { decimal, grouped } from './numerals.ts'

/** A span as short as it can be said: `820 µs`, `12.4 ms`, `1.27 s`. */
export function span(micros: number): string {
  const size = Math.abs(micros)
  if (size < 1000) return `${Math.round(micros)} µs`
  if (size < 1_000_000) return `${short(micros / 1000)} ms`
  return `${short(micros / 1_000_000)} s`
}

/** A moment in seconds, all six decimals in two groups: `1.197 408 s`. */
export function moment(micros: number): string {
  const whole = Math.floor(micros / 1_000_000)
  const rest = String(Math.floor(micros - whole * 1_000_000)).padStart(6, '0')
  return decimal(`${whole}.${rest.slice(0, 3)} ${rest.slice(3)} s`)
}

/** A tick of an axis in seconds with as many decimals as the step needs. */
export function tick(micros: number, step: number): string {
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step / 1_000_000) - 1e-9)))
  return decimal((micros / 1_000_000).toFixed(decimals))
}

/** A count with thin groups: `9,300`. */
export function count(value: number): string {
  return grouped(value)
}

function short(value: number): string {
  const size = Math.abs(value)
  const text = value.toFixed(size < 10 ? 2 : size < 100 ? 1 : 0)
  return decimal(text.includes('.') ? text.replace(/\.?0+$/, '') : text)
}
