/** A parameter as a slider: a thousand notches, closer together where the numbers are small. */
import type { Parameter } from '../../engine/index.ts'
import { figure } from './numerals.ts'
import { count, span } from './time-label.ts'

/** A parameter whose value is a number. */
export type Numeric = Extract<Parameter, { min: number }>

/** The notches of a slider go from 0 to this. */
export const notches = 1000

/** Whether values spread over so many powers of ten that the slider goes by them. */
function isLogarithmic({ min, max, kind }: Numeric): boolean {
  if (kind === 'number' && max <= 1) return max > 0 && min >= 0
  return min >= 0 && max >= 200 * Math.max(1, min)
}

/** The notch of a value. */
export function notchOf(parameter: Numeric, value: number): number {
  const { min, max } = parameter
  if (max <= min) return 0
  const share = isLogarithmic(parameter)
    ? bent(parameter, value) / bent(parameter, max)
    : (value - min) / (max - min)
  return Math.round(Math.min(1, Math.max(0, share)) * notches)
}

/** The value at a notch, rounded to what a person would write. */
export function valueAt(parameter: Numeric, notch: number): number {
  const { min, max, kind } = parameter
  const share = notch / notches
  if (notch <= 0) return min
  if (notch >= notches) return max
  const raw = isLogarithmic(parameter)
    ? unbent(parameter, share * bent(parameter, max))
    : min + share * (max - min)
  const value = rounded(raw)
  const whole = kind === 'number' ? value : Math.round(value)
  return Math.min(max, Math.max(min, whole))
}

/** A value as a person reads it, with its unit. */
export function valueLabel(parameter: Parameter, value: number | string | boolean): string {
  if (parameter.kind === 'duration') return span(Number(value))
  if (parameter.kind === 'flag' || parameter.kind === 'choice') return String(value)
  if (
    parameter.kind === 'number' &&
    parameter.min === 0 &&
    parameter.max === 1 &&
    parameter.unit === ''
  )
    return `${figure(Number(value) * 100, 6)} %`
  const text = Number.isInteger(value) ? count(Number(value)) : figure(Number(value), 6)
  return parameter.unit ? `${text} ${parameter.unit}` : text
}

/** Distance from the minimum by powers of ten; the scale begins to bend at a thousandth of the range. */
function bent({ min, max }: Numeric, value: number): number {
  const knee = (max - min) / 1000
  return Math.log1p((value - min) / knee)
}

function unbent({ min, max }: Numeric, distance: number): number {
  const knee = (max - min) / 1000
  return min + knee * Math.expm1(distance)
}

/** Two digits that count. */
function rounded(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(2))
}
