import { describe, expect, it } from 'vitest'
import { checkTwins, ms, run, seconds, transcript } from '../../../engine/index.ts'
import type { RunSummary } from '../../../engine/index.ts'
import {
  indexOf,
  intersect,
  lookUp,
  readAll,
} from '../../../scenarios/serving/document-search/corpus.ts'
import { documentSearch } from '../../../scenarios/serving/document-search/scenario.ts'

const seeds = Array.from({ length: 20 }, (_, index) => String(index + 1))
const failing = ({ checks }: RunSummary) =>
  checks.filter(({ result }) => result !== 'pass').map(({ name, reason }) => `${name}: ${reason}`)

describe('document search', { timeout: 60_000 }, () => {
  it.each(['with', 'terms'])('holds with the variant %s over 20 seeds', (variant) => {
    for (const seed of seeds)
      expect(
        failing(run(documentSearch, { variant, seed, strict: seed === '1' }).summary),
        seed,
      ).toEqual([])
  })

  it.each(['with', 'terms'])(
    'never passes a part off as the whole under generated faults, variant %s',
    (variant) => {
      for (const seed of seeds) {
        const wrong = failing(run(documentSearch, { variant, seed, faults: 'generated' }).summary)
        expect(
          wrong.filter((name) => !name.startsWith('nothing is left out')),
          seed,
        ).toEqual([])
      }
    },
  )

  it('catches every broken twin', () => {
    expect(checkTwins(documentSearch).filter(({ pass }) => !pass)).toEqual([])
  })

  it('is wrong on one leaf that cannot hold the library', () => {
    const wrong = failing(run(documentSearch, { variant: 'without' }).summary)
    expect(wrong.some((name) => name.startsWith('a complete answer'))).toBe(true)
    expect(wrong.some((name) => name.startsWith('nothing is left out'))).toBe(true)
  })

  it('is right on one leaf that can', () => {
    expect(
      failing(run(documentSearch, { variant: 'without', params: { memory: 600 } }).summary),
    ).toEqual([])
  })

  it('finds too much when a term is missing and too little when a shard is', () => {
    const superset = run(documentSearch, { variant: 'superset' }).summary
    expect(superset.total('left out')).toBe(0)
    expect(superset.checks[0]).toMatchObject({ result: 'fail' })
    expect(run(documentSearch, { variant: 'silent' }).summary.total('left out')).toBeGreaterThan(0)
  })

  it.each(['with', 'terms'])(
    'says that it is partial whenever a part is missing, variant %s',
    (variant) => {
      const { summary } = run(documentSearch, { variant, params: { missing: 2, duplication: 0 } })
      expect(summary.total('partial')).toBeGreaterThan(0)
      expect(summary.checks.find(({ name }) => name.startsWith('a complete'))?.result).toBe('pass')
      if (variant === 'with') expect(summary.total('partial')).toBe(summary.total('ok'))
    },
  )

  it('knows the example of the book', () => {
    const index = indexOf([1, 2, 3, 4])
    expect([index['cat'], index['dog']]).toEqual([
      [1, 2, 4],
      [1, 3, 4],
    ])
    expect(lookUp(index, ['cat', 'dog'])).toEqual([1, 4])
    expect(readAll(4, ['cat', 'dog'])).toEqual([1, 4])
  })

  it('finds with an index what reading everything finds', () => {
    const all = Array.from({ length: 300 }, (_, place) => place + 1)
    const index = indexOf(all)
    for (const terms of [['cat'], ['dog', 'newt'], ['bird', 'fish', 'cat']])
      expect(lookUp(index, terms)).toEqual(readAll(300, terms))
    expect(lookUp(index, ['cat', 'unicorn'])).toEqual([])
    expect(intersect([])).toEqual([])
  })

  it('hits every fault that the page offers', () => {
    for (const { title, faults } of documentSearch.configure().disturbances) {
      const { summary } = run(documentSearch, { faults, seed: '2' })
      expect(
        summary.faults.map(({ hits }) => hits > 0),
        title,
      ).not.toContain(false)
    }
  })

  it('ends every query when a leaf never comes back', () => {
    const { summary } = run(documentSearch, {
      faults: [{ kind: 'crash', at: seconds(1), target: 'leaf-4' }],
    })
    expect(summary.total('ok')).toBe(summary.total('asked'))
  })

  it.each(['with', 'superset'])('reads the same as before, variant %s', async (variant) => {
    const { recording } = run(documentSearch, {
      variant,
      seed: '7',
      params: { documents: 12, leaves: 3, rate: 20, deadline: ms(40) },
      record: true,
    })
    await expect(transcript(recording!.trace, { to: ms(250), limit: 80 })).toMatchFileSnapshot(
      `../../transcripts/document-search.${variant}.txt`,
    )
  })
})
