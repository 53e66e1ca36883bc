import { describe, expect, test } from 'vitest'
import type { CheckVerdict } from '../../../engine/index.ts'
import { numberText, shareText } from '../../../ui/view/number-text.ts'
import { faultPairs, measureDifferences, verdictPairs } from '../../../ui/view/outcomes.ts'

const histogram = {
  kind: 'histogram',
  count: 4,
  min: 1,
  p90: 9,
  p95: 9,
  p999: 9,
  clamped: 0,
} as const
const nothing = { measures: {}, checks: [], faults: [] }

function verdict(name: string, result: CheckVerdict['result']): CheckVerdict {
  return { name, kind: 'always', rows: [], result, reason: '', event: null, at: null }
}

describe('measures of two runs', () => {
  const a = {
    ...nothing,
    measures: {
      calls: { kind: 'counter', total: 50, events: 50 },
      latency: { ...histogram, mean: 10, p50: 8, p99: 20, max: 25 },
    },
  } as const
  const b = {
    ...nothing,
    measures: {
      latency: { ...histogram, mean: 15, p50: 8, p99: null, max: 25 },
      lost: { kind: 'counter', total: 3, events: 3 },
    },
  } as const

  test('each number stands beside its counterpart, with the difference and its share', () => {
    const rows = measureDifferences(a, b)
    const row = (measure: string, part: string) =>
      rows.find((one) => one.measure === measure && one.part === part)
    expect(row('latency', 'mean')).toEqual({
      measure: 'latency',
      part: 'mean',
      isTime: true,
      a: 10,
      b: 15,
      by: 5,
      share: 0.5,
    })
    expect(row('latency', 'p99')).toMatchObject({ a: 20, b: null, by: null, share: null })
  })

  test('what a run never counted is 0 there', () => {
    const rows = measureDifferences(a, b)
    expect(rows.find(({ measure }) => measure === 'calls')).toMatchObject({ a: 50, b: 0, by: -50 })
    expect(rows.find(({ measure }) => measure === 'lost')).toMatchObject({
      a: 0,
      by: 3,
      share: null,
    })
  })
})

test('a check that is judged in one run only differs', () => {
  const pairs = verdictPairs(
    { ...nothing, checks: [verdict('one', 'pass'), verdict('two', 'pass')] },
    { ...nothing, checks: [verdict('two', 'fail'), verdict('three', 'pass')] },
  )
  expect(pairs.map(({ name, a, b, differs }) => [name, a?.result, b?.result, differs])).toEqual([
    ['one', 'pass', undefined, true],
    ['two', 'pass', 'fail', true],
    ['three', undefined, 'pass', true],
  ])
})

test('faults that hit as often in both runs are left out', () => {
  const crash = { kind: 'crash', target: 'a', at: 5 } as const
  const turned = { at: 5, target: 'a', kind: 'crash' } as const
  const cut = { kind: 'cut', from: 'a', to: 'b', at: 9 } as const
  const one = { ...nothing, faults: [{ index: 0, fault: crash, hits: 1 }] }
  const two = {
    ...nothing,
    faults: [
      { index: 0, fault: cut, hits: 4 },
      { index: 1, fault: turned, hits: 1 },
    ],
  }
  expect(faultPairs(one, two)).toEqual([{ label: 'cut a → b', a: null, b: 4 }])
})

test('numbers are written with their unit and sign', () => {
  expect(numberText(12_345, true)).toBe('12.3 ms')
  expect(numberText(12_345, false)).toBe('12,345')
  expect(numberText(0.123_456, false)).toBe('0.123')
  expect(numberText(-1500, true, true)).toBe('−1.5 ms')
  expect(numberText(3, false, true)).toBe('+3')
  expect(numberText(null, true)).toBe('–')
  expect([shareText(0.5), shareText(-0.021, true), shareText(12, true)]).toEqual([
    '50 %',
    '−2.1 %',
    '+1,200 %',
  ])
})
