import { describe, expect, it } from 'vitest'
import { checkTwins, ms, run, seconds, transcript } from '../../../engine/index.ts'
import type { RunSummary } from '../../../engine/index.ts'
import type { RootState } from '../../../scenarios/serving/video-encoding/protocol.ts'
import { videoEncoding } from '../../../scenarios/serving/video-encoding/scenario.ts'

const seeds = Array.from({ length: 20 }, (_, index) => String(index + 1))
const failing = ({ checks }: RunSummary) =>
  checks.filter(({ result }) => result !== 'pass').map(({ name, reason }) => `${name}: ${reason}`)

/** The shortest time in which `n` encoders can do these segments, by trying every way. */
function optimum(costs: readonly number[], n: number): number {
  const loads = Array.from({ length: n }, () => 0)
  let least = Infinity
  const place = (segment: number): void => {
    const most = Math.max(...loads)
    if (most >= least) return
    if (segment === costs.length) {
      least = most
      return
    }
    for (let encoder = 0; encoder < n; encoder++) {
      loads[encoder]! += costs[segment]!
      place(segment + 1)
      loads[encoder]! -= costs[segment]!
      // Encoders are alike: a segment on one that is empty is a segment on any that is.
      if (loads[encoder] === 0) break
    }
  }
  place(0)
  return least
}

describe('video encoding', { timeout: 60_000 }, () => {
  it('holds over 20 seeds', () => {
    for (const seed of seeds)
      expect(failing(run(videoEncoding, { seed, strict: seed === '1' }).summary), seed).toEqual([])
  })

  it('finishes every film in order under generated faults', () => {
    for (const seed of seeds) {
      const wrong = failing(run(videoEncoding, { seed, faults: 'generated' }).summary)
      expect(
        wrong.filter((name) => !name.startsWith('a film takes at most')),
        seed,
      ).toEqual([])
    }
  })

  it('catches every broken twin', () => {
    expect(checkTwins(videoEncoding).filter(({ pass }) => !pass)).toEqual([])
  })

  it('is right but slow on one encoder', () => {
    const wrong = failing(run(videoEncoding, { variant: 'without' }).summary)
    expect(wrong.length).toBe(1)
    expect(wrong[0]).toMatch(/^a film takes at most half/)
  })

  it('takes exactly the sum of its segments on one encoder without a network', () => {
    const { recording } = run(videoEncoding, {
      variant: 'without',
      params: { hop: 0, overdueAfter: 0 },
      record: true,
    })
    const { last } = recording!.moment(recording!.trace.footer.events - 1).nodes[1]!
      .state as RootState
    expect(last!.makespan).toBe(last!.total)
  })

  it('stays within 2 − 1/n of the optimum on small films', () => {
    for (const seed of ['1', '2', '3', '4', '5', '6', '7', '8'])
      for (const encoders of [2, 3, 4]) {
        const { operations } = run(videoEncoding, {
          seed,
          params: { encoders, segments: 9, hop: 0, overdueAfter: 0, tail: 1.3, asks: seconds(4) },
          history: true,
        })
        const films = operations.filter(({ outcome }) => outcome === 'ok')
        expect(films.length).toBeGreaterThan(0)
        for (const { start, end, input } of films) {
          const best = optimum((input as { costs: number[] }).costs, encoders)
          const took = end! - start
          expect(took).toBeGreaterThanOrEqual(best)
          expect(took).toBeLessThanOrEqual((2 - 1 / encoders) * best + 1)
        }
      }
  })

  it('gives a segment out again when its encoder crashes, and takes none twice', () => {
    const { summary } = run(videoEncoding, {
      seed: '3',
      faults: [{ kind: 'crash', at: seconds(1), target: 'encoder-2' }],
    })
    expect(summary.total('given out again')).toBe(1)
    expect(summary.total('ok')).toBe(summary.total('asked'))
    expect(summary.checks[0]!.result).toBe('pass')
  })

  it('drops the late answer of a segment that was given out again', () => {
    const { summary } = run(videoEncoding, {
      faults: [{ kind: 'slow', at: ms(100), for: seconds(4), target: 'encoder-1', factor: 30 }],
    })
    expect(summary.total('encoded twice')).toBeGreaterThan(0)
    expect(summary.checks[0]!.result).toBe('pass')
  })

  it('gets its encoders back after answers were lost', () => {
    const { summary } = run(videoEncoding, {
      faults: [
        {
          kind: 'degrade',
          at: seconds(1),
          for: seconds(1),
          from: 'encoder',
          to: 'root',
          loss: 0.5,
        },
      ],
    })
    expect(summary.total('given out again')).toBeGreaterThan(0)
    expect(summary.total('ok')).toBe(summary.total('asked'))
  })

  it('is never out of order with one encoder, even gathered by arrival', () => {
    expect(
      run(videoEncoding, { variant: 'by-arrival', params: { encoders: 1 } }).summary.checks[0]!
        .result,
    ).toBe('pass')
  })

  it('hits every fault that the page offers', () => {
    for (const { title, faults } of videoEncoding.configure().disturbances) {
      const { summary } = run(videoEncoding, { faults, seed: '2' })
      expect(
        summary.faults.map(({ hits }) => hits > 0),
        title,
      ).not.toContain(false)
    }
  })

  it.each(['with', 'by-arrival'])('reads the same as before, variant %s', async (variant) => {
    const { recording } = run(videoEncoding, {
      variant,
      seed: '7',
      params: { encoders: 3, segments: 6, asks: ms(300) },
      record: true,
    })
    await expect(transcript(recording!.trace, { to: ms(600), limit: 80 })).toMatchFileSnapshot(
      `../../transcripts/video-encoding.${variant}.txt`,
    )
  })
})
