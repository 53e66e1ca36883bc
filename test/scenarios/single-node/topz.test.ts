import { describe, expect, it } from 'vitest'
import { checkTwins, run, seconds, transcript } from '../../../engine/index.ts'
import type { Fault, RunSummary } from '../../../engine/index.ts'
import { readings, timeLeft } from '../../../scenarios/single-node/topz/dashboard.ts'
import { topzSidecar } from '../../../scenarios/single-node/topz/scenario.ts'

const seeds = Array.from({ length: 20 }, (_, index) => String(index + 1))
const failing = ({ checks }: RunSummary) =>
  checks.filter(({ result }) => result !== 'pass').map(({ name, reason }) => `${name}: ${reason}`)
const quick = { rate: 5 }

describe('the introspection sidecar', { timeout: 30_000 }, () => {
  it('holds over 20 seeds', () => {
    for (const seed of seeds)
      expect(
        failing(run(topzSidecar, { seed, params: quick, strict: seed === '1' }).summary),
        seed,
      ).toEqual([])
  })

  it('shows what is there under generated faults, and accuses nobody wrongly', () => {
    for (const seed of seeds)
      expect(
        failing(run(topzSidecar, { seed, params: quick, faults: 'generated' }).summary).filter(
          (name) => !name.startsWith('a process leaks'),
        ),
        seed,
      ).toEqual([])
  })

  it('catches every broken twin', () => {
    expect(checkTwins(topzSidecar).filter(({ pass }) => !pass)).toEqual([])
  })

  it('sees nothing of a language without a library, until a process is dead', () => {
    for (const seed of seeds) {
      const { summary } = run(topzSidecar, { seed, variant: 'without', params: quick })
      expect(failing(summary).map((text) => text.split(':')[0])).toEqual([
        'every process is in the table, as it is',
        'nobody runs out of memory unnamed',
      ])
      expect(summary.total('out of memory')).toBe(1)
    }
  })

  it('names a leak and leaves it alone when told to', () => {
    const { summary } = run(topzSidecar, { params: { ...quick, treats: false } })
    expect([
      summary.total('leaks named'),
      summary.total('processes ended in time'),
      summary.total('out of memory'),
    ]).toEqual([1, 0, 1])
  })

  it('shows a dead program as down', () => {
    const faults: Fault[] = [
      { kind: 'crash', at: seconds(2), target: 'app-2' },
      { kind: 'crash', at: seconds(2), target: 'keeper' },
    ]
    const { recording } = run(topzSidecar, {
      faults,
      params: { ...quick, runs: seconds(4) },
      record: true,
    })
    const { nodes } = recording!.moment(recording!.trace.events.length - 1)
    const state = nodes.find(({ id }) => id === 'dashboard')!.state as {
      rows: { [id: string]: { status: string } }
    }
    expect(state.rows['app-2']!.status).toBe('down')
    expect(state.rows['app-1']!.status).toBe('up')
  })

  it('does not stand in the way when it is down', () => {
    const faults: Fault[] = [{ kind: 'crash', at: seconds(1), target: 'topz' }]
    const { summary } = run(topzSidecar, { faults, params: { leaker: 0, runs: seconds(4) } })
    expect(summary.total('fail')).toBe(0)
  })

  it('judges growth over a full window only', () => {
    expect(timeLeft([50, 60, 70], 256, 1000)).toBe(Infinity)
    expect(
      timeLeft(
        Array.from({ length: readings }, (_, k) => 100 + 10 * k),
        200,
        1000,
      ),
    ).toBe(5000)
    expect(timeLeft([60, 50, 50, 50, 50, 50], 256, 1000)).toBe(Infinity)
  })

  it('hits every fault that the page offers', () => {
    for (const { title, faults } of topzSidecar.configure().disturbances)
      expect(
        run(topzSidecar, { faults }).summary.faults.map(({ hits }) => hits > 0),
        title,
      ).not.toContain(false)
  })

  it.each(['with', 'cached'])('reads the same as before, variant %s', async (variant) => {
    const { recording } = run(topzSidecar, {
      variant,
      seed: '7',
      params: { pods: 1, leaker: 2, leak: 60, limit: 100, runs: seconds(2), rate: 1 },
      record: true,
    })
    await expect(transcript(recording!.trace, { limit: 150 })).toMatchFileSnapshot(
      `../../transcripts/topz.${variant}.txt`,
    )
  })
})
