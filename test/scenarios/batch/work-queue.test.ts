import { describe, expect, test } from 'vitest'
import { checkTwins, run, seconds, Simulation, transcript } from '../../../engine/index.ts'
import type { Fault, RunSummary } from '../../../engine/index.ts'
import type { ManagerState } from '../../../scenarios/batch/work-queue/protocol.ts'
import { workQueue } from '../../../scenarios/batch/work-queue/scenario.ts'

const calm = { kills: 0, managerCrash: false, outage: false, upgrade: false }
const seeds = Array.from({ length: 20 }, (_, seed) => String(seed + 1))

function failed(summary: RunSummary): string[] {
  return summary.checks
    .filter(({ result }) => result !== 'pass')
    .map(({ name, reason }) => `${name}: ${reason}`)
}

function maximum(summary: RunSummary, name: string): number {
  const measure = summary.measures[name]
  return measure?.kind === 'histogram' ? measure.max! : NaN
}

// Sweeps take a few seconds on a busy machine.
describe('work queue', { timeout: 30_000 }, () => {
  test('all checks hold over twenty seeds, with kills, an outage, an upgrade and a crash', () => {
    for (const seed of seeds)
      expect(failed(run(workQueue, { seed }).summary), `seed ${seed}`).toEqual([])
  })

  test('all checks hold under generated faults', () => {
    for (const seed of seeds) {
      const { summary } = run(workQueue, { seed, faults: 'generated' })
      expect(failed(summary), `seed ${seed}`).toEqual([])
    }
  })

  test('each broken variant is caught by its check', () => {
    for (const twin of checkTwins(workQueue)) expect(twin).toMatchObject({ pass: true })
  })

  test('a script that does it alone loses what is killed, and is late with the rest', () => {
    const { summary } = run(workQueue, { variant: 'without', params: { kills: 3 } })
    expect(summary.total('thumbnails')).toBeLessThan(summary.total('readable'))
    expect(summary.total('jobs')).toBe(summary.total('items'))
  })

  test('no video waits longer for its job than a period and a round', () => {
    const { summary } = run(workQueue, { params: calm })
    expect(maximum(summary, 'pick-up')).toBeLessThan(seconds(10.1))
  })

  test('a manager that crashes between listing and creating creates each job once', () => {
    // 1. The round lists items and jobs.  2. The manager dies with some jobs created, some not.
    // 3. Its successor lists again and creates the rest.
    const rehearsal = new Simulation(workQueue.configure('with', calm), { seed: '1', faults: [] })
    const state = () => rehearsal.world.nodes('manager')[0]!.state as unknown as ManagerState
    while (rehearsal.now < seconds(5) || state().missing !== 3) rehearsal.step()
    const at = rehearsal.now + 1
    const faults: Fault[] = [{ kind: 'crash', at, target: 'manager', for: seconds(1) }]
    const { summary } = run(workQueue, { params: calm, faults })
    expect(summary.faults[0]!.hits).toBe(1)
    expect(failed(summary)).toEqual([])
    expect(summary.total('jobs')).toBe(summary.total('items'))
  })

  test('a crash cures the manager that waits for ever', () => {
    const { summary } = run(workQueue, { variant: 'patient', params: { managerCrash: true } })
    expect(summary.total('jobs')).toBe(summary.total('items'))
  })

  test('a second run that finds half an output leaves it', () => {
    const { summary } = run(workQueue, { variant: 'partial', params: { kills: 6 } })
    expect(summary.total('jobs.done')).toBeGreaterThan(summary.total('thumbnails'))
    expect(summary.total('already there')).toBe(
      summary.total('jobs.done') - summary.total('thumbnails'),
    )
  })

  test('a video that cannot be decoded is tried until the limit, and its uploader is told', () => {
    const { summary } = run(workQueue, {
      params: { ...calm, unreadable: 1, rate: 0.2, backoffLimit: 2 },
    })
    expect(summary.total('runs')).toBe(3 * summary.total('jobs'))
    expect(summary.total('fail')).toBe(summary.total('jobs'))
    expect(summary.total('thumbnails')).toBe(0)
  })

  test('a directory takes at least the longest video, at least its share of the sum, at most both', () => {
    for (const seed of seeds) {
      const { summary } = run(workQueue, {
        seed,
        workload: 'directory',
        params: { ...calm, unreadable: 0, shortest: 200_000 },
      })
      const length = summary.measures['length']
      if (length?.kind !== 'histogram') throw new Error('no lengths were measured')
      const share = (length.mean! * length.count) / 6
      const makespan = maximum(summary, 'published')
      expect(makespan).toBeGreaterThanOrEqual(Math.max(length.max!, share))
      expect(makespan).toBeLessThan(share + length.max! + seconds(0.2))
    }
  })

  test.each([
    ['with', 'host-1'],
    ['bare', 'host-1'],
  ])('the transcript of %s with a killed machine', async (variant, target) => {
    const faults: Fault[] = [{ kind: 'kill', at: seconds(10.5), target, for: seconds(2) }]
    const { recording } = run(workQueue, {
      variant,
      params: { ...calm, rate: 0.3 },
      faults,
      record: true,
    })
    const text = transcript(recording!.trace, { to: seconds(14), limit: 160 })
    await expect(text).toMatchFileSnapshot(`../../transcripts/work-queue.${variant}.txt`)
  })
})
