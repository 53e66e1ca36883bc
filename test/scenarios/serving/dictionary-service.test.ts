import { describe, expect, test } from 'vitest'
import { run, transcript } from '../../../engine/index.ts'
import type { RunOptions } from '../../../engine/index.ts'
import { dictionaryService } from '../../../scenarios/serving/dictionary-service/scenario.ts'

/** Names of the checks that did not pass. */
function failed(options: RunOptions): string[] {
  const { summary, error } = run(dictionaryService, { strict: true, ...options })
  if (error) throw error
  return summary.checks.filter(({ result }) => result !== 'pass').map(({ name }) => name)
}

const seeds = Array.from({ length: 20 }, (_, index) => `${index + 1}`)

describe('the dictionary service', { timeout: 60_000 }, () => {
  test('holds on 20 seeds', () => {
    for (const seed of seeds) expect(failed({ seed }), `seed ${seed}`).toEqual([])
  })

  test('holds under faults drawn from the seed', () => {
    for (const seed of seeds)
      expect(failed({ seed, faults: 'generated' }), `seed ${seed}`).toEqual([])
  })

  test.each(Object.entries(dictionaryService.variants).filter(([, { kind }]) => kind === 'broken'))(
    '%s is caught by its check',
    (variant, { caughtBy }) => {
      const tried = seeds.slice(0, caughtBy!.seeds)
      expect(tried.some((seed) => failed({ variant, seed }).includes(caughtBy!.check))).toBe(true)
    },
  )

  test('without readiness a dead server and a loading one are asked all the same', () => {
    const names = failed({ variant: 'without' })
    expect(names).toContain('no request reaches a replica that is still loading')
    expect(names).toContain('requests fail only around a failure')
  })

  test('an empty dictionary fails no more requests than a full one', () => {
    const [full, blank] = ['with', 'blank'].map((variant) => run(dictionaryService, { variant }))
    expect(blank!.summary.total('fail')).toBe(full!.summary.total('fail'))
    expect(failed({ variant: 'blank' })).toContain(
      'a word of the dictionary is never said not to exist',
    )
  })

  test.each(['with', 'blank'])('%s tells the same story as before', async (variant) => {
    const { recording } = run(dictionaryService, {
      variant,
      record: true,
      params: {
        rate: 2,
        length: 3_000_000,
        kill: false,
        replicas: 2,
        scaleTo: 3,
        scaleAt: 500_000,
        load: 800_000,
      },
    })
    const text = transcript(recording!.trace, { limit: 200 })
    await expect(text).toMatchFileSnapshot(`../../transcripts/dictionary-service.${variant}.txt`)
  })
})
