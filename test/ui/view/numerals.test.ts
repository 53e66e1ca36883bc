import { afterEach, describe, expect, test } from 'vitest'
import { decimal, figure, grouped, writeNumbersLike } from '../../../ui/view/numerals.ts'
import { moment, span } from '../../../ui/view/time-label.ts'

afterEach(() => writeNumbersLike({ point: '.', group: ',' }))

describe('numbers as the language writes them', () => {
  test('are English at first', () => {
    expect([grouped(1_234_567.4), grouped(999), figure(0.125, 2)]).toEqual([
      '1,234,567',
      '999',
      '0.13',
    ])
    expect(span(1_270_000)).toBe('1.27 s')
  })

  test('change their marks with the language, in times too', () => {
    writeNumbersLike({ point: ',', group: '.' })
    expect([grouped(1_234_567), decimal('0.5'), figure(12.5, 3)]).toEqual([
      '1.234.567',
      '0,5',
      '12,5',
    ])
    expect(span(1_270_000)).toBe('1,27 s')
    expect(moment(1_197_408)).toBe('1,197 408 s')
  })
})
