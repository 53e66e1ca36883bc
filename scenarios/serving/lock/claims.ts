/** What the lock must measure up to. */
import { absolute, ms, seconds, standardErrors } from '../../../engine/index.ts'
import type { Claim, RunSummary } from '../../../engine/index.ts'

/** Two users, jobs of about one second, nobody dies: now and then one has to wait for the other. */
const pair = { users: 2, rate: 0.6, work: seconds(1), long: 0, deaths: 0, ttl: 0, latency: 100 }

/** A crowd of eleven, ten of which wait. */
const crowd = { users: 11, rate: 6, work: seconds(1), long: 0, deaths: 0, ttl: 0, latency: 500 }

function mean(run: RunSummary, measure: string): number {
  const found = run.measures[measure]
  return found?.kind === 'histogram' ? (found.mean ?? 0) : 0
}

/** The verdict on a check, as a share. */
function held(run: RunSummary, check: string): readonly [number, number] {
  return [run.checks.find(({ name }) => name === check)?.result === 'pass' ? 1 : 0, 1]
}

/** E(P − X mod P) for X exponential with mean m, with P/m = 0.1: 0.5083 P; and P/2 for short P. */
const pollGap = 100_000 * (1 - 10 + 1 / 0.105170918)

/** The claims. */
export const claims: readonly Claim[] = [
  {
    name: 'by polling, the lock lies idle for half the poll interval after a release',
    rows: ['O10.4'],
    source:
      'the release falls anywhere between two polls: P/2 for P far below the length m of a job; for jobs of exponential length exactly P − m + P/(e^(P/m) − 1), here 50.8 ms with P = 100 ms and m = 1 s',
    runs: { poll: { variant: 'poll', params: { ...pair, poll: ms(100) } } },
    value: ({ poll }) => mean(poll!, 'handoff'),
    expected: { value: pollGap, tolerance: standardErrors(4, 0.01) },
    unit: 'µs',
    seeds: 60,
  },
  {
    name: 'by watching, it lies idle for one round trip',
    rows: ['O10.4'],
    source: 'the news of the release travels to the user, and its request back: 2 × 100 µs exactly',
    runs: { watch: { variant: 'with', params: pair } },
    value: ({ watch }) => mean(watch!, 'handoff'),
    expected: { value: 200, tolerance: absolute(1) },
    unit: 'µs',
    seeds: 3,
  },
  {
    name: 'by watching, all but one of those who wait are refused at each release',
    rows: ['O10.4'],
    source:
      'of W = 10 who wait one wins and 9 are refused; so is the eleventh, who released and asks again for its next job: 10 in all, a little less while the crowd gathers',
    runs: { watch: { variant: 'with', params: crowd } },
    value: ({ watch }) => watch!.total('refused') / histogramCount(watch!, 'handoff'),
    expected: { atLeast: 9.8, atMost: 10 },
    seeds: 3,
  },
  {
    name: 'with look-then-set two users come to hold the lock',
    rows: ['O10.2'],
    source:
      'the store takes both when the second looks before the first has set; with compare-and-set the exact check holds',
    runs: { look: { variant: 'without', params: { rate: 3 } } },
    value: ({ look }) => held(look!, 'one owner at a time'),
    expected: { atMost: 0.1 },
    seeds: 12,
  },
]

function histogramCount(run: RunSummary, measure: string): number {
  const found = run.measures[measure]
  return found?.kind === 'histogram' ? found.count : 0
}
