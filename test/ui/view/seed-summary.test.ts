import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimScale, expectationBand } from '../../../ui/view/claim-scale.ts'
import { ascending, distributionOf, dotsMost, scaleOf, xOf } from '../../../ui/view/distribution.ts'
import {
  checkSummaries,
  failingPlaces,
  measureSpreads,
  spreadStatistics,
  unfinished,
} from '../../../ui/view/seed-summary.ts'
import { seedTable } from '../../../ui/view/seed-table.ts'
import type { SeedOutcome, SeedResult } from '../../../ui/view/seed-outcome.ts'

function outcome(
  seed: number,
  given: { p99?: number | null; calls?: number; fails?: string[]; end?: SeedOutcome['end'] } = {},
): SeedOutcome {
  const { p99, calls, fails = [], end = { kind: 'done' } } = given
  return {
    seed: String(seed),
    end,
    events: 10 * seed,
    time: 5,
    checks: ['safe', 'fast'].map((name) => ({
      name,
      result: fails.includes(name) ? 'fail' : 'pass',
      reason: '',
    })),
    numbers: [
      ...(p99 === undefined
        ? []
        : [{ measure: 'latency', part: 'p99', value: p99, isTime: true } as const]),
      ...(calls === undefined
        ? []
        : [{ measure: 'calls', part: '', value: calls, isTime: false } as const]),
    ],
  }
}

describe('checks over many seeds', () => {
  const a: (SeedResult | undefined)[] = [
    outcome(1),
    outcome(2, { fails: ['fast'] }),
    { seed: '3', reason: 'a worker has stopped' },
    undefined,
    outcome(5, { fails: ['fast'], end: { kind: 'crashed', reason: 'a handler threw' } }),
  ]

  test('are counted, what fails most first, with the places of the failing seeds', () => {
    const [first, second] = checkSummaries([a])
    expect(first).toEqual({
      name: 'fast',
      counts: [{ pass: 1, fail: 2, unknown: 0, failing: [1, 4], undecided: [] }],
    })
    expect(second).toMatchObject({ name: 'safe', counts: [{ pass: 3, fail: 0 }] })
    expect([...failingPlaces(a)]).toEqual([1, 4])
  })

  test('a setting without a check has no count of it', () => {
    const other = [
      { ...outcome(1), checks: [{ name: 'else', result: 'pass', reason: '' } as const] },
    ]
    const found = checkSummaries([a, other]).find(({ name }) => name === 'else')
    expect(found?.counts).toMatchObject([null, { pass: 1 }])
  })

  test('seeds that did not end, or could not be run, are told with the reason', () => {
    expect(unfinished(a)).toEqual([
      { place: 2, reason: 'a worker has stopped' },
      { place: 4, reason: 'a handler threw' },
    ])
  })
})

describe('measures over many seeds', () => {
  test('two settings are paired by seed: what both share cancels out', () => {
    const chance = [5, 90, 33, 12, 71, 8]
    const a = chance.map((luck, place) => outcome(place, { p99: 100 + luck }))
    const b = chance.map((luck, place) => outcome(place, { p99: 97 + luck + (place % 2) / 10 }))
    const [spread] = measureSpreads([a, b])
    const { difference, means, lower, higher } = spreadStatistics(spread!)
    expect(difference!.mean).toBeCloseTo(-2.95)
    expect(difference!.high).toBeLessThan(-2.8)
    expect(means[0]!.high - means[0]!.low).toBeGreaterThan(50)
    expect([lower, higher, spread!.isConstant]).toEqual([1, 0, false])
  })

  test('only seeds with both values make pairs', () => {
    const a = [outcome(1, { p99: 1 }), outcome(2, { p99: 2 }), outcome(3, { p99: null })]
    const b = [outcome(1, { p99: 5 }), undefined, outcome(3, { p99: 7 })]
    const [spread] = measureSpreads([a, b])
    expect(spread!.values).toEqual([
      [1, 2, null],
      [5, null, 7],
    ])
    expect(spreadStatistics(spread!).difference).toBeNull()
    const c = [outcome(1, { p99: 5 }), outcome(2, { p99: 1 }), outcome(3, { p99: 7 })]
    const { higher, lower } = spreadStatistics(measureSpreads([a, c])[0]!)
    expect([higher, lower]).toEqual([0.5, 0.5])
  })

  test('what a run never counted it counted 0 times; what is the same everywhere is constant', () => {
    const [spread] = measureSpreads([[outcome(1, { calls: 3 }), outcome(2)]])
    expect(spread!.values).toEqual([[3, 0]])
    const [same] = measureSpreads([[outcome(1, { calls: 3 }), outcome(2, { calls: 3 })]])
    expect(same!.isConstant).toBe(true)
  })
})

describe('a distribution', () => {
  const someValues = fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })), {
    minLength: 1,
    maxLength: 400,
  })

  test('every value is a dot or counted in a bar, within the picture', () => {
    fc.assert(
      fc.property(someValues, fc.integer({ min: 40, max: 900 }), (values, width) => {
        const known = values.filter((value) => value !== null).length
        const view = distributionOf(values, scaleOf([values], width), 5)
        expect(view.kind).toBe(known <= dotsMost ? 'dots' : 'bars')
        if (view.kind === 'bars') {
          expect(view.counts.reduce((sum, count) => sum + count, 0)).toBe(known)
          return
        }
        expect(view.dots).toHaveLength(known)
        const spots = new Set(view.dots.map(({ x, row }) => `${x} ${row}`))
        expect(spots.size).toBe(known)
        expect(view.dots.every(({ x, row }) => x >= 0 && x <= width && row < view.rows)).toBe(true)
      }),
    )
  })

  test('a larger value is never to the left of a smaller one', () => {
    fc.assert(
      fc.property(someValues, (values) => {
        const order = ascending(values)
        const scale = scaleOf([values], 300)
        for (let rank = 1; rank < order.length; rank++) {
          const [one, two] = [values[order[rank - 1]!]!, values[order[rank]!]!]
          expect(two).toBeGreaterThanOrEqual(one)
          expect(xOf(scale, two, 5)).toBeGreaterThanOrEqual(xOf(scale, one, 5))
        }
      }),
    )
  })

  test('each column stands for as many whole numbers as any other', () => {
    const values = Array.from({ length: 903 }, (_one, place) => place)
    const view = distributionOf(values, scaleOf([values], 500), 5)
    if (view.kind !== 'bars') throw new Error('there are too many values for dots')
    expect(new Set(view.counts.slice(0, -1))).toEqual(new Set([10]))
    expect(view.counts.at(-1)).toBe(3)
  })

  test('one scale holds all settings, and is never empty', () => {
    expect(scaleOf([[3, null], [9]], 100)).toEqual({ from: 3, to: 9, width: 100, isWhole: true })
    expect(scaleOf([[4], [4]], 100)).toMatchObject({ from: 2, to: 6, width: 100 })
    expect(scaleOf([[0]], 100)).toMatchObject({ from: -1, to: 1, width: 100 })
    expect(scaleOf([[null], []], 100)).toMatchObject({ from: 0, to: 1, width: 100 })
  })
})

describe('the picture of a claim', () => {
  const interval = { low: 4, high: 6 }

  test('holds the values, the interval and the bounds of what is expected', () => {
    const expected = { value: 10, tolerance: { kind: 'relative', by: 0.1 } } as const
    const scale = claimScale({ values: [3, 7], interval, expected }, 100)
    expect(scale.from).toBeLessThan(3)
    expect(scale.to).toBeGreaterThan(11)
    expect(expectationBand(expected, scale)).toEqual({ from: 9, to: 11 })
  })

  test('a bound on one side reaches to the edge', () => {
    const scale = claimScale({ values: [], interval, expected: { atLeast: 5 } }, 100)
    expect(expectationBand({ atLeast: 5 }, scale)).toEqual({ from: 5, to: scale.to })
  })
})

test('the table has a row for each run, checks and measures as columns', () => {
  const { columns, rows } = seedTable([
    { name: 'with', results: [outcome(1, { p99: 7, fails: ['safe'] }), undefined] },
    { name: 'without', results: [{ seed: '1', reason: 'refused' }, outcome(2, { calls: 4 })] },
  ])
  expect(columns).toEqual([
    'setting',
    'seed',
    'end',
    'events',
    'time',
    'safe',
    'fast',
    'latency p99',
    'calls',
  ])
  expect(rows).toEqual([
    ['with', '1', 'done', 10, 5, 'fail', 'pass', 7, ''],
    ['without', '1', 'refused', '', '', '', '', '', ''],
    ['without', '2', 'done', 20, 5, 'pass', 'pass', '', 4],
  ])
})
