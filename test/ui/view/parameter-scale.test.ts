import { describe, expect, test } from 'vitest'
import { duration, integer, ms, probability, seconds } from '../../../engine/index.ts'
import { notchOf, notches, valueAt, valueLabel } from '../../../ui/view/parameter-scale.ts'

const parameters = {
  leaves: integer({ default: 8, min: 1, max: 2000, help: '' }),
  few: integer({ default: 2, min: 1, max: 5, help: '' }),
  slow: probability({ default: 0.01, help: '' }),
  deadline: duration({ default: ms(120), min: ms(1), max: seconds(10), help: '' }),
}

describe.each(Object.entries(parameters))('the slider of %s', (_name, parameter) => {
  test('reaches both ends exactly', () => {
    expect(valueAt(parameter, 0)).toBe(parameter.min)
    expect(valueAt(parameter, notches)).toBe(parameter.max)
  })

  test('never gives what the engine would refuse, and never goes back', () => {
    let before = parameter.min
    for (let notch = 0; notch <= notches; notch++) {
      const value = valueAt(parameter, notch)
      expect(value).toBeGreaterThanOrEqual(before)
      expect(value).toBeLessThanOrEqual(parameter.max)
      if (parameter.kind !== 'number') expect(Number.isInteger(value)).toBe(true)
      before = value
    }
  })

  test('stands at its default and means it', () => {
    const value = valueAt(parameter, notchOf(parameter, parameter.default))
    expect(Math.abs(value - parameter.default)).toBeLessThanOrEqual(parameter.default * 0.05)
  })
})

test('values are read with their units', () => {
  expect(valueLabel(parameters.slow, 0.01)).toBe('1 %')
  expect(valueLabel(parameters.deadline, 120_000)).toBe('120 ms')
  expect(valueLabel(parameters.leaves, 1500)).toBe('1,500')
})
