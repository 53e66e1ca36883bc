import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkClaims, run, Tally } from '../../../engine/index.ts'
import { scatterGather as scenario } from '../../../scenarios/serving/scatter-gather/scenario.ts'
import { rangeSize, SeedPool } from '../../../ui/session/seed-pool.ts'
import type { SeedWorker } from '../../../ui/session/seed-pool.ts'
import type { ClaimResult, SeedTask, SeedTaskAnswer } from '../../../ui/session/seed-task.ts'
import { claimResults, seedResult } from '../../../ui/session/worker/seed-run.ts'
import { measureNumbers } from '../../../ui/view/measure-numbers.ts'
import { isOutcome } from '../../../ui/view/seed-outcome.ts'
import type { SeedResult } from '../../../ui/view/seed-outcome.ts'

/** A worker in this very thread that takes its time: `pauses` turns of the event loop. */
function workerWith(pauses: () => number, work: (task: SeedTask) => SeedTaskAnswer): SeedWorker {
  let isStopped = false
  return {
    async ask(task) {
      for (let turn = pauses(); turn > 0; turn--) await Promise.resolve()
      return isStopped ? { kind: 'refused', reason: 'stopped' } : work(task)
    },
    stop() {
      isStopped = true
    },
  }
}

const request = {
  scenario: 'scatter-gather',
  variant: 'without',
  params: { rate: 5 },
  seed: 'none',
  faults: null,
}

function carryOut(task: SeedTask): SeedTaskAnswer {
  return task.kind === 'runs'
    ? {
        kind: 'runs',
        results: task.seeds.map((seed) => seedResult(scenario, task.request, seed)),
        took: 20 * task.seeds.length,
      }
    : {
        kind: 'claims',
        results: task.seeds.map((seed) => claimResults(scenario, task.claims, seed)),
        took: 20 * task.seeds.length,
      }
}

describe('a pool of workers', () => {
  test('gives for every seed what a run of it gives, whoever ran it', async () => {
    const seeds = ['1', '2', '3', '4', '5', '6', '7', '8', '9']
    let turn = 0
    const pool = new SeedPool(() => workerWith(() => (turn++ * 7) % 5, carryOut), 3)
    const results: SeedResult[] = []
    const isWhole = await pool.run([
      {
        seeds,
        task: (range) => ({ kind: 'runs', request, seeds: range }),
        hear({ first }, answer) {
          if (answer.kind === 'runs')
            answer.results.forEach((result, place) => (results[first + place] = result))
        },
      },
    ])
    expect(isWhole).toBe(true)
    expect(results.map(({ seed }) => seed)).toEqual(seeds)
    for (const result of results) {
      const { summary } = run(scenario, {
        variant: 'without',
        params: { rate: 5 },
        seed: result.seed,
      })
      if (!isOutcome(result)) throw new Error(result.reason)
      expect(result.numbers).toEqual(measureNumbers(summary.measures))
      expect(result.checks.map((check) => check.result)).toEqual(
        summary.checks.map((check) => check.result),
      )
      expect([result.events, result.time, result.end]).toEqual([
        summary.events,
        summary.time,
        summary.end,
      ])
    }
  })

  test('hands out every seed of every job once, whatever the workers take', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.nat(9), { minLength: 1, maxLength: 20 }),
        async (lengths, workers, pauses) => {
          let turn = 0
          const answer = (task: SeedTask): SeedTaskAnswer => ({
            kind: 'runs',
            results: task.seeds.map((seed) => ({ seed, reason: '' })),
            took: pauses[turn % pauses.length]! * 10,
          })
          const pause = () => pauses[turn++ % pauses.length]!
          const pool = new SeedPool(() => workerWith(pause, answer), workers)
          const heard = lengths.map((): string[] => [])
          await pool.run(
            lengths.map((length, job) => ({
              seeds: Array.from({ length }, (_one, place) => `${job}-${place}`),
              task: (seeds) => ({ kind: 'runs', request, seeds }),
              hear({ first, count }, came) {
                expect(came.kind === 'runs' && came.results.length).toBe(count)
                if (came.kind === 'runs')
                  came.results.forEach(({ seed }, place) => {
                    expect(heard[job]![first + place]).toBeUndefined()
                    heard[job]![first + place] = seed
                  })
              },
            })),
          )
          expect(heard).toEqual(
            lengths.map((length, job) =>
              Array.from({ length }, (_one, place) => `${job}-${place}`),
            ),
          )
        },
      ),
    )
  })

  test('a pool that is cancelled tells nothing more, and works again after', async () => {
    const pool = new SeedPool(() => workerWith(() => 3, carryOut), 2)
    let heard = 0
    const job = {
      seeds: ['1', '2', '3', '4'],
      task: (seeds: readonly string[]): SeedTask => ({ kind: 'runs', request, seeds }),
      hear: () => heard++,
    }
    const first = pool.run([job])
    pool.cancel()
    expect(await first).toBe(false)
    expect(heard).toBe(0)
    expect(await pool.run([job])).toBe(true)
    expect(heard).toBeGreaterThan(0)
  })

  test('what cannot be run is said for its seed', () => {
    const result = seedResult(scenario, { ...request, params: { leaves: -1 } }, '3')
    expect(result).toEqual({ seed: '3', reason: expect.stringContaining('leaves') as string })
  })
})

describe('how many seeds are handed out at once', () => {
  test('one at first, then as many as fill the time, and never so many that others idle', () => {
    expect(rangeSize(100, null, 4)).toBe(1)
    expect(rangeSize(1000, 8, 4)).toBe(10)
    expect(rangeSize(1000, 500, 4)).toBe(1)
    expect(rangeSize(16, 1, 4)).toBe(2)
    expect(rangeSize(1, 0, 4)).toBe(1)
  })
})

test('claims measured seed by seed come out as the engine measures them', () => {
  const places = [0]
  const claim = scenario.claims[0]!
  const tally = new Tally(scenario.id, claim)
  for (let seed = 1; !tally.isSettled; seed++) {
    const [value] = claimResults(scenario, places, String(seed)) as [ClaimResult]
    if (typeof value === 'object' && 'reason' in value) throw new Error(value.reason)
    tally.add(value)
  }
  const all = checkClaims({ ...scenario, claims: [claim] }, { rows: claim.rows })
  expect(tally.verdict).toEqual(all.find(({ name }) => name === claim.name))
})
