import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisOf, wholeOf } from '../../../ui/view/axis.ts'
import { gridIn, gridOf } from '../../../ui/view/chart-grid.ts'
import { chartView, peaksOf, spikeOf } from '../../../ui/view/chart-lines.ts'
import { spokenChart } from '../../../ui/view/chart-spoken.ts'
import { chartValue } from '../../../ui/view/chart-value.ts'
import { chartsOf, usualCharts } from '../../../ui/view/charts.ts'
import { kinds } from '../../../ui/view/event-kinds.ts'
import { greatestEvent, greatestLevel, levelsOf, meanLevel } from '../../../ui/view/levels.ts'
import { measureTrack } from '../../../ui/view/measure-track.ts'
import { slowestOperations } from '../../../ui/view/operation-ends.ts'
import { nthRow, quantileRow, quantilesOf } from '../../../ui/view/quantiles.ts'
import { traceModel } from '../../../ui/view/trace-model.ts'
import { smallRun } from './small-run.ts'

describe('quantiles of any stretch', () => {
  const lists = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 150 })

  test('are those of the sorted stretch, and of equal values the earlier row comes first', () => {
    fc.assert(
      fc.property(lists, fc.nat(), fc.nat(), (values, a, b) => {
        const from = a % values.length
        const to = from + 1 + (b % (values.length - from))
        const rows = values.slice(from, to).map((_value, place) => from + place)
        rows.sort((x, y) => values[x]! - values[y]! || x - y)
        const quantiles = quantilesOf(values)
        rows.forEach((row, k) => expect(nthRow(quantiles, { from, to, k })).toBe(row))
      }),
    )
  })

  test('an empty stretch has none', () => {
    expect(quantileRow(quantilesOf([1, 2]), { from: 1, to: 1, q: 0.5 })).toBe(-1)
    expect(quantilesOf([]).length).toBe(0)
  })
})

describe('a number that changes at events', () => {
  const steps = fc.array(
    fc.record({ gap: fc.integer({ min: 0, max: 9 }), value: fc.integer({ min: 0, max: 30 }) }),
    { minLength: 1, maxLength: 400 },
  )

  test('has the mean and the greatest value that a walk through all times finds', () => {
    fc.assert(
      fc.property(steps, fc.nat(2000), fc.nat(500), (list, start, length) => {
        const times: number[] = []
        for (const { gap } of list) times.push((times.at(-1) ?? 0) + gap)
        const levels = levelsOf(
          list.map(({ value }, place) => [place, value] as const),
          times,
        )
        const standing = (time: number) => {
          const place = times.findLastIndex((at) => at <= time)
          return place < 0 ? 0 : list[place]!.value
        }
        const end = start + length
        let sum = 0
        let most = 0
        for (let time = start; time < end; time++) sum += standing(time)
        for (let time = start; time <= end; time++) most = Math.max(most, standing(time))
        // A value that stood for no time counts for the greatest.
        times.forEach((at, place) => {
          if (at > start && at <= end) most = Math.max(most, list[place]!.value)
        })
        expect(greatestLevel(levels, start, end)).toBe(most)
        if (length > 0) expect(meanLevel(levels, start, end)).toBeCloseTo(sum / length, 9)
        const event = greatestEvent(levels, start, end)
        if (event >= 0) expect(list[event]!.value).toBe(most)
      }),
    )
  })
})

const { model, recording } = smallRun({
  cooks: 3,
  faults: [{ kind: 'cut', at: 300_000, for: 200_000, from: 'shop', to: 'cook-1' }],
})
const axis = axisOf(model, 'time')
const grid = gridOf(axis, wholeOf(axis), 40)
const charts = chartsOf(model)
const chart = (id: string) => charts.find((one) => one.id === id)!

describe('the columns of a chart', () => {
  test('hold every event once', () => {
    expect(grid.edges[0]).toBe(0)
    expect(grid.edges[40]).toBe(model.length)
    expect([...grid.edges]).toEqual([...grid.edges].sort((a, b) => a - b))
  })

  test('are the same times in another run', () => {
    const other = gridIn(smallRun().model.events, grid)
    expect([...other.times]).toEqual([...grid.times])
  })
})

describe('the charts of a run', () => {
  test('are made of what it has, without a word from the scenario', () => {
    expect(charts.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['latency', 'load', 'errors', 'queue:cook', 'busy:cook']),
    )
    expect(usualCharts(model)).toEqual(['latency', 'load', 'queue:cook'])
  })

  test('latency lies between the least and the greatest time of an operation that ends there', () => {
    const [p99, p50] = chartView(model, chart('latency'), grid).lines
    for (const { column, y } of p50!.points) {
      const times: number[] = []
      for (let seq = grid.edges[column]!; seq < grid.edges[column + 1]!; seq++)
        if (model.events.kind[seq] === kinds.end) times.push(model.events.value[seq]!)
      times.sort((a, b) => a - b)
      expect(y).toBe(times[Math.ceil(times.length / 2) - 1])
      expect(p99!.points.find((point) => point.column === column)!.y).toBe(times.at(-1))
    }
  })

  test('a spike of latency is the end of the slowest operation of its column', () => {
    const { lines } = chartView(model, chart('latency'), grid)
    for (const { column, y } of lines[0]!.points) {
      const end = spikeOf(model, chart('latency'), { grid, column })
      expect(model.events.kind[end]).toBe(kinds.end)
      expect(model.events.value[end]).toBe(y)
    }
  })

  test('the queue is at most what the engine has in its lines', () => {
    const { lines, most } = chartView(model, chart('queue:cook'), grid)
    const last = recording.moment(model.length - 1)
    const left = last.nodes.reduce((sum, { queued }) => sum + queued, 0)
    expect(most).toBeGreaterThanOrEqual(left)
    expect(lines[0]!.points).toHaveLength(40)
  })

  test('nobody is busier than all workers together', () => {
    const { most } = chartView(model, chart('busy:cook'), grid)
    expect(most).toBeGreaterThan(0.9)
    expect(most).toBeLessThanOrEqual(1)
  })

  test('errors are counted by the word that the trace has for them', () => {
    const { lines } = chartView(model, chart('errors'), grid)
    expect(lines.map(({ name }) => name)).toEqual(['cut 1'])
    for (const column of [0, 12, 39]) {
      const event = spikeOf(model, chart('errors'), { grid, column })
      expect(model.events.kind[event]).toBe(kinds.drop)
    }
  })

  test('more kinds of error than fit are summed up, and that is said', () => {
    const { tracks } = model
    const [rows] = Object.values(tracks.errors)
    const errors = Object.fromEntries('abcdef'.split('').map((name) => [name, rows!]))
    const many = chartView({ ...model, tracks: { ...tracks, errors } }, chart('errors'), grid)
    expect(many.lines.map(({ name }) => name)).toEqual(['a', 'b', 'c', '3 others'])
    const [one, , , rest] = many.lines
    rest!.points.forEach(({ y }, place) => expect(y).toBeCloseTo(one!.points[place]!.y * 3))
  })

  test("a scenario's own measure is drawn from its windows", () => {
    const window = (at: number, count: number, sum: number) => ({
      at,
      width: 100_000,
      count,
      sum,
      min: 0,
      max: sum,
    })
    const track = measureTrack({ name: 'bread', kind: 'counter' }, [
      window(0, 1, 5),
      window(100_000, 2, 8),
    ])
    const own = traceModel({ ...model, flips: [] }, [track])
    const info = chartsOf(own).find(({ id }) => id === 'measure:bread')!
    const { lines } = chartView(own, info, grid)
    expect(lines[0]!.points[0]!.y).toBe(50)
    expect(Math.max(...lines[0]!.points.map(({ y }) => y))).toBe(80)
  })

  test('are told in a sentence with the place of the highest peak', () => {
    const view = chartView(model, chart('latency'), grid)
    const said = spokenChart(chart('latency'), view, grid)
    expect(said).toContain('p99 from')
    expect(said).toContain('highest')
    expect(peaksOf(view).every(({ y }) => y >= view.most / 2)).toBe(true)
  })

  test('values have units where they are known, and none where they are not', () => {
    expect(chartValue('time', 1500)).toBe('1.5 ms')
    expect(chartValue('rate', 12.345)).toBe('12.3/s')
    expect(chartValue('share', 0.5)).toBe('50 %')
    expect(chartValue('number', 12_300)).toBe('12,300')
  })
})

test('the slowest operations come first', () => {
  const times = slowestOperations(model, 5).map((end) => model.events.value[end]!)
  expect(times).toEqual([...times].sort((a, b) => b - a))
  expect(times[0]).toBe(Math.max(...Array.from(model.tracks.ok, (end) => model.events.value[end]!)))
})
