import { describe, expect, test } from 'vitest'
import type { Figure, Report } from '../../bench/figure.ts'
import { withFigures } from '../../bench/record.ts'
import { tables } from '../../bench/table.ts'

const begin = '<!-- figures: written by npm run bench -- --write -->'
const end = '<!-- end of figures -->'

const figure: Figure = {
  id: 'W1',
  name: 'PHOLD',
  unit: 'events/s',
  rate: 2_345_678,
  rival: { name: 'limit', rate: 4_000_000, ratio: 0.586 },
  goal: 0.7,
  goalRate: null,
  failure: null,
  more: {},
  peers: [{ name: 'slow one', rate: null, times: 6.5, goal: 6, note: 'last known ratio: gone' }],
}

const report: Report = {
  date: '2026-01-02',
  form: 'whole',
  machine: '2 cores, Node 20',
  figures: [figure, { ...figure, name: 'wrong one', failure: 'a | b' }],
  readings: [
    { id: 'trace', name: 'memory', value: 41.2, unit: 'bytes', atMost: 40, failure: null },
    { id: 'trace', name: 'disk', value: NaN, unit: 'bytes', atMost: 20, failure: 'no disk' },
  ],
  curves: [],
}

describe('the report', () => {
  test('every goal is shown, reached or not; a wrong answer has no speed', () => {
    expect(
      tables(report)
        .split('\n')
        .filter((line) => line.startsWith('| ')),
    ).toEqual([
      '|  | workload | Orrery | held against | its rate | ratio | goal | reached |',
      '| W1 | PHOLD | 2.35 M events/s | limit | 4.00 M | 0.586 | ≥ 0.7 | no |',
      '| W1 | wrong one | wrong: a \\| b |  |  |  | ≥ 0.7 | no |',
      '|  | workload | peer | its rate | Orrery is | goal | reached |  |',
      '| W1 | PHOLD | slow one |  | 6.50 × | ≥ 6 × | yes | last known ratio: gone |',
      '|  | what | value | at most | reached |',
      '| trace | memory | 41.2 bytes | 40 bytes | no |',
      '| trace | disk | no disk | 20 bytes | no |',
    ])
  })

  test('figures take the place of the figures before, and nothing else changes', () => {
    const text = `before\n${begin}\nold\n${end}\nafter\n`
    expect(withFigures(text, 'new')).toBe(`before\n${begin}\n\nnew\n\n${end}\nafter\n`)
    expect(withFigures(withFigures(text, 'new'), 'new')).toBe(withFigures(text, 'new'))
  })

  test('a text without a place for figures is not guessed at', () => {
    expect(() => withFigures('nothing here', 'new')).toThrow(/has no place for figures/)
  })
})
