/** Numbers that the work queue must come to. */
import { absolute, ms, relative, seconds, standardErrors } from '../../../engine/index.ts'
import type { Claim, RunSummary } from '../../../engine/index.ts'

const chapter = 'B. Burns, Designing Distributed Systems, 2nd ed., ch. 11'

/** Nothing goes wrong. */
const calm = { kills: 0, managerCrash: false, outage: false, upgrade: false }

/** A directory of many short videos, all there from the beginning. */
const directory = { ...calm, unreadable: 0, shortest: ms(200) }

function histogram(run: RunSummary, name: string) {
  const measure = run.measures[name]
  if (measure?.kind !== 'histogram') throw new Error(`${name} was not measured as a histogram`)
  return measure
}

/** µs from the first look of the manager, 10 ms after it starts, to the last thumbnail. */
function makespan(run: RunSummary): number {
  return histogram(run, 'published').max! - ms(10)
}

function work(run: RunSummary): { sum: number; longest: number } {
  const { mean, count, max } = histogram(run, 'length')
  return { sum: mean! * count, longest: max! }
}

function jobsFrom(run: RunSummary, from: number): number {
  return run.series('jobs').reduce((sum, window) => (window.at >= from ? sum + window.sum : sum), 0)
}

/** Thumbnails that a job's code 0 promised and that are not whole, of all that were promised. */
function corrupt(run: RunSummary): readonly [number, number] {
  return [run.total('jobs.done') - run.total('thumbnails'), run.total('jobs.done')]
}

/** See the file's header. */
export const workQueueClaims: readonly Claim[] = [
  {
    name: 'a video waits half a period for its job',
    rows: ['W11.1'],
    source: `${chapter}: the manager's loop sleeps 10 s; uploads fall anywhere between two rounds`,
    runs: { a: { variant: 'with', params: { ...calm, rate: 8 } } },
    value: ({ a }) => histogram(a!, 'pick-up').mean! / seconds(1),
    expected: { value: 5, tolerance: standardErrors(4, 0.005) },
    unit: 's',
  },
  {
    name: 'after an outage, an upgrade and a crash of the manager each video has one job',
    rows: ['W11.1', 'W11.2'],
    source: `${chapter}: a job named after its item exists once; with a timeout the loop goes on; version 1 is still answered`,
    runs: { a: { variant: 'with' } },
    value: ({ a }) => a!.total('jobs') / a!.total('items'),
    expected: { value: 1, tolerance: absolute(0) },
    unit: 'jobs per video',
  },
  {
    name: 'a list in memory makes jobs again after a crash',
    rows: ['W11.1'],
    source: `${chapter}: what is only in memory is forgotten; here a crash after 64 of 100 s`,
    runs: { a: { variant: 'forgetful' } },
    value: ({ a }) => a!.total('jobs') / a!.total('items'),
    expected: { atLeast: 1.3 },
    unit: 'jobs per video',
  },
  {
    name: 'another store changes nothing for the manager',
    rows: ['W11.2'],
    source: `${chapter}: the source interface hides where the items lie`,
    runs: {
      files: { params: { store: 'files' } },
      stream: { params: { store: 'stream' } },
      redis: { params: { store: 'redis' } },
    },
    value({ files, stream, redis }) {
      const facts = (run: RunSummary) => [
        run.total('jobs'),
        run.total('runs'),
        histogram(run, 'pick-up').mean!,
        histogram(run, 'pick-up').max!,
      ]
      const those = facts(files!)
      return [stream!, redis!].reduce(
        (sum, run) =>
          sum + facts(run).reduce((all, fact, i) => all + Math.abs(fact - those[i]!), 0),
        0,
      )
    },
    expected: { value: 0, tolerance: absolute(0) },
  },
  {
    name: 'without a timeout a silent source stops the queue for ever',
    rows: ['W11.2'],
    source: `${chapter}, sample code: the source returns without an answer when listing fails, the manager sets no timeout`,
    runs: { a: { variant: 'patient' } },
    value: ({ a }) => jobsFrom(a!, seconds(30)),
    expected: { value: 0, tolerance: absolute(0) },
    unit: 'jobs after the outage',
  },
  {
    name: 'a change of the interface without versions stops every manager',
    rows: ['W11.2'],
    source: `${chapter}: the path carries a version so that it can change; upgrade after 45 s`,
    runs: { a: { variant: 'unversioned' } },
    value: ({ a }) => jobsFrom(a!, seconds(50)),
    expected: { value: 0, tolerance: absolute(0) },
    unit: 'jobs after the upgrade',
  },
  {
    name: 'an output renamed when complete is whole whenever a job exited with 0',
    rows: ['W11.3'],
    source: `${chapter}: the worker's answer is its exit code; a rename within a file system is atomic (POSIX rename)`,
    runs: { a: { variant: 'with', params: { kills: 6 } } },
    value: ({ a }) => corrupt(a!),
    expected: { value: 0, tolerance: absolute(0) },
  },
  {
    name: 'an output written in place looks done when its worker was killed',
    rows: ['W11.3'],
    source: `${chapter}; the second run finds the file and leaves it`,
    runs: { a: { variant: 'partial', params: { kills: 6 } } },
    value: ({ a }) => corrupt(a!),
    expected: { atLeast: 0.005 },
  },
  {
    name: 'every readable video gets its thumbnail despite six killed machines',
    rows: ['W11.4', 'W11.5'],
    source: 'Kubernetes documentation, "Jobs": a failed pod is replaced until backoffLimit',
    runs: { a: { variant: 'with', params: { kills: 6 } } },
    value: ({ a }) => a!.total('thumbnails') / a!.total('readable'),
    expected: { value: 1, tolerance: absolute(0) },
    unit: 'thumbnails per video',
  },
  {
    name: 'runs are repeated, effects are not',
    rows: ['W11.4'],
    source: 'Kubernetes documentation, "Jobs": a program may run more than once',
    runs: { a: { variant: 'with', params: { kills: 6, unreadable: 0 } } },
    value: ({ a }) => a!.total('runs') / a!.total('thumbnails'),
    expected: { atLeast: 1.005 },
    unit: 'runs per thumbnail',
  },
  {
    name: 'bare pods lose what was running on a killed machine',
    rows: ['W11.4', 'W11.5'],
    source: 'Kubernetes documentation, "Pod lifecycle": a pod is never moved to another node',
    runs: { a: { variant: 'bare', params: { kills: 6, unreadable: 0 } } },
    value: ({ a }) => a!.total('thumbnails') / a!.total('readable'),
    expected: { atMost: 0.995 },
    unit: 'thumbnails per video',
  },
  {
    name: 'one worker takes the sum of all work',
    rows: ['W11.5'],
    source: 'arithmetic: one at a time',
    runs: { a: { variant: 'without', params: directory, workload: 'directory' } },
    value: ({ a }) => makespan(a!) / work(a!).sum,
    expected: { value: 1, tolerance: relative(0.005) },
  },
  {
    name: 'six workers take no less than the longest video or a sixth of the sum, and less than twice that',
    rows: ['W11.5'],
    source:
      'R. L. Graham, "Bounds on multiprocessing timing anomalies" (1969): any list order is within 2 − 1/m of the best',
    runs: { a: { variant: 'with', params: directory, workload: 'directory' } },
    value({ a }) {
      const { sum, longest } = work(a!)
      return makespan(a!) / Math.max(longest, sum / 6)
    },
    expected: { atLeast: 1, atMost: 2 - 1 / 6 },
  },
]
