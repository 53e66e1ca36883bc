import { describe, expect, test } from 'vitest'
import { comparisonOf } from '../../../ui/view/comparison.ts'
import { contentsOf } from '../../../ui/view/contents.ts'
import { counterpartOf, nextSeed } from '../../../ui/view/counterpart.ts'
import {
  differenceAt,
  differenceBins,
  differenceFrom,
  differenceKind,
  differencesAt,
  timeHere,
} from '../../../ui/view/difference.ts'
import { differenceLine } from '../../../ui/view/difference-line.ts'
import { eventKeys } from '../../../ui/view/identity.ts'
import { stateDifferences } from '../../../ui/view/state-difference.ts'
import { smallRun } from './small-run.ts'
import type { SmallRun } from './small-run.ts'

function comparable({ recording }: SmallRun) {
  const { trace } = recording
  return { ...trace, keys: eventKeys(trace), contents: contentsOf(trace) }
}

const plain = smallRun()
const slowed = smallRun({
  faults: [{ kind: 'slow', target: 'cook-1', factor: 3, at: 100_000, for: 200_000 }],
})
const runs = {
  here: plain.model,
  there: slowed.model,
  comparison: comparisonOf(comparable(plain), comparable(slowed)),
}
const all = runs.comparison.here.length

describe('going from difference to difference', () => {
  test('forwards it visits every difference that is here, each once and in order', () => {
    const visited: number[] = []
    let cursor = { seq: -1, at: -1 }
    for (;;) {
      const place = differenceFrom(runs, cursor, 1)
      if (place < 0) break
      const seq = runs.comparison.here[place]!
      const at = timeHere(runs, place)
      if (seq >= 0) visited.push(seq)
      cursor = { seq: Math.max(seq, cursor.seq), at }
    }
    const here = [...runs.comparison.here].filter((seq) => seq >= 0).sort((x, y) => x - y)
    expect(visited).toEqual(here)
  })

  test('backwards from the end it comes to the last one first', () => {
    const end = { seq: plain.model.length, at: Infinity }
    const last = differenceFrom(runs, end, -1)
    expect(timeHere(runs, last)).toBe(
      Math.max(...Array.from({ length: all }, (_one, place) => timeHere(runs, place))),
    )
    expect(differenceFrom(runs, { seq: -1, at: -1 }, -1)).toBe(-1)
  })

  test('the cursor stands at the difference whose event, or whose time there, it is at', () => {
    expect(differenceAt(runs, { seq: 3, at: 40 })).toBe(-1)
    expect(differenceAt(runs, { seq: 3, at: 100_000 })).toBe(0)
    const changed = Array.from({ length: all }, (_one, place) => place).find(
      (place) => differenceKind(runs.comparison, place) === 'changed',
    )!
    expect(differenceAt(runs, { seq: runs.comparison.here[changed]!, at: 0 })).toBe(changed)
  })
})

test('the differences at all nodes, and at none, are all differences', () => {
  const { nodes, tally } = runs.comparison
  const parts = nodes.map(({ node }) => differencesAt(runs, node))
  expect(parts.map((part) => part.length)).toEqual(nodes.map((node) => node.all))
  expect(parts.flatMap((part) => [...part]).sort((x, y) => x - y)).toEqual([
    ...differencesAt(runs, null),
  ])
  expect(tally.all).toBe(all)
})

test('nodes that only one run has are named, and that they come up is no difference', () => {
  const more = smallRun({ cooks: 3 })
  const { newHere, newThere, here, there, prefix } = comparisonOf(
    comparable(plain),
    comparable(more),
  )
  expect({ newHere, newThere }).toEqual({ newHere: [], newThere: ['cook-3'] })
  expect(prefix).toBe(plain.model.events.kind.indexOf(1) + 4)
  expect(more.model.events.at[there[0]!]).toBeGreaterThan(0)
  expect(here.length).toBeGreaterThan(0)
})

test('differences are said in words', () => {
  const lines = Array.from({ length: all }, (_one, place) => differenceLine(runs, place))
  expect(lines[0]).toBe('only there: fault: slow cook-1 ×3')
  expect(lines).toContain('cook-1 takes 30 ms for cook here, 90 ms there')
  expect(lines.some((line) => / waits at cook-1 for .+ here, .+ there$/.test(line))).toBe(true)
  expect(lines.some((line) => /: at \d\.\d{3} \d{3} s here, .+ s there$/.test(line))).toBe(true)
})

describe('where on a row something differs', () => {
  test('one event that differs among many marks its bin', () => {
    const mark = new Uint8Array(1000)
    mark[617] = 2
    const u = Float64Array.from(mark, (_one, seq) => seq)
    const bins = differenceBins(mark, u, { from: 0, to: 999, columns: 10 })
    expect([...bins].map((share) => share > 0)).toEqual(
      Array.from({ length: 10 }, (_one, bin) => bin === 6),
    )
  })

  test('what is outside of the stretch does not count', () => {
    const mark = Uint8Array.of(1, 0, 1)
    expect([
      ...differenceBins(mark, Float64Array.of(0, 5, 9), { from: 4, to: 6, columns: 2 }),
    ]).toEqual([0, 0])
  })
})

describe('states of two runs', () => {
  test('each place that differs is named, with what is there in either', () => {
    const here = { open: { 'root#1': { waiting: 2, from: ['a'] } }, got: 4, same: [1, 2] }
    const there = { open: {}, got: 5, same: [1, 2], late: null }
    expect(stateDifferences(here, there)).toEqual([
      { path: 'open / root#1', here: '{"waiting":2,"from":["a"]}', there: null },
      { path: 'got', here: '4', there: '5' },
      { path: 'late', here: null, there: 'null' },
    ])
    expect(stateDifferences(here, structuredClone(here))).toEqual([])
  })
})

describe('what a run is best compared with', () => {
  const variants = [
    { name: 'hedged', kind: 'with' },
    { name: 'tied', kind: 'with' },
    { name: 'plain', kind: 'without' },
    { name: 'hasty', kind: 'broken' },
  ] as const

  test('with against without, and everything else against the pattern as it should be', () => {
    const names = variants.map(({ name }) => counterpartOf(variants, name)?.name)
    expect(names).toEqual(['plain', 'plain', 'hedged', 'hedged'])
    expect(counterpartOf(variants.slice(0, 1), 'hedged')).toBeUndefined()
  })

  test('the next seed counts on from the number at the end', () => {
    expect(['7', 'run-9', 'abc', '0', 'x'.repeat(64)].map(nextSeed)).toEqual([
      '8',
      'run-10',
      'abc2',
      '1',
      '1',
    ])
  })
})
