import { describe, expect, test } from 'vitest'
import { run, seconds, transcript } from '../../../engine/index.ts'
import type { Fault, RunOptions } from '../../../engine/index.ts'
import { sessions } from '../../../scenarios/serving/sessions/scenario.ts'

/** Names of the checks that did not pass. */
function failed(options: RunOptions): string[] {
  const { summary, error } = run(sessions, { strict: true, ...options })
  if (error) throw error
  return summary.checks.filter(({ result }) => result !== 'pass').map(({ name }) => name)
}

const seeds = Array.from({ length: 20 }, (_, index) => `${index + 1}`)
const moved = 'a user is moved only when its server goes or another one comes'

describe('sessions', { timeout: 120_000 }, () => {
  test.each(['with', 'cookie', 'external'])('%s holds on 20 seeds', (variant) => {
    for (const seed of seeds) expect(failed({ variant, seed }), `seed ${seed}`).toEqual([])
  })

  test.each(['with', 'cookie', 'external'])(
    '%s holds under faults drawn from the seed',
    (variant) => {
      for (const seed of seeds)
        expect(failed({ variant, seed, faults: 'generated' }), `seed ${seed}`).toEqual([])
    },
  )

  test('a user whose server died before it answered has no home to be moved from', () => {
    expect(failed({ variant: 'cookie', seed: '493', faults: 'generated' })).toEqual([])
  })

  test.each(Object.entries(sessions.variants).filter(([, { kind }]) => kind === 'broken'))(
    '%s is caught by its check',
    (variant, { caughtBy }) => {
      const tried = seeds.slice(0, caughtBy!.seeds)
      expect(tried.some((seed) => failed({ variant, seed }).includes(caughtBy!.check))).toBe(true)
    },
  )

  test('without affinity users are moved all the time', () => {
    expect(failed({ variant: 'without' })).toEqual([moved])
  })

  test('a hash modulo the number of servers is fine as long as their number stays', () => {
    const still = { scaleTo: 0, crash: false }
    for (const seed of seeds.slice(0, 5))
      expect(failed({ variant: 'modulo', seed, params: still })).toEqual([])
  })

  test('with a cookie a server that dies loses its users, and nobody else is moved', () => {
    const faults: Fault[] = [{ at: seconds(8), kind: 'crash', target: 'replica-1' }]
    const params = { scaleTo: 0, users: 30, length: seconds(14) }
    const { summary } = run(sessions, { variant: 'cookie', faults, params })
    expect(summary.total('lost')).toBe(10)
  })

  test.each(['with', 'modulo'])('%s tells the same story as before', async (variant) => {
    const { recording } = run(sessions, {
      variant,
      record: true,
      params: {
        users: 3,
        replicas: 2,
        scaleTo: 3,
        scaleAt: 500_000,
        load: 300_000,
        crash: false,
        length: 3_000_000,
      },
    })
    const text = transcript(recording!.trace, { limit: 200 })
    await expect(text).toMatchFileSnapshot(`../../transcripts/sessions.${variant}.txt`)
  })
})
