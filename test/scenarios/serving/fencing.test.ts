import { describe, expect, test } from 'vitest'
import { run, seconds, transcript } from '../../../engine/index.ts'
import type { RunOptions } from '../../../engine/index.ts'
import { fencing } from '../../../scenarios/serving/fencing/scenario.ts'

const order = 'no write of an older owner after one of a newer'

function failed(options: RunOptions): string[] {
  const { summary, error } = run(fencing, options)
  if (error) throw error
  return summary.checks.filter(({ result }) => result !== 'pass').map(({ name }) => name)
}

function total(counter: string, options: RunOptions): number {
  return run(fencing, options).summary.total(counter)
}

describe('fencing', { timeout: 60_000 }, () => {
  test.each(['with', 'double-check'])('%s holds on 20 seeds', (variant) => {
    for (let seed = 1; seed <= 20; seed++)
      expect(failed({ variant, seed: `${seed}` }), `seed ${seed}`).toEqual([])
  })

  test.each(['cut', 'regain', 'outage', 'clock', 'none'])(
    'a token holds through the incident %s',
    (incident) => {
      for (let seed = 1; seed <= 5; seed++)
        expect(
          failed({ params: { incident }, seed: `${seed}`, strict: true }),
          `seed ${seed}`,
        ).toEqual([])
    },
  )

  test('a token holds through crashes, pauses and slow clocks drawn from the seed', () => {
    for (let seed = 1; seed <= 30; seed++)
      expect(failed({ seed: `${seed}`, faults: 'generated' }), `seed ${seed}`).not.toContain(order)
  })

  test('without a guard stale writes are accepted', () => {
    expect(failed({ variant: 'without' })).toEqual([order])
  })

  test('a clock of the store that jumps ahead makes two owners', () => {
    const seeds = Array.from({ length: 5 }, (_, seed) =>
      failed({ variant: 'without', params: { incident: 'clock' }, seed: `${seed}` }),
    )
    expect(seeds.some((names) => names.includes(order))).toBe(true)
  })

  test('an outage of the store refuses what asks it, and not what compares tokens', () => {
    const outage = { params: { incident: 'outage' } }
    expect(
      total('refused for want of the store', { variant: 'double-check', ...outage }),
    ).toBeGreaterThan(100)
    expect(total('refused', { variant: 'with', ...outage })).toBe(0)
  })
})

describe('S1 sends R1, S2 owns and does R2, S2 dies, S1 owns again, R1 arrives', () => {
  const story = { workload: 'r1-r2', params: { incident: 'regain' } }

  test.each([
    ['none', 1],
    ['name', 1],
    ['name-and-version', 0],
    ['token', 0],
  ])('checking %s, %i stale writes are accepted', (check, stale) => {
    const options = { ...story, params: { ...story.params, check } }
    expect(total('stale', options)).toBe(stale)
    expect(total('accepted', options)).toBe(1 + stale)
    expect(failed(options).includes(order)).toBe(stale > 0)
  })

  test('reads like this when names are all that is compared', async () => {
    const { recording } = run(fencing, {
      ...story,
      params: { ...story.params, check: 'name' },
      record: true,
    })
    const text = transcript(recording!.trace, { from: seconds(9), to: seconds(31) })
    await expect(text).toMatchFileSnapshot('../../transcripts/fencing.name-only.txt')
  })
})

describe('tokens 33 and 34', () => {
  const story = {
    workload: 'tokens',
    params: { incident: 'tokens', ttl: seconds(10), renew: seconds(60) },
  }

  function writes(check: string): string[] {
    const { recording } = run(fencing, {
      ...story,
      params: { ...story.params, check },
      record: true,
    })
    const lines = transcript(recording!.trace)
      .split('\n')
      .filter((line) => /worker ← server-\d: write/.test(line))
    return lines.map(
      (line) =>
        `${Math.floor(Number(/^[\d.]+/.exec(line)![0]))} s: token ${/"token":(\d+)/.exec(line)![1]}`,
    )
  }

  test('the second owner writes at 12 s, the first wakes and writes at 16 s', () => {
    expect(writes('token')).toEqual(['12 s: token 34', '16 s: token 33'])
  })

  test.each([
    ['none', 33],
    ['token', 34],
  ])('checking %s, the final write is the one with %i', (check, token) => {
    const { summary } = run(fencing, { ...story, params: { ...story.params, check } })
    expect(summary.measures['token']).toMatchObject({ last: token })
    expect(summary.total('refused')).toBe(check === 'token' ? 1 : 0)
  })
})
