/** W5: many small runs, one after the other, with faults that each seed draws. */
import { run } from '../../engine/index.ts'
import { lock } from '../../scenarios/serving/lock/scenario.ts'
import { now } from '../clock.ts'
import type { Outcome } from '../outcome.ts'

/** How many seeds. */
export type SweepSize = { readonly runs: number }

/** Trace events that a small run has at most. */
const eventsMax = 2000

/** A lock, three users, their keeper: five nodes. Amount in runs. */
export function sweep({ runs }: SweepSize): Outcome {
  const begin = now()
  let events = 0
  for (let seed = 1; seed <= runs; seed++) {
    const { summary } = run(lock, {
      seed: String(seed),
      params: { users: 3, rate: 1 },
      faults: 'generated',
    })
    events += summary.events
    if (summary.events > eventsMax)
      return {
        amount: seed,
        seconds: now() - begin,
        wrong: `seed ${seed}: ${summary.events} events`,
      }
    const failed = summary.checks.find(({ result }) => result !== 'pass')
    if (failed)
      return {
        amount: seed,
        seconds: now() - begin,
        wrong: `seed ${seed}: ${failed.name}: ${failed.reason}`,
      }
  }
  return { amount: runs, seconds: now() - begin, more: { eventsPerRun: events / runs } }
}
