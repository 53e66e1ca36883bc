import { describe, expect, test } from 'vitest'
import { run, seconds, transcript } from '../../../engine/index.ts'
import type { Fault, RunOptions } from '../../../engine/index.ts'
import { lock } from '../../../scenarios/serving/lock/scenario.ts'

/** Names of the checks that did not pass. */
function failed(options: RunOptions): string[] {
  const { summary, error } = run(lock, { strict: true, ...options })
  if (error) throw error
  return summary.checks.filter(({ result }) => result !== 'pass').map(({ name }) => name)
}

/** Notes of a run: who got the lock when, in ms. */
function grants(options: RunOptions): string[] {
  const { recording } = run(lock, { ...options, record: true })
  const found = transcript(recording!.trace, { limit: 100_000 }).match(/^.*has the lock.*$/gm) ?? []
  return found.map((line) => /user-\d/.exec(line)![0])
}

describe('the lock', { timeout: 60_000 }, () => {
  test.each(['with', 'poll', 'names'])('%s holds on 20 seeds', (variant) => {
    for (let seed = 1; seed <= 20; seed++)
      expect(failed({ variant, seed: `${seed}` }), `seed ${seed}`).toEqual([])
  })

  test('holds under crashes drawn from the seed', () => {
    for (let seed = 1; seed <= 20; seed++)
      expect(
        failed({ variant: 'with', seed: `${seed}`, faults: 'generated' }),
        `seed ${seed}`,
      ).toEqual([])
  })

  test.each(Object.entries(lock.variants).filter(([, { kind }]) => kind === 'broken'))(
    '%s is caught by its check',
    (variant, { caughtBy }) => {
      const seeds = Array.from({ length: caughtBy!.seeds }, (_, index) => `${index + 1}`)
      expect(seeds.some((seed) => failed({ variant, seed }).includes(caughtBy!.check))).toBe(true)
    },
  )

  test('looking before setting gives two owners, and a history that no lock has', () => {
    expect(failed({ variant: 'without' })).toEqual([
      'one owner at a time',
      'a lock as in the textbook',
    ])
  })
})

describe('a late unlock (P1 stalls beyond its time, P2 locks, P1 unlocks, P3 locks)', () => {
  const story = { variant: 'late-unlock', workload: 'late-unlock', faults: [] }

  test('frees the lock of P2 for P3 when the value is all that is compared', () => {
    const { reason } = run(lock, story).summary.checks.find(
      ({ name }) => name === 'one owner at a time',
    )!
    expect(reason).toBe('user-2 and user-3 hold the lock at the same time')
    expect(grants(story)).toEqual(['user-1', 'user-2', 'user-3'])
  })

  test('is refused when the version is compared, and P3 waits for P2', () => {
    const checked = { ...story, params: { unlock: 'version' } }
    expect(failed(checked)).toEqual(['nobody works past its time'])
    expect(run(lock, checked).summary.total('late unlocks refused')).toBe(1)
    expect(grants(checked)).toEqual(['user-1', 'user-2', 'user-3'])
  })

  test('does not happen with a watchdog', () => {
    const watched = { ...story, params: { unlock: 'version', watchdog: true } }
    expect(failed(watched)).toEqual([])
    expect(run(lock, watched).summary.total('watchdog')).toBe(1)
  })
})

describe('alice and bob', () => {
  const story = { variant: 'names', workload: 'alice-and-bob' }
  const crash: Fault[] = [{ kind: 'crash', at: seconds(0.7), target: 'user-1', for: seconds(5) }]

  test('bob is refused while alice holds the lock, and gets it when she has released it', () => {
    const { summary } = run(lock, story)
    expect(summary.total('refused')).toBe(1)
    expect(summary.measures['latency.acquire']).toMatchObject({ count: 2 })
    expect(failed(story)).toEqual([])
  })

  test('with a plain set bob overwrites alice', () => {
    expect(failed({ ...story, variant: 'plain-set' })).toContain('one owner at a time')
  })

  test('when alice crashes, bob waits for ever', () => {
    expect(failed({ ...story, faults: crash })).toEqual([
      'the lock of a dead owner comes free in time',
      'in the end the lock is free and nobody waits',
    ])
    expect(grants({ ...story, faults: crash })).toEqual(['user-1'])
  })

  test('with a time to live he waits no longer than that and a round trip', () => {
    const lease = { ...story, faults: crash, params: { ttl: seconds(2) } }
    expect(failed(lease)).toEqual([])
    const wait = run(lock, lease).measures.histogram('latency.acquire').quantile(1)!
    // He asked half a second after alice, whose lock lives for two seconds.
    expect(wait).toBeGreaterThan(seconds(1.49))
    expect(wait).toBeLessThan(seconds(1.51))
  })
})

test('a late unlock reads like this', async () => {
  const { recording } = run(lock, { variant: 'late-unlock', workload: 'late-unlock', record: true })
  await expect(transcript(recording!.trace)).toMatchFileSnapshot(
    '../../transcripts/lock.late-unlock.txt',
  )
})
