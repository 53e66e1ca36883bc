/** What fan-out costs and what takes the cost away, as numbers. */
import { ms, seconds, standardErrors } from '../../../engine/index.ts'
import type { AnyValues, Claim, RunSummary } from '../../../engine/index.ts'

const tail = 'Dean and Barroso, The Tail at Scale, CACM 56(2) 2013'

/** No queues, no network, nobody leaves early: what is left is the law itself. */
const bare: AnyValues = { hop: 0, rate: 1, workers: 64, patience: seconds(600), atDeadline: 'wait' }

/** p to a whole power, by multiplication alone, so that it is the same everywhere. */
function power(p: number, n: number): number {
  let product = 1
  for (let i = 0; i < n; i++) product *= p
  return product
}

/** H_n − H_m: the mean of the (n − m)-th of n exponential times of mean 1. */
function harmonic(n: number, m = 0): number {
  let sum = 0
  for (let i = m + 1; i <= n; i++) sum += 1 / i
  return sum
}

/** Share of searches that took longer than the deadline. */
const late = ({ a }: { readonly [name: string]: RunSummary }): [number, number] => [
  a!.total('late'),
  a!.total('finished'),
]

const firstCalls = (run: RunSummary) => run.total('calls') - run.total('hedges') - run.total('ties')

/** The share of slow searches follows 1 − (1 − p^r)^n. */
function straggler(of: {
  leaves: number
  slow: number
  copies: 1 | 2
  asks: number
  precision: number
  rows: readonly string[]
}): Claim {
  const { leaves, slow, copies, asks, precision, rows } = of
  return {
    name: `slow searches, ${leaves} leaves slow in ${slow * 100}%${copies === 2 ? ', with a second copy' : ''}`,
    rows,
    source: copies === 1 ? `1 − (1 − p)^n; ${tail}, p. 77` : `1 − (1 − p²)^n; ${tail}`,
    runs: {
      a: {
        variant: copies === 1 ? 'without' : 'with',
        params: { ...bare, leaves, slow, asks: seconds(asks) },
      },
    },
    value: late,
    expected: {
      value: 1 - power(1 - power(slow, copies), leaves),
      tolerance: standardErrors(4, precision),
    },
  }
}

/** Mean time until `enough` of the leaves have answered, in units of one leaf's mean. */
function slowest(leaves: number, wanted: number, asks: number): Claim {
  return {
    name:
      wanted === leaves
        ? `the slowest of ${leaves} exponential leaves`
        : `the ${wanted} fastest of ${leaves} exponential leaves`,
    rows: ['G8.6', 'P2'],
    source: 'mean of an order statistic of n exponential times: H_n − H_(n−k)',
    runs: {
      a: {
        variant: 'without',
        params: { ...bare, leaves, slow: 0, enough: wanted / leaves, asks: seconds(asks) },
      },
    },
    value: ({ a }) => {
      const gather = a!.measures['gather']
      return gather?.kind === 'histogram' ? gather.mean! / ms(5) : 0
    },
    expected: { value: harmonic(leaves, leaves - wanted), tolerance: standardErrors() },
    unit: 'leaf means',
  }
}

const heavy: AnyValues = {
  ...bare,
  leaves: 20,
  slow: 0.003,
  slowness: seconds(1),
  asks: seconds(100),
}
/** The 97th percentile of a lookup: 5 ms · ln(1 / 0.03), and a little for the slow ones. */
const heavyHedge = 17_600

const unreliable: AnyValues = { ...bare, leaves: 100, slow: 0, failing: 0.01, asks: seconds(20) }

/** Two copies of each leaf, 60% busy, in one rack: lookups are long beside messages. */
const busy: AnyValues = {
  slow: 0,
  rate: 240,
  workers: 1,
  hop: 50,
  asks: seconds(1.2),
  atDeadline: 'wait',
}

/** The claims of scatter/gather. */
export const claims: readonly Claim[] = [
  straggler({ leaves: 5, slow: 0.01, copies: 1, asks: 100, precision: 0.1, rows: ['G8.6'] }),
  straggler({
    leaves: 100,
    slow: 0.01,
    copies: 1,
    asks: 20,
    precision: 0.05,
    rows: ['G8.6', 'P2'],
  }),
  straggler({
    leaves: 2000,
    slow: 0.0001,
    copies: 1,
    asks: 3,
    precision: 0.25,
    rows: ['G8.6', 'P2'],
  }),
  straggler({ leaves: 10, slow: 0.1, copies: 2, asks: 60, precision: 0.1, rows: ['G8.6'] }),
  straggler({ leaves: 100, slow: 0.01, copies: 2, asks: 25, precision: 0.4, rows: ['G8.6'] }),
  {
    name: 'a hedge at the 95th percentile of a lookup asks this share again',
    rows: ['G8.6'],
    source: `by definition of the percentile; ${tail}, "Hedged requests"`,
    // 5 ms · ln 20
    runs: {
      a: {
        variant: 'with',
        params: { ...bare, leaves: 20, slow: 0, hedgeAfter: 14_979, asks: seconds(20) },
      },
    },
    value: ({ a }) => [a!.total('hedges'), firstCalls(a!)],
    expected: { value: 0.05, tolerance: standardErrors(4, 0.05) },
  },
  {
    name: 'hedging cuts the 99.9th percentile by',
    rows: ['G8.6', 'P2'],
    source: `${tail}: 1,800 → 74 ms for 2% more requests; here the shape only`,
    runs: {
      hedged: { variant: 'with', params: { ...heavy, hedgeAfter: heavyHedge } },
      plain: { variant: 'without', params: heavy },
    },
    value: ({ hedged, plain }) =>
      1 - hedged!.quantile('gather', 0.999)! / plain!.quantile('gather', 0.999)!,
    expected: { atLeast: 0.8 },
  },
  {
    name: 'share of lookups that this hedging adds',
    rows: ['G8.6', 'P2'],
    source: `${tail}; hedging between the 95th and the 99th percentile`,
    runs: { hedged: { variant: 'with', params: { ...heavy, hedgeAfter: heavyHedge } } },
    value: ({ hedged }) => hedged!.total('hedges') / firstCalls(hedged!),
    expected: { atMost: 0.06 },
  },
  {
    name: '99th percentile of tied requests, as a share of that of balanced ones',
    rows: ['G8.6', 'P2'],
    source: `${tail}, table 2: 67 → 42 ms idle, 108 → 67 ms busy; here the shape only`,
    runs: {
      tied: { variant: 'tied', params: busy },
      balanced: { variant: 'replicated', params: busy },
    },
    value: ({ tied, balanced }) =>
      tied!.quantile('gather', 0.99)! / balanced!.quantile('gather', 0.99)!,
    expected: { atMost: 0.9 },
  },
  {
    name: 'share of lookups that tied requests do twice',
    rows: ['G8.6', 'P2'],
    source: `${tail}: below 1% of disk work`,
    runs: { tied: { variant: 'tied', params: busy } },
    value: ({ tied }) => tied!.total('served') / firstCalls(tied!) - 1,
    expected: { atMost: 0.01 },
  },
  slowest(10, 10, 240),
  slowest(100, 100, 80),
  slowest(100, 95, 30),
  {
    name: 'searches that succeed when each of 100 leaves fails in 1%',
    rows: ['G8.7'],
    source: '(1 − f)^n',
    runs: { a: { variant: 'without', params: unreliable } },
    value: ({ a }) => [a!.total('ok'), a!.total('ok') + a!.total('fail')],
    expected: { value: power(0.99, 100), tolerance: standardErrors(3, 0.06) },
  },
  {
    name: 'searches answered when partial answers are allowed',
    rows: ['G8.7'],
    source: 'every search is answered, in part if need be',
    runs: { a: { variant: 'partial', params: { ...unreliable, atDeadline: 'answer' } } },
    value: ({ a }) => [a!.total('ok'), a!.total('ok') + a!.total('fail')],
    expected: { atLeast: 1 },
  },
  {
    name: 'recall of partial answers',
    rows: ['G8.7'],
    source: '1 − f',
    runs: { a: { variant: 'partial', params: { ...unreliable, atDeadline: 'answer' } } },
    value: ({ a }) => a!.total('found') / a!.total('wanted'),
    expected: { value: 0.99, tolerance: standardErrors(3) },
  },
  {
    name: 'searches that succeed with two copies of each leaf',
    rows: ['G8.8'],
    source: '(1 − f^r)^n',
    runs: { a: { variant: 'replicated', params: { ...unreliable, asks: seconds(25) } } },
    value: ({ a }) => [a!.total('ok'), a!.total('ok') + a!.total('fail')],
    expected: { value: power(1 - 0.0001, 100), tolerance: standardErrors(4, 0.005) },
  },
  {
    name: 'searches that fail or stay partial in a rolling upgrade of two copies',
    rows: ['G8.8'],
    source: 'Burns, Scatter/Gather: scaling for reliability and scale',
    runs: { a: { variant: 'replicated', params: { rollout: true, atDeadline: 'wait' } } },
    value: ({ a }) => a!.total('fail') + a!.total('partial'),
    expected: { atMost: 0 },
  },
  {
    name: 'share of searches that fail in a rolling upgrade of single copies',
    rows: ['G8.8'],
    source: 'every search asks every leaf, and one is always down',
    runs: { a: { variant: 'without', params: { rollout: true } } },
    value: ({ a }) => [a!.total('fail'), a!.total('ok') + a!.total('fail')],
    expected: { atLeast: 1 },
  },
]
