/** What the replicated service must come to, in numbers. */
import { hours, minutes, ms, seconds, standardErrors } from '../../../engine/index.ts'
import type { AnyValues, Claim, RunSummary } from '../../../engine/index.ts'
import { settling } from '../../parts/service-orchestrator.ts'

const book = 'Burns, Designing Distributed Systems, replicated load-balanced services'

/** Requests answered, of those asked. */
const answered = (run: RunSummary): readonly [number, number] => [
  run.total('ok'),
  run.total('asked'),
]

/** The p99 of the latency, µs. */
const p99 = (run: RunSummary): number => run.quantile('latency', 0.99)!

/** Share of requests that failed. */
const failed = (run: RunSummary): number => run.total('fail') / run.total('asked')

/** Replicas that die and are repaired, and nothing else. */
const mortal = (replicas: number): AnyValues => ({
  replicas,
  rate: 0.001,
  surge: 0,
  deployEvery: 0,
  crash: false,
  probe: 'none',
  load: 0,
  mtbf: seconds(2),
  repair: ms(500),
  length: minutes(10),
})
const alive = 2 / (2 + 0.5 + settling / 1e6)

/** Ten replicas at half of what they can do, one of them a tenth as fast; half of it is tenfold. */
const gray: AnyValues = {
  replicas: 10,
  slowness: 10,
  service: ms(40),
  rate: 125,
  timeout: ms(400),
  deployEvery: 0,
  crash: false,
  probe: 'shallow',
  length: seconds(8),
}

/** The same, with nobody ever losing patience. */
const patient: AnyValues = { ...gray, timeout: minutes(10) }

/** Two replicas of which one dies and stays dead. */
const pair = (rate: number): AnyValues => ({
  replicas: 2,
  rate,
  deployEvery: 0,
  repair: hours(1),
  length: seconds(12),
})

/** Almost all that three replicas can do, and a prober without patience. */
const strict: AnyValues = {
  rate: 140,
  deployEvery: 0,
  crash: false,
  fall: 1,
  probeTimeout: ms(100),
  length: seconds(10),
}

/** The claims. */
export const claims: readonly Claim[] = [
  {
    name: 'one replica is up for MTBF / (MTBF + MTTR) of the time',
    rows: ['R6.1'],
    source: `${book}; renewal theory. MTBF 2 s, MTTR 0.52 s`,
    runs: { one: { params: mortal(1) } },
    value: ({ one }) => gauge(one!, 'any'),
    expected: { value: alive, tolerance: standardErrors() },
  },
  {
    name: 'of three replicas with availability a at least one is up for 1 − (1 − a)³ of the time',
    rows: ['R6.1'],
    source: `${book}; independent failures. MTBF 2 s, MTTR 0.52 s`,
    runs: { three: { params: mortal(3) } },
    value: ({ three }) => gauge(three!, 'any'),
    expected: { value: 1 - (1 - alive) * (1 - alive) * (1 - alive), tolerance: standardErrors() },
  },
  {
    name: 'one server that is replaced every hour in 3.6 s has an availability of three nines',
    rows: ['R6.1'],
    source: `${book}: three nines leave 86.4 s a day, or 3.6 s an hour`,
    runs: {
      one: {
        params: {
          replicas: 1,
          surge: 0,
          rate: 1,
          crash: false,
          probe: 'none',
          grace: 0,
          load: ms(3_600),
          deployEvery: hours(1),
          length: hours(1),
        },
      },
    },
    value: ({ one }) => answered(one!),
    expected: { value: 1 - 3.6 / 3_600, tolerance: standardErrors() },
  },
  {
    name: 'one server that is replaced every day in two minutes is down for 120 of 86,400 s',
    rows: ['R6.1'],
    source: `${book}: 1 − 120 / 86,400 = 99.86%`,
    runs: {
      one: {
        params: {
          replicas: 1,
          surge: 0,
          rate: 0.05,
          crash: false,
          probe: 'none',
          grace: 0,
          load: minutes(2),
          deployEvery: hours(24),
          length: hours(24),
        },
      },
    },
    value: ({ one }) => answered(one!),
    expected: { value: 1 - 120 / 86_400, tolerance: standardErrors() },
  },
  {
    name: 'a rolling update of three replicas fails no request',
    rows: ['R6.1', 'R6.2'],
    source: `${book}; two replicas of three carry the load, as 40/s ≤ 2 × 50/s`,
    runs: { rolling: { params: { crash: false } } },
    value: ({ rolling }) => [rolling!.total('fail'), rolling!.total('asked')],
    expected: { atMost: 0 },
  },
  {
    name: 'of two replicas at 75% each, one cannot carry the load alone',
    rows: ['R6.1'],
    source: `${book}: above one half per node the loss of one of two overloads the other. What arrives is 1.5 times what it serves, so most requests time out once its line is a timeout long`,
    runs: { busy: { params: pair(75) } },
    value: ({ busy }) => failed(busy!),
    expected: { atLeast: 0.3 },
  },
  {
    name: 'of two replicas at 35% each, one carries the load alone',
    rows: ['R6.1'],
    source: `${book}: the same below one half; the requests of the detection window fail, half of those of at most 1.2 s of 12 s`,
    runs: { calm: { params: pair(35) } },
    value: ({ calm }) => failed(calm!),
    expected: { atMost: 0.06 },
  },
  {
    name: 'with one slow replica of three, fewest connections first has a p99 far below turns',
    rows: ['R6.1'],
    source:
      'Queueing: a replica that is five times slower and gets a third of 40/s has a load of 1.33',
    runs: { least: { variant: 'least' }, turns: { variant: 'turns' } },
    value: ({ least, turns }) => p99(least!) / p99(turns!),
    expected: { atMost: 0.5 },
  },
  {
    name: 'in turn, a replica at a tenth of its speed fails almost a tenth of all requests',
    rows: ['R6.1', 'P25'],
    source:
      'Gray failure: it gets five times what it can serve, so one request in ten waits beyond ten times the mean; some of the first come through',
    runs: { turns: { params: { ...gray, policy: 'round-robin' } } },
    value: ({ turns }) => failed(turns!),
    expected: { atLeast: 0.08, atMost: 0.11 },
  },
  {
    name: 'in turn, the p99 over a slow replica grows as long as it lasts',
    rows: ['P25'],
    source:
      'Gray failure: the line at the slow replica grows without bound, here by 10 requests a second',
    runs: {
      short: { params: { ...patient, policy: 'round-robin', length: seconds(3) } },
      long: { params: { ...patient, policy: 'round-robin', length: seconds(6) } },
    },
    value: ({ short, long }) => p99(long!) / p99(short!),
    expected: { atLeast: 1.6 },
  },
  {
    name: 'with two choices it does not',
    rows: ['P25'],
    source: 'Gray failure with two choices: a replica with a line loses almost every comparison',
    runs: {
      short: { params: { ...patient, policy: 'choices', length: seconds(3) } },
      long: { params: { ...patient, policy: 'choices', length: seconds(6) } },
    },
    value: ({ short, long }) => p99(long!) / p99(short!),
    expected: { atMost: 1.3 },
  },
  {
    name: 'with fewest connections first it does not either',
    rows: ['P25'],
    source:
      'Gray failure with fewest connections first: while another is idle, a busy replica gets nothing',
    runs: {
      short: { params: { ...patient, policy: 'least-connections', length: seconds(3) } },
      long: { params: { ...patient, policy: 'least-connections', length: seconds(6) } },
    },
    value: ({ short, long }) => p99(long!) / p99(short!),
    expected: { atMost: 1.3 },
  },
  {
    name: 'near its limit, a service with strict probes that wait in line takes itself apart',
    rows: ['R6.2'],
    source:
      'Cascade: whoever is taken off the list leaves its share to the rest, whose probes are then ' +
      'late as well. Load 0.93; one probe later than 100 ms ejects. Shallow probes fail no request',
    runs: {
      deep: { params: { ...strict, probe: 'deep' } },
      shallow: { params: { ...strict, probe: 'shallow' } },
    },
    value: ({ deep, shallow }) => deep!.total('ok') / shallow!.total('ok'),
    expected: { atMost: 0.95 },
  },
]

/** The mean over time of a gauge that one node sets. */
function gauge(run: RunSummary, name: string): number {
  const measure = run.measures[name]
  if (measure?.kind !== 'gauge') throw new Error(`no gauge ${name} was set in ${run.scenario}`)
  return measure.mean!
}
