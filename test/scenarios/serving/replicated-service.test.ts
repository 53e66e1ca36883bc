import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  linesOf,
  logReport,
  readAccessLog,
  run,
  seconds,
  transcript,
} from '../../../engine/index.ts'
import type { Fault, RunOptions } from '../../../engine/index.ts'
import { replicatedService } from '../../../scenarios/serving/replicated-service/scenario.ts'

/** Names of the checks that did not pass. */
function failed(options: RunOptions): string[] {
  const { summary, error } = run(replicatedService, { strict: true, ...options })
  if (error) throw error
  return summary.checks.filter(({ result }) => result !== 'pass').map(({ name }) => name)
}

const seeds = Array.from({ length: 20 }, (_, index) => `${index + 1}`)
const around = 'requests fail only around a failure'
const loaded = 'no request reaches a replica that is still loading'

describe('the replicated service', { timeout: 60_000 }, () => {
  test.each(['with', 'least'])('%s holds on 20 seeds', (variant) => {
    for (const seed of seeds) expect(failed({ variant, seed }), `seed ${seed}`).toEqual([])
  })

  test('holds under faults drawn from the seed', () => {
    for (const seed of seeds)
      expect(failed({ seed, faults: 'generated' }), `seed ${seed}`).toEqual([])
  })

  test('a visitor who gives up in the line of a replica that is well is excused', () => {
    expect(failed({ variant: 'least', seed: '432', faults: 'generated' })).toEqual([])
  })

  test.each(Object.entries(replicatedService.variants).filter(([, { kind }]) => kind === 'broken'))(
    '%s is caught by its check',
    (variant, { caughtBy }) => {
      const tried = seeds.slice(0, caughtBy!.seeds)
      expect(tried.some((seed) => failed({ variant, seed }).includes(caughtBy!.check))).toBe(true)
    },
  )

  test.each([
    ['without', [around]],
    ['unprobed', [loaded, around]],
    ['turns', [around]],
  ])('%s fails visitors for no good reason', (variant, checks) => {
    expect(failed({ variant })).toEqual(checks)
  })

  test('an update fails nobody with a surge, and nobody without one either', () => {
    for (const surge of [0, 1, 3]) {
      const { summary } = run(replicatedService, { params: { surge, crash: false } })
      expect(summary.total('rolled')).toBe(1)
      expect(summary.total('fail')).toBe(0)
    }
  })

  test('a crash in the middle of an update delays it and does not stop it', () => {
    const faults: Fault[] = [{ at: seconds(11), kind: 'crash', target: 'replica-3' }]
    expect(failed({ faults })).toEqual([])
    expect(run(replicatedService, { faults }).summary.total('rolled')).toBe(1)
  })

  test('a change of scale works both ways', () => {
    for (const scaleTo of [2, 6]) {
      const params = { scaleTo, deployEvery: 0, crash: false }
      expect(failed({ params })).toEqual([])
      expect(run(replicatedService, { params }).summary.total('fail')).toBe(0)
    }
  })

  test.each(['with', 'abrupt'])('%s tells the same story as before', async (variant) => {
    const { recording } = run(replicatedService, {
      variant,
      record: true,
      params: {
        replicas: 2,
        rate: 10,
        crash: false,
        deployEvery: 2_000_000,
        load: 300_000,
        grace: 100_000,
        length: 1_500_000,
      },
    })
    const text = transcript(recording!.trace, { limit: 250 })
    await expect(text).toMatchFileSnapshot(`../../transcripts/replicated-service.${variant}.txt`)
  })
})

describe('the replicated service and a real log', { timeout: 60_000 }, () => {
  const file = new URL(
    '../../../scenarios/serving/replicated-service/data/access.log',
    import.meta.url,
  )
  const log = readFileSync(file, 'utf8')

  test('answers every request of four days, with each policy', () => {
    for (const policy of ['round-robin', 'ring']) {
      const report = logReport()
      const rows = () =>
        readAccessLog(linesOf([log]), {
          onBadLine: 'skip',
          key: 'client',
          compressGaps: seconds(10),
          speedUp: 10,
          report,
        })
      const { summary } = run(replicatedService, {
        workload: 'access-log',
        logs: { 'access-log': rows },
        params: { policy, crash: false },
      })
      expect(summary.end).toEqual({ kind: 'done' })
      expect(report.records).toBe(9_999)
      expect(summary.total('asked')).toBe(9_999)
      // Every update between them is invisible to visitors.
      expect(summary.total('rolled')).toBeGreaterThan(5)
      expect(summary.total('ok')).toBe(9_999)
      const [p50, p99] = [0.5, 0.99].map((q) => summary.quantile('latency', q)!)
      expect(p50).toBeGreaterThan(15_000)
      expect(p99).toBeGreaterThan(p50!)
      expect(p99).toBeLessThan(1_000_000)
    }
  })
})
