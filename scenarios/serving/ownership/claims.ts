/** What ownership by leases must measure up to. */
import { absolute, ms, seconds, standardErrors } from '../../../engine/index.ts'
import type { Claim, RunSummary } from '../../../engine/index.ts'

/** One crash of the owner, and next to no requests. */
const crash = { rate: 0.01, latency: 500, drift: 0 }

/** Messages to and from the store are lost now and then; short leases, so that there are many renewals. */
const lossy = {
  rate: 0.01,
  latency: 500,
  drift: 0,
  incidents: false,
  ttl: seconds(1.2),
  loss: 0.05,
}

/** Chance that a renewal or its answer is lost. */
const q = 1 - 0.95 * 0.95

function failovers(run: RunSummary): { count: number; mean: number; min: number; max: number } {
  const found = run.measures['failover']
  if (found?.kind !== 'histogram' || found.count === 0) return { count: 0, mean: 0, min: 0, max: 0 }
  return { count: found.count, mean: found.mean!, min: found.min!, max: found.max! }
}

/** The claims. */
export const claims: readonly Claim[] = [
  {
    name: 'a failover takes three quarters of the time to live on average',
    rows: ['O10.8'],
    source:
      'an owner that renews at ttl/2 crashes anywhere between two renewals: uniform on [ttl/2, ttl], mean 0.75 ttl',
    runs: { lease: { variant: 'with', params: crash } },
    value: ({ lease }) => failovers(lease!).mean / seconds(10),
    expected: { value: 0.75, tolerance: standardErrors(4, 0.005) },
    seeds: 1500,
    most: 6000,
  },
  {
    name: 'and spreads as a uniform law does: half of them are over after 0.75 ttl',
    rows: ['O10.8'],
    source:
      'the median of the uniform law on [ttl/2, ttl]; tolerance: 4 binomial standard errors of 600 runs',
    runs: { lease: { variant: 'with', params: crash } },
    value: ({ lease }) => [failovers(lease!).mean <= seconds(7.5) ? 1 : 0, 1],
    expected: { value: 0.5, tolerance: absolute(0.0816) },
    seeds: 600,
    most: 600,
  },
  {
    name: 'bob takes over 5 to 10 seconds after alice crashed',
    rows: ['O10.9'],
    source: 'hands-on on leases: ttl = 10 s, renewed every 5 s; a few round trips more',
    runs: { lease: { variant: 'with', params: crash } },
    value({ lease }) {
      const { count, min, max } = failovers(lease!)
      return [count === 1 && min >= seconds(5) - ms(50) && max <= seconds(10) + ms(50) ? 1 : 0, 1]
    },
    expected: { value: 1, tolerance: absolute(0) },
    seeds: 300,
  },
  {
    name: 'with a time to live of a week nobody takes over in this life',
    rows: ['O10.8', 'O10.9'],
    source: 'the store gives the key back after the time to live, and not before',
    runs: { week: { variant: 'long-ttl', params: crash } },
    value: ({ week }) => [failovers(week!).count, 1],
    expected: { value: 0, tolerance: absolute(0) },
  },
  {
    name: 'renewing at ttl/2, every lost renewal costs the ownership',
    rows: ['O10.8'],
    source:
      'the next attempt comes when the lease is over: the loss per renewal is that of a round trip, 1 − 0.95²',
    runs: { half: { variant: 'with', params: { ...lossy, renew: seconds(0.6) } } },
    value: ({ half }) => [half!.total('leases run out'), half!.total('renewals')],
    expected: { value: q, tolerance: standardErrors(4, 0.02) },
    seeds: 100,
  },
  {
    name: 'renewing at ttl/3 forgives one: it takes two in a row',
    rows: ['O10.8'],
    source: 'two failures in a row, each of chance q, are met once in (1 + q)/q² attempts',
    runs: { third: { variant: 'with', params: { ...lossy, renew: seconds(0.4) } } },
    value: ({ third }) => [third!.total('leases run out'), third!.total('renewals')],
    expected: { value: (q * q) / (1 + q), tolerance: standardErrors(4, 0.06) },
    seeds: 150,
  },
]
