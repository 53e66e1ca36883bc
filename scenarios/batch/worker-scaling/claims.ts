/** Numbers that worker scaling must come to. */
import { absolute, minutes, ms, relative, seconds, standardErrors } from '../../../engine/index.ts'
import type { Claim, RunSummary, Setting } from '../../../engine/index.ts'
import { neededWorkers } from '../../parts/scaling-rule.ts'

const chapter =
  'B. Burns, Designing Distributed Systems, 2nd ed., ch. 11, "Dynamic scaling of the workers"'

/** One item a minute that takes two: the book's own figures. */
const book = {
  interval: seconds(60),
  service: seconds(120),
  period: minutes(5),
  patience: minutes(15),
  startTime: seconds(30),
}

/** Items brought and not finished, per minute, over the second half of the bringing. */
function growth(run: RunSummary): number {
  const until = Number(run.params['interval']) * Number(run.params['items'])
  const asked = run.series('asked')
  const width = asked[0]!.width
  const from = width * Math.ceil(until / 2 / width)
  const to = width * Math.floor(until / width)
  const within = (name: string) =>
    run
      .series(name)
      .reduce((sum, { at, sum: part }) => (at >= from && at < to ? sum + part : sum), 0)
  return (within('asked') - within('ok')) / ((to - from) / minutes(1))
}

function most(run: RunSummary, gauge: string): number {
  const measure = run.measures[gauge]
  if (measure?.kind !== 'gauge' || measure.max === null)
    throw new Error(`${gauge} was not measured as a gauge`)
  return measure.max
}

/** Mean wait in units of the mean service, the first quarter of the run left out. */
function wait(run: RunSummary): number {
  const from = (Number(run.params['interval']) * Number(run.params['items'])) / 4
  let sum = 0
  let count = 0
  for (const window of run.series('wait.pool'))
    if (window.at >= from) {
      sum += window.sum
      count += window.count
    }
  return sum / count / Number(run.params['service'])
}

/**
 * Mean wait of M/M/c in units of the mean service, from the chance to wait.
 * Source: Erlang (1917); any text on queues.
 */
function erlangWait(servers: number, utilisation: number): number {
  const load = servers * utilisation
  let blocked = 1
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked)
  const waits = blocked / (1 - utilisation * (1 - blocked))
  return waits / (servers - load)
}

/** Share of items that had to wait, found as the point where the quantiles leave 0. */
function waiting(run: RunSummary): number {
  let low = 0
  let high = 1
  for (let halving = 0; halving < 30; halving++) {
    const middle = (low + high) / 2
    if (run.quantile('wait.pool', middle)! > 0) high = middle
    else low = middle
  }
  return 1 - low
}

/** A pool that is busy for 0.9 of its time; the arrivals are the same whatever its size. */
function pool(servers: number, items: number): Setting {
  const params = {
    items,
    random: true,
    initial: servers,
    interval: ms(100),
    service: ms(90) * servers,
  }
  return { variant: 'pool', params }
}

/** See the file's header. */
export const workerScalingClaims: readonly Claim[] = [
  {
    name: 'one worker falls behind by half an item a minute, for ever',
    rows: ['W11.6'],
    source: `${chapter}: one item a minute, two minutes of work each: λ − N/S = 1 − 1/2`,
    runs: { a: { variant: 'without', params: { ...book, items: 500 } } },
    value: ({ a }) => growth(a!),
    expected: { value: 0.5, tolerance: relative(0.02) },
    unit: 'items per minute',
  },
  {
    name: 'two workers fall behind by λ − N/S under twice the load',
    rows: ['W11.6'],
    source: `${chapter}: two items a minute: 2 − 2/2`,
    runs: {
      a: {
        variant: 'without',
        params: { ...book, interval: seconds(30), initial: 2, items: 1_000 },
      },
    },
    value: ({ a }) => growth(a!),
    expected: { value: 1, tolerance: relative(0.02) },
    unit: 'items per minute',
  },
  {
    name: 'the autoscaler comes to three workers',
    rows: ['W11.6'],
    source: `${chapter}: N ≥ ⌈λS/0.9⌉ = ⌈2/0.9⌉ = 3`,
    runs: { a: { variant: 'with', params: { ...book, items: 400 } } },
    value: ({ a }) => most(a!, 'workers'),
    expected: {
      value: neededWorkers(1 / book.interval, book.service, 0.9),
      tolerance: absolute(0),
    },
    unit: 'workers',
  },
  {
    name: 'with enough workers the backlog does not grow',
    rows: ['W11.6'],
    source: `${chapter}: stable while the work per worker comes more slowly than it is done`,
    runs: { a: { variant: 'with', params: { ...book, items: 400 } } },
    value: ({ a }) => growth(a!),
    expected: { value: 0, tolerance: absolute(0.01) },
    unit: 'items per minute',
  },
  {
    name: 'a target within the tolerance of full never adds a worker',
    rows: ['W11.6'],
    source:
      'Kubernetes documentation, "Horizontal Pod Autoscaling": nothing happens within 10%; full workers are at 1/0.95 = 1.05 of the target',
    runs: { a: { variant: 'lean', params: { ...book, items: 240 } } },
    value: ({ a }) => most(a!, 'workers'),
    expected: { value: 1, tolerance: absolute(0) },
    unit: 'workers',
  },
  {
    name: 'the tolerance eats headroom: λS = 2.8 is left with three workers, not four',
    rows: ['W11.6'],
    source:
      'the same: three workers are busy 0.933 of the time, 1.04 of the target; so the tolerance guarantees ⌈λS/0.99⌉, not ⌈λS/0.9⌉',
    runs: {
      a: {
        variant: 'with',
        params: {
          service: seconds(2.8),
          items: 400,
          patience: seconds(60),
          initial: 3,
          startTime: 0,
        },
      },
    },
    value: ({ a }) => most(a!, 'workers'),
    expected: { value: 3, tolerance: absolute(0) },
    unit: 'workers',
  },
  {
    name: 'a single worker that is 90% busy makes nine items of ten wait',
    rows: ['W11.6'],
    source: 'M/M/1: ρ (Erlang 1917)',
    runs: { a: pool(1, 15_000) },
    value: ({ a }) => waiting(a!),
    expected: { value: 0.9, tolerance: standardErrors(4, 0.01) },
  },
  {
    name: 'a single worker that is 90% busy makes an item wait for nine times its work',
    rows: ['W11.6'],
    source:
      'M/M/1: ρ/(1−ρ) (Erlang 1917). So near to full a mean settles slowly: 1 is some four standard errors of 450,000 items',
    runs: { a: pool(1, 15_000) },
    value: ({ a }) => wait(a!),
    expected: { value: 9, tolerance: absolute(1) },
    unit: 'service times',
  },
  {
    name: 'ten workers that are 90% busy make an item wait for 0.67 of its work, 13 times less',
    rows: ['W11.6'],
    source:
      'M/M/10 against M/M/1, in service times: Erlang C over c − a, over ρ/(1−ρ) (Erlang 1917)',
    runs: { one: pool(1, 15_000), ten: pool(10, 15_000) },
    value: ({ one, ten }) => wait(ten!) / wait(one!),
    expected: { value: erlangWait(10, 0.9) / 9, tolerance: standardErrors(4, 0.01) },
  },
]
