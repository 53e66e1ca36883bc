import { describe, expect, test } from 'vitest'
import { checkTwins, run, seconds, transcript } from '../../../engine/index.ts'
import type { RunSummary } from '../../../engine/index.ts'
import { workerScaling } from '../../../scenarios/batch/worker-scaling/scenario.ts'

const seeds = Array.from({ length: 20 }, (_, seed) => String(seed + 1))

function failed(summary: RunSummary): string[] {
  return summary.checks
    .filter(({ result }) => result !== 'pass')
    .map(({ name, reason }) => `${name}: ${reason}`)
}

function most(summary: RunSummary, gauge: string): number {
  const measure = summary.measures[gauge]
  return measure?.kind === 'gauge' ? measure.max! : NaN
}

// Sweeps take a few seconds on a busy machine.
describe('worker scaling', { timeout: 30_000 }, () => {
  test('all checks hold over twenty seeds', () => {
    for (const seed of seeds)
      expect(failed(run(workerScaling, { seed }).summary), `seed ${seed}`).toEqual([])
  })

  test('all checks hold under generated faults', () => {
    for (const seed of seeds) {
      const { summary } = run(workerScaling, { seed, faults: 'generated' })
      expect(failed(summary), `seed ${seed}`).toEqual([])
    }
  })

  test('each broken variant is caught by its check', () => {
    for (const twin of checkTwins(workerScaling)) expect(twin).toMatchObject({ pass: true })
  })

  test('a fixed worker that is too slow leaves a backlog', () => {
    const { summary } = run(workerScaling, { variant: 'without' })
    expect(failed(summary)).toEqual(['the backlog is worked off: 53 items still wait'])
  })

  test('an item held by a worker that dies is done by another', () => {
    const faults = [{ kind: 'crash', at: seconds(40), target: 'worker-1' }]
    const { summary } = run(workerScaling, { params: { initial: 4 }, faults })
    expect(summary.total('given back')).toBe(1)
    expect(summary.total('ok')).toBe(summary.total('asked'))
  })

  test('it never has more workers than the most', () => {
    const { summary } = run(workerScaling, { params: { most: 2 } })
    expect(most(summary, 'workers')).toBe(2)
  })

  test('it takes workers away once the load is gone, after its patience', () => {
    const { summary } = run(workerScaling, { params: { initial: 8 } })
    expect(most(summary, 'workers')).toBe(8)
    expect(summary.series('rescalings')[0]!.at).toBeGreaterThanOrEqual(seconds(13))
    expect(summary.total('rescalings')).toBeGreaterThan(0)
  })

  test.each(['with', 'lean'])('the transcript of %s', async (variant) => {
    const { recording } = run(workerScaling, { variant, record: true })
    const text = transcript(recording!.trace, { to: seconds(26), limit: 200 })
    await expect(text).toMatchFileSnapshot(`../../transcripts/worker-scaling.${variant}.txt`)
  })
})
