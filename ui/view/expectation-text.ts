/** What a claim expects, in words. */
import type { Expectation } from '../../engine/index.ts'
import { words } from '../words/words.ts'
import { figure } from './numerals.ts'

/** The expectation with its unit, such as `0.34 ± 0.01`. */
export function expectationText(expected: Expectation, unit: string): string {
  const say = words.expected
  const number = (value: number) => {
    const text = figure(value, 4)
    return unit ? `${text} ${unit}` : text
  }
  if ('value' in expected) {
    const { value, tolerance } = expected
    switch (tolerance.kind) {
      case 'absolute':
        return say.within(number(value), number(tolerance.by))
      case 'relative':
        return say.within(number(value), `${figure(tolerance.by * 100, 4)} %`)
      case 'errors':
        return say.errors(number(value), tolerance.by)
    }
  }
  const { atLeast, atMost } = expected
  if (atLeast !== undefined && atMost !== undefined)
    return say.between(number(atLeast), number(atMost))
  if (atLeast !== undefined) return say.atLeast(number(atLeast))
  return atMost === undefined ? '' : say.atMost(number(atMost))
}
