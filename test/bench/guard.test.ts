import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { guarded, shortfall } from '../../bench/guard.ts'

const floors = { 'a workload': 0.2 }

function figure(ratio: number) {
  return { name: 'a workload', failure: null, rival: { name: 'limit', rate: 1e6, ratio } }
}

describe('the guard against slow-downs', () => {
  test('a ratio at its floor or above it passes', () => {
    expect(shortfall(figure(0.2), floors)).toBeNull()
    expect(shortfall(figure(0.5), floors)).toBeNull()
  })

  test('a ratio below its floor is told with both numbers', () => {
    expect(shortfall(figure(0.19), floors)).toBe(
      'a workload: 0.19 of its limit, below the floor of 0.2',
    )
  })

  test('a wrong answer fails, however fast it came', () => {
    const wrong = { ...figure(5), failure: 'time stepped back' }
    expect(shortfall(wrong, floors)).toBe('a workload: time stepped back')
  })

  test('a workload without a floor, and a ratio that is none, fail', () => {
    expect(shortfall(figure(5), {})).toMatch(/no floor/)
    expect(shortfall(figure(NaN), floors)).toMatch(/NaN of its limit/)
    expect(shortfall({ ...figure(5), rival: null }, floors)).toMatch(/NaN/)
  })

  test('the floors that are kept are those of the guarded workloads, and above nothing', () => {
    const kept = JSON.parse(
      readFileSync(new URL('../../bench/floors.json', import.meta.url), 'utf8'),
    ) as Record<string, number>
    expect(Object.keys(kept).sort()).toEqual(guarded.map(({ name }) => name).sort())
    expect(guarded.length).toBeGreaterThanOrEqual(6)
    for (const floor of Object.values(kept)) expect(floor).toBeGreaterThan(0)
  })
})
