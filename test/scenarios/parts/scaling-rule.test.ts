import { describe, expect, test } from 'vitest'
import { desiredWorkers, neededWorkers } from '../../../scenarios/parts/scaling-rule.ts'

const rule = { target: 0.5, tolerance: 0.1, least: 1, most: 100 }

describe('the scaling rule', () => {
  // Kubernetes documentation: a metric of 200m against 100m doubles, 50m halves.
  test.each([
    [4, 1, 8],
    [4, 0.25, 2],
    [3, 0.7, 5],
    [3, 0.25, 2],
  ])('%i workers at %d of 0.5 become %i', (current, metric, wanted) => {
    expect(desiredWorkers(current, metric, rule)).toBe(wanted)
  })

  test.each([0.45, 0.55])('nothing happens at the edge of the tolerance, %d of 0.5', (metric) => {
    expect(desiredWorkers(10, metric, rule)).toBe(10)
  })

  test('beyond the tolerance it rounds up, down as well', () => {
    expect(desiredWorkers(10, 0.551, rule)).toBe(12)
    expect(desiredWorkers(10, 0.449, rule)).toBe(9)
  })

  test('an exact product is not rounded up for an error in the last bit', () => {
    expect(desiredWorkers(3, 0.3, { ...rule, target: 0.1 })).toBe(9)
  })

  test('the result stays within its bounds', () => {
    expect(desiredWorkers(10, 1, { ...rule, most: 12 })).toBe(12)
    expect(desiredWorkers(10, 0, { ...rule, least: 2 })).toBe(2)
  })

  test('one item a minute of two minutes needs three workers at 90%', () => {
    expect(neededWorkers(1 / 60e6, 120e6, 0.9)).toBe(3)
    expect(neededWorkers(1 / 60e6, 120e6, 1)).toBe(2)
  })
})
