import { expect, test } from 'vitest'
import {
  formatTime,
  hours,
  micros,
  minutes,
  ms,
  seconds,
  TIME_MAX,
} from '../../../engine/clockwork/time.ts'

test('each unit is a whole number of microseconds', () => {
  expect([micros(1), ms(1), seconds(1), minutes(1), hours(1)]).toEqual([
    1, 1_000, 1_000_000, 60_000_000, 3_600_000_000,
  ])
})

test('a fraction is rounded to the nearest microsecond, halves up', () => {
  expect([micros(1.4), micros(1.5), ms(0.0005), seconds(0.1)]).toEqual([1, 2, 1, 100_000])
})

test('a small negative time rounds to zero, not to minus zero', () => {
  expect(Object.is(micros(-0.2), 0)).toBe(true)
})

test('a clock may be behind, so negative times pass', () => {
  expect(ms(-3)).toBe(-3_000)
})

test.each([NaN, Infinity, -Infinity])('a time of %d seconds is refused', (n) => {
  expect(() => seconds(n)).toThrow(`a time of ${n} seconds is not possible; give a finite number`)
})

test('a time that integers cannot hold is refused with the limit in its unit', () => {
  expect(() => hours(3_000_000)).toThrow('at most 2501999 hours')
})

test('times are written in seconds with six decimals', () => {
  expect([0, 1, 1_270_000, 20_000_000, -1_500_000].map(formatTime)).toEqual([
    '0.000000 s',
    '0.000001 s',
    '1.270000 s',
    '20.000000 s',
    '-1.500000 s',
  ])
})

test('the last moment is written to its last digit', () => {
  expect(formatTime(TIME_MAX)).toBe('9007199254.740991 s')
  expect(formatTime(9_007_199_253_999_999)).toBe('9007199253.999999 s')
})
