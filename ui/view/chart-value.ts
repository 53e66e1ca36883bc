/** A value of a chart in words. */
import { words } from '../words/words.ts'
import type { ChartUnit } from './charts.ts'
import { plainNumber } from './measure-value.ts'
import { span } from './time-label.ts'

/** The value with its unit. */
export function chartValue(unit: ChartUnit, value: number): string {
  switch (unit) {
    case 'time':
      return span(value)
    case 'rate':
      return words.charts.rate(plainNumber(rounded(value)))
    case 'share':
      return words.charts.share(String(Math.round(value * 100)))
    default:
      return plainNumber(rounded(value))
  }
}

function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
