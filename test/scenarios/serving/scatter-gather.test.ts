import { describe, expect, it } from 'vitest'
import { checkTwins, ms, run, seconds, transcript } from '../../../engine/index.ts'
import type { Fault, RunSummary } from '../../../engine/index.ts'
import { allMatches, matches } from '../../../scenarios/serving/scatter-gather/protocol.ts'
import { scatterGather } from '../../../scenarios/serving/scatter-gather/scenario.ts'

const good = Object.entries(scatterGather.variants).flatMap(([name, { kind }]) =>
  kind === 'with' ? [name] : [],
)
const seeds = Array.from({ length: 20 }, (_, index) => String(index + 1))

const failing = ({ checks }: RunSummary) =>
  checks.filter(({ result }) => result !== 'pass').map(({ name, reason }) => `${name}: ${reason}`)

describe('scatter/gather', { timeout: 60_000 }, () => {
  it.each(good)('holds with the variant %s over 20 seeds', (variant) => {
    for (const seed of seeds)
      expect(
        failing(run(scatterGather, { variant, seed, strict: seed === '1' }).summary),
        seed,
      ).toEqual([])
  })

  it.each(good)('answers nothing wrong under generated faults with the variant %s', (variant) => {
    for (const seed of seeds) {
      const { summary } = run(scatterGather, { variant, seed, faults: 'generated' })
      expect(
        failing(summary).filter(
          (name) => name.startsWith('an answer is') || name.startsWith('every search'),
        ),
        seed,
      ).toEqual([])
    }
  })

  it('catches every broken twin', () => {
    expect(checkTwins(scatterGather).filter(({ pass }) => !pass)).toEqual([])
  })

  it('breaks its promise without copies and without partial answers', () => {
    const broken = seeds.filter((seed) =>
      failing(run(scatterGather, { variant: 'without', seed }).summary).some((name) =>
        name.startsWith('answers are within'),
      ),
    )
    // About seven of 150 searches are slow; two are enough. One seed in a hundred has fewer.
    expect(broken.length).toBeGreaterThanOrEqual(18)
  })

  it('asks the same of every variant', () => {
    const asked = ['with', 'without', 'tied', 'partial', 'replicated'].map((variant) =>
      run(scatterGather, { variant }).summary.total('asked'),
    )
    expect(new Set(asked).size).toBe(1)
  })

  const crash: Fault = { kind: 'crash', at: seconds(1), for: seconds(1), target: 'leaf-2' }

  it('answers nothing while the only copy of a shard is down', () => {
    const { operations } = run(scatterGather, {
      variant: 'without',
      faults: [crash],
      history: true,
    })
    const during = operations.filter(
      ({ start }) => start > seconds(1) && start < seconds(2) - ms(10),
    )
    expect(during.length).toBeGreaterThan(10)
    expect(during.every(({ outcome }) => outcome === 'fail')).toBe(true)
  })

  it('answers in part, and says so, while the only copy of a shard is down', () => {
    const { operations } = run(scatterGather, {
      variant: 'partial',
      faults: [crash],
      history: true,
    })
    const during = operations.filter(
      ({ start }) => start > seconds(1) && start < seconds(2) - ms(200),
    )
    expect(
      during.every(
        ({ outcome, output }) => outcome === 'ok' && !(output as { complete: boolean }).complete,
      ),
    ).toBe(true)
  })

  it.each(['with', 'replicated'])(
    'answers in full while one of two copies is down, with the variant %s',
    (variant) => {
      const { summary } = run(scatterGather, { variant, faults: [crash], params: { slow: 0 } })
      expect([summary.total('fail'), summary.total('partial')]).toEqual([0, 0])
    },
  )

  it('asks again at once what a copy took with it when it went down', () => {
    const { summary } = run(scatterGather, {
      variant: 'replicated',
      faults: [crash],
      params: { slow: 0, rate: 200 },
    })
    expect(summary.total('asked again')).toBeGreaterThan(0)
    expect(summary.total('partial')).toBe(0)
  })

  it('hedges around a cut link', () => {
    const faults: Fault[] = [
      { kind: 'cut', at: seconds(1), for: seconds(1), from: 'root', to: 'leaf-5' },
    ]
    const { summary } = run(scatterGather, { faults, params: { slow: 0 } })
    expect(summary.total('hedges')).toBeGreaterThan(20)
    expect(summary.total('partial')).toBe(0)
  })

  it('does a tied lookup once when the first copy is idle', () => {
    const { summary } = run(scatterGather, {
      variant: 'tied',
      params: { rate: 2, hop: 0, slow: 0, lookup: ms(10), asks: seconds(20) },
    })
    expect(summary.total('ties')).toBeGreaterThan(100)
    expect(summary.total('served')).toBe(summary.total('calls') - summary.total('cancelled'))
    // Not one of the seconds was begun.
    expect(summary.total('cancelled')).toBe(summary.total('ties'))
  })

  it('hits every fault that the page offers', () => {
    for (const { title, faults } of scatterGather.configure().disturbances) {
      const { summary } = run(scatterGather, { faults })
      expect(
        summary.faults.map(({ hits }) => hits > 0),
        title,
      ).not.toContain(false)
    }
  })

  it('knows how many documents match', () => {
    const found = Array.from({ length: 7 }, (_, shard) => matches(shard, 5)).flat()
    expect(new Set(found).size).toBe(found.length)
    expect(found.length).toBe(allMatches(7, 5))
  })

  it.each(['with', 'counts-answers'])('reads the same as before, variant %s', async (variant) => {
    const { recording } = run(scatterGather, {
      variant,
      seed: '7',
      params: { leaves: 3, asks: ms(120), slow: 0.1 },
      record: true,
    })
    await expect(transcript(recording!.trace, { limit: 120 })).toMatchFileSnapshot(
      `../../transcripts/scatter-gather.${variant}.txt`,
    )
  })
})
