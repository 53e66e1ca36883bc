import { describe, expect, it } from 'vitest'
import { checkTwins, ms, run, seconds, transcript } from '../../../engine/index.ts'
import { forgetful } from '../../../scenarios/serving/root-distribution/broken.ts'
import { even, primesIn } from '../../../scenarios/serving/root-distribution/nodes.ts'
import { rootDistribution } from '../../../scenarios/serving/root-distribution/scenario.ts'

describe('root distribution', { timeout: 60_000 }, () => {
  it('catches every broken twin', () => {
    expect(checkTwins(rootDistribution).filter(({ pass }) => !pass)).toEqual([])
  })

  it('is right but slow on one leaf', () => {
    const { checks } = run(rootDistribution, { variant: 'without' }).summary
    expect(checks.filter(({ result }) => result === 'fail').map(({ name }) => name)).toEqual([
      'a task takes at most half as long again as over the best width',
    ])
  })

  it('takes W / n + o · n to the microsecond', () => {
    const { summary } = run(rootDistribution, { params: { leaves: 40, hop: 0 } })
    expect(summary.measures['latency']).toMatchObject({ mean: 250_000 })
  })

  it('still counts right when a leaf is slow and another pauses', () => {
    const { summary } = run(rootDistribution, {
      strict: true,
      faults: [
        { kind: 'slow', at: seconds(1), for: seconds(2), target: 'leaf-1', factor: 10 },
        { kind: 'pause', at: seconds(2), for: ms(500), target: 'leaf-2' },
      ],
    })
    expect(summary.checks.find(({ name }) => name.startsWith('the answer'))?.result).toBe('pass')
    expect(summary.total('ok')).toBe(summary.total('asked'))
  })

  it('cuts evenly and leaves nothing out, whatever the numbers', () => {
    for (const upTo of [1, 7, 100, 1999])
      for (const slices of [1, 3, 10, 64]) {
        const cut = even(upTo, slices)
        expect([cut[0]!.from, cut.at(-1)!.to]).toEqual([0, upTo])
        for (let slice = 1; slice < slices; slice++)
          expect(cut[slice]!.from).toBe(cut[slice - 1]!.to)
        const sizes = cut.map(({ from, to }) => to - from)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }
  })

  it('forgets the rest only in the broken twin', () => {
    expect(forgetful(1999, 10).at(-1)!.to).toBe(1990)
  })

  it('knows how many primes there are', () => {
    expect([primesIn(0, 100), primesIn(100, 1000), primesIn(0, 2000)]).toEqual([25, 143, 303])
  })

  it('reads the same as before', async () => {
    const { recording } = run(rootDistribution, {
      seed: '7',
      params: { leaves: 3, asks: ms(600), upTo: 100 },
      record: true,
    })
    await expect(transcript(recording!.trace)).toMatchFileSnapshot(
      '../../transcripts/root-distribution.with.txt',
    )
  })
})
