import { describe, expect, test } from 'vitest'
import { run, seconds, transcript } from '../../../engine/index.ts'
import type { Fault, RunOptions } from '../../../engine/index.ts'
import { ownership } from '../../../scenarios/serving/ownership/scenario.ts'

/** A run, its names of checks that did not pass, and who came to own it. */
function play(options: RunOptions) {
  const { summary, error, recording } = run(ownership, { strict: true, record: true, ...options })
  if (error) throw error
  const lines = transcript(recording!.trace, { limit: 1_000_000 }).split('\n')
  const owners = lines.filter((line) => line.includes('notes: owns it'))
  return {
    summary,
    failed: summary.checks.filter(({ result }) => result !== 'pass').map(({ name }) => name),
    owners: owners.map((line) => /server-\d/.exec(line)![0]),
    at: owners.map((line) => Number(/^[\d.]+/.exec(line)![0])),
  }
}

/** No fault but these, and hardly a request. */
const quiet = (faults: readonly Fault[], params = {}): RunOptions => ({
  faults,
  params: { rate: 0.01, drift: 0, ...params },
})

describe('ownership by a lease', { timeout: 60_000 }, () => {
  test.each(['with', 'thirds'])('%s holds on 20 seeds', (variant) => {
    for (let seed = 1; seed <= 20; seed++) {
      const { checks } = run(ownership, { variant, seed: `${seed}`, strict: true }).summary
      expect(
        checks.filter(({ result }) => result !== 'pass'),
        `seed ${seed}`,
      ).toEqual([])
    }
  })

  test('is safe under crashes and pauses drawn from the seed', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const { checks } = run(ownership, { seed: `${seed}`, faults: 'generated' }).summary
      expect(
        checks.filter(({ kind, result }) => kind !== 'sometimes' && result !== 'pass'),
        `seed ${seed}`,
      ).toEqual([])
    }
  })

  test('a lock for a week is not given to anybody else', () => {
    expect(play({ variant: 'long-ttl' }).failed).toEqual([
      'somebody owns it',
      'a crashed owner has been replaced',
      'ownership changes hands',
    ])
  })

  test('bob takes over between 5 and 10 s after alice crashed', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { owners, at } = play({
        seed: `${seed}`,
        ...quiet([{ kind: 'crash', at: seconds(20), target: 'server-1' }]),
      })
      expect(owners[0]).toBe('server-1')
      expect(owners[1]).not.toBe('server-1')
      expect(at[1]).toBeGreaterThan(25)
      expect(at[1]).toBeLessThan(30.05)
    }
  })

  test('one lost renewal costs the ownership at half the time, and nothing at a third', () => {
    const lost: Fault[] = [
      { kind: 'cut', at: seconds(15), from: 'server-1', to: 'store', for: seconds(3.3) },
    ]
    for (let seed = 1; seed <= 10; seed++) {
      // In 3.3 s falls one renewal of a third, and of a half at most one.
      expect(play({ seed: `${seed}`, variant: 'thirds', ...quiet(lost) }).owners).toEqual([
        'server-1',
      ])
    }
    const half = Array.from({ length: 10 }, (_, seed) => play({ seed: `${seed}`, ...quiet(lost) }))
    for (const { summary, owners } of half)
      expect(owners.length > 1).toBe(summary.total('leases run out') > 0)
    expect(half.some(({ owners }) => owners.length > 1)).toBe(true)
    expect(half.every(({ failed }) => !failed.includes('one owner at a time'))).toBe(true)
  })

  test('an owner that was frozen for longer than its lease ends itself when it wakes', () => {
    const { summary, owners } = play(
      quiet([{ kind: 'pause', at: seconds(20), target: 'server-1', for: seconds(15) }]),
    )
    expect(owners.length).toBe(2)
    expect(summary.total('leases run out') + summary.total('renewals refused')).toBe(1)
  })

  test('a clock a fifth slow makes two owners, one a thirtieth slow does not', () => {
    const slow = (drift: number): Fault[] => [
      { kind: 'skew', at: 0, target: 'server-1', drift },
      { kind: 'partition', at: seconds(20), groups: [['server-1'], ['store']], for: seconds(20) },
    ]
    expect(play(quiet(slow(-200_000))).failed).toContain('one owner at a time')
    expect(play(quiet(slow(-33_000))).failed).toEqual([])
  })
})

test('a failover reads like this', async () => {
  const { recording } = run(ownership, { params: { rate: 0.01 }, record: true })
  await expect(
    transcript(recording!.trace, { from: seconds(15), to: seconds(35) }),
  ).toMatchFileSnapshot('../../transcripts/ownership.with.txt')
})
