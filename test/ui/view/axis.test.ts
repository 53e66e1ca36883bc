import { describe, expect, test } from 'vitest'
import {
  axisModes,
  axisOf,
  cursorAt,
  placeOf,
  placeOfTime,
  showing,
  wholeOf,
  within,
  zoomed,
} from '../../../ui/view/axis.ts'
import { rulerOf } from '../../../ui/view/ruler.ts'
import { smallRun } from './small-run.ts'

const { model } = smallRun()

describe.each(axisModes)('the axis by %s', (mode) => {
  const axis = axisOf(model, mode)

  test('never goes back from one event to the next', () => {
    for (let seq = 1; seq < axis.length; seq++)
      expect(axis.u[seq]).toBeGreaterThanOrEqual(axis.u[seq - 1]!)
  })

  test('a place and its moment are each other', () => {
    const { from, to } = wholeOf(axis)
    for (let share = 0.003; share < 1; share += 0.017) {
      const place = from + share * (to - from)
      expect(placeOf(axis, cursorAt(axis, place))).toBeCloseTo(place, 3)
    }
  })

  test('a time stands where the cursor at that time stands', () => {
    for (const seq of [0, 40, 200, axis.length - 1])
      expect(placeOfTime(axis, axis.at[seq]!)).toBeCloseTo(
        placeOf(axis, {
          seq: axis.at.findLastIndex((at) => at <= axis.at[seq]!),
          at: axis.at[seq]!,
        }),
        6,
      )
  })

  test('marks of the ruler keep their distance and stay within', () => {
    const marks = rulerOf(axis, wholeOf(axis), 0.1)
    expect(marks.length).toBeGreaterThan(1)
    marks.forEach(({ x }, index) => {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x).toBeLessThanOrEqual(1)
      if (index > 0) expect(x - marks[index - 1]!.x).toBeGreaterThanOrEqual(0.1)
    })
  })
})

describe('a stretch', () => {
  const whole = { from: 0, to: 100 }

  test('follows a place that has left it, and only then', () => {
    const stretch = { from: 10, to: 20 }
    expect(showing(stretch, 15, whole)).toBe(stretch)
    expect(showing(stretch, 40, whole)).toEqual({ from: 38, to: 48 })
    expect(showing(stretch, 100, whole)).toEqual({ from: 90, to: 100 })
  })

  test('keeps its width at the edges of the whole', () => {
    expect(within({ from: -5, to: 5 }, whole)).toEqual({ from: 0, to: 10 })
    expect(within({ from: 50, to: 300 }, whole)).toEqual(whole)
  })

  test('is zoomed around a place that stays where it is', () => {
    const next = zoomed({ from: 40, to: 60 }, { around: 45, factor: 0.5, least: 1, whole })
    expect(next).toEqual({ from: 42.5, to: 52.5 })
    expect((45 - next.from) / (next.to - next.from)).toBe(0.25)
  })

  test('is never narrower than what is least', () => {
    const next = zoomed({ from: 40, to: 60 }, { around: 50, factor: 0.001, least: 4, whole })
    expect(next.to - next.from).toBe(4)
  })
})
