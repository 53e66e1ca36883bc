import { describe, expect, it } from 'vitest'
import { checkTwins, ms, run, seconds, transcript } from '../../../engine/index.ts'
import type { Fault, RunSummary } from '../../../engine/index.ts'
import { configSidecar } from '../../../scenarios/single-node/config-sidecar/scenario.ts'

const seeds = Array.from({ length: 20 }, (_, index) => String(index + 1))
const failing = ({ checks }: RunSummary) =>
  checks.filter(({ result }) => result !== 'pass').map(({ name, reason }) => `${name}: ${reason}`)
const names = (summary: RunSummary) => failing(summary).map((text) => text.split(':')[0])
const quick = { rate: 5 }

describe('the configuration sidecar', { timeout: 30_000 }, () => {
  it.each(['signal', 'restart', 'watch'])(
    'holds over 20 seeds when a change is applied by %s',
    (apply) => {
      for (const seed of seeds)
        expect(
          failing(
            run(configSidecar, { seed, params: { ...quick, apply }, strict: seed === '1' }).summary,
          ),
          seed,
        ).toEqual([])
    },
  )

  it('holds under generated crashes of the API and of sidecars', () => {
    for (const seed of seeds)
      expect(
        failing(run(configSidecar, { seed, params: quick, faults: 'generated' }).summary),
        seed,
      ).toEqual([])
  })

  it('catches every broken twin', () => {
    expect(checkTwins(configSidecar).filter(({ pass }) => !pass)).toEqual([])
  })

  it('takes the whole fleet down when a bad version is built in', () => {
    const { summary } = run(configSidecar, { variant: 'without', params: quick })
    expect(names(summary)).toEqual([
      'a bad version reaches one pod at most',
      'a malformed version reaches nobody',
    ])
    expect(summary.total('pods taken down')).toBeGreaterThanOrEqual(4)
  })

  it('asks the same of every variant', () => {
    const asked = Object.keys(configSidecar.variants).map((variant) =>
      run(configSidecar, { variant, params: quick }).summary.total('asked'),
    )
    expect(new Set(asked).size).toBe(1)
  })

  it('serves on without the API, for as long as it takes', () => {
    const faults: Fault[] = [{ kind: 'crash', at: ms(1200), target: 'api' }]
    const { summary } = run(configSidecar, { faults, params: { patience: seconds(1) } })
    expect(summary.total('fail')).toBe(0)
  })

  it('takes up a rollout where a crash of the API left it', () => {
    // The version is tried, and not yet given to all, when the API goes down.
    const faults: Fault[] = [{ kind: 'crash', at: ms(1600), for: seconds(1), target: 'api' }]
    const { summary, recording } = run(configSidecar, {
      faults,
      params: { ...quick, runs: ms(3900) },
      record: true,
    })
    expect(failing(summary)).toEqual([])
    const { nodes } = recording!.moment(recording!.trace.events.length - 1)
    const versions = nodes
      .filter(({ role }) => role === 'app')
      .map(({ state }) => (state as { version: number }).version)
    expect(versions).toEqual([2, 2, 2, 2])
  })

  it('starts with what the image holds after its pod was killed, and catches up', () => {
    const faults: Fault[] = [{ kind: 'kill', at: ms(3500), for: ms(100), target: 'pod-3' }]
    const { summary, recording } = run(configSidecar, {
      faults,
      params: { ...quick, runs: ms(3900), outage: false },
      record: true,
    })
    expect(failing(summary)).toEqual([])
    const at = (time: number) => {
      const { events } = recording!.trace
      let seq = 0
      while (seq + 1 < events.length && events.at[seq + 1]! <= time) seq++
      const app = recording!.moment(seq).nodes.find(({ id }) => id === 'app-3')!
      return (app.state as { version: number }).version
    }
    expect([at(ms(3400)), at(ms(3610)), at(ms(4200))]).toEqual([2, 1, 2])
  })

  it('takes a bad version back before its program is started again', () => {
    const { summary } = run(configSidecar, {
      params: { ...quick, pushes: 'poison', runs: seconds(6) },
      faults: [],
    })
    expect([summary.total('pods taken down'), summary.total('versions rolled back')]).toEqual([
      1, 1,
    ])
    expect(failing(summary)).toEqual([])
  })

  it('hits every fault that the page offers', () => {
    for (const { title, faults } of configSidecar.configure().disturbances)
      expect(
        run(configSidecar, { faults, params: quick }).summary.faults.map(({ hits }) => hits > 0),
        title,
      ).not.toContain(false)
  })

  it.each(['with', 'without', 'writes-nothing'])(
    'reads the same as before, variant %s',
    async (variant) => {
      const { recording } = run(configSidecar, {
        variant,
        seed: '7',
        params: { pods: 2, rate: 1, runs: seconds(3) },
        record: true,
      })
      await expect(transcript(recording!.trace, { limit: 150 })).toMatchFileSnapshot(
        `../../transcripts/config-sidecar.${variant}.txt`,
      )
    },
  )
})
