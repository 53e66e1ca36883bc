/** The registry tells the truth about the scenarios, and the scenarios about the book. */
import { describe, expect, test } from 'vitest'
import { registry } from '../../scenarios/index.ts'

/** Rows of the catalogue that the bundled families stand for. */
const rows = [
  ['S3', [1, 2, 3]],
  ['R6', [1, 2, 3, 4]],
  ['G8', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ['O10', [2, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  ['W11', [1, 2, 3, 4, 5, 6]],
].flatMap(([chapter, numbers]) =>
  (numbers as number[]).map((number) => `${chapter as string}.${number}`),
)

test('every row of the families is claimed by some scenario', () => {
  const claimed = new Set(registry.flatMap((entry) => entry.rows))
  expect(rows.filter((row) => !claimed.has(row))).toEqual([])
})

test('ids are unique', () => {
  const ids = registry.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

for (const entry of registry)
  describe(entry.id, async () => {
    const scenario = await entry.load()

    test('is registered under its own id, title and part', () => {
      expect({ id: scenario.id, title: scenario.title, part: scenario.part }).toEqual({
        id: entry.id,
        title: entry.title,
        part: entry.part,
      })
    })

    test('claims or checks exactly the rows it is registered for', () => {
      const checks = Object.entries(scenario.variants)
        .filter(([, { kind }]) => kind === 'with')
        .flatMap(([variant]) => scenario.configure(variant).checks)
      const named = [...scenario.claims, ...checks].flatMap(({ rows: those }) => those ?? [])
      // Items of other lists, such as P2, may be named beside the rows of the catalogue.
      const own = named.filter((row) => /^[A-Z]\d+\.\d+$/.test(row))
      expect([...new Set(own)].sort(byRow)).toEqual([...entry.rows].sort(byRow))
    })

    test('shows the pattern, its absence, and a mistake that a check catches', () => {
      const kinds = Object.values(scenario.variants).map(({ kind }) => kind)
      expect(kinds).toEqual(expect.arrayContaining(['with', 'without', 'broken']))
    })

    test('says where it comes from and what it leaves out', () => {
      expect(scenario.source).not.toBe('')
      expect(scenario.summary.length).toBeGreaterThan(40)
      expect(scenario.ignores.length).toBeGreaterThan(0)
      for (const { help } of Object.values(scenario.parameters)) expect(help).not.toBe('')
    })

    test('offers something to break with one click', () => {
      expect(scenario.configure().disturbances.length).toBeGreaterThan(0)
    })
  })

function byRow(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
