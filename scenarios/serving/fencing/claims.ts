/** What guards on the owner's side and on the receiver's must measure up to. */
import { absolute, ms, seconds, standardErrors } from '../../../engine/index.ts'
import type { Claim, RunSummary } from '../../../engine/index.ts'
import { pauseLength } from './incidents.ts'

const latency = ms(2)
const rate = 5
const work = ms(800)
const frozen = { incident: 'pause', rate, work, latency }
const slow = { check: 'none', incident: 'cut', rate: 10, work: 1000, latency }
const tokens = { incident: 'tokens', ttl: seconds(10), renew: seconds(60) }

const stale = (run: RunSummary): number => run.total('stale')

function mean(run: RunSummary, measure: string): number {
  const found = run.measures[measure]
  return found?.kind === 'histogram' ? (found.mean ?? 0) : 0
}

/** The token of the write in force at the end. */
function finalToken(run: RunSummary): number {
  const found = run.measures['token']
  return found?.kind === 'gauge' ? (found.last ?? 0) : 0
}

/** Writes accepted between two moments. */
function accepted(run: RunSummary, from: number, until: number): number {
  const inside = run.series('accepted').filter(({ at, width }) => at >= from && at + width <= until)
  return inside.reduce((sum, window) => sum + window.sum, 0)
}

/** The claims. */
export const claims: readonly Claim[] = [
  {
    name: 'without a guard, a frozen owner acts on all that came meanwhile',
    rows: ['O10.10'],
    source:
      'two pauses of 12 s at 5 jobs a second; with what was in work, and what comes until the store has said no',
    runs: { none: { variant: 'without', params: frozen } },
    value: ({ none }) => stale(none!),
    expected: {
      value: (2 * rate * (pauseLength + work + 2 * latency)) / 1e6,
      tolerance: standardErrors(4, 0.015),
    },
    seeds: 20,
  },
  {
    name: 'with a guard only on what it had looked at before, which is not nothing',
    rows: ['O10.10'],
    source:
      'at the beginning of each pause rate × work jobs are between the look and the act: 5 a second × 0.8 s, twice',
    runs: { guard: { variant: 'guard-only', params: frozen } },
    value: ({ guard }) => stale(guard!),
    expected: { value: (2 * rate * work) / 1e6, tolerance: standardErrors(4, 0.05) },
    seeds: 60,
  },
  {
    name: 'a clock a fifth slow does not defeat a guard of 75%',
    rows: ['O10.10'],
    source: '0.75/0.8 = 0.94 of the lease',
    runs: { fifth: { variant: 'guard-only', params: { ...slow, drift: -200_000 } } },
    value: ({ fifth }) => stale(fifth!),
    expected: { value: 0, tolerance: absolute(0) },
    seeds: 12,
  },
  {
    name: 'a clock that is more than a quarter slow does',
    rows: ['O10.10'],
    source: '0.75/0.7 = 1.07 of the lease of 4 s: 0.29 s too long, at 10 jobs a second',
    runs: { third: { variant: 'guard-only', params: { ...slow, drift: -300_000 } } },
    value: ({ third }) => stale(third!),
    expected: { atLeast: 1, atMost: 3.5 },
    seeds: 20,
  },
  {
    name: 'asking the store before accepting stops every stale write of a frozen owner',
    rows: ['O10.11'],
    source: 'the store knows who the owner is; the owner does not',
    runs: { ask: { variant: 'double-check', params: { ...frozen, guard: 0 } } },
    value: ({ ask }) => stale(ask!),
    expected: { value: 0, tolerance: absolute(0) },
    seeds: 12,
  },
  {
    name: 'it costs a round trip per request',
    rows: ['O10.11'],
    source: 'worker to store and back, 2 ms each way',
    runs: {
      ask: { variant: 'double-check', params: { ...frozen, incident: 'none' } },
      token: { variant: 'with', params: { ...frozen, incident: 'none' } },
    },
    value: ({ ask, token }) => mean(ask!, 'latency') - mean(token!, 'latency'),
    expected: { value: 2 * latency, tolerance: absolute(1) },
    unit: 'µs',
    seeds: 10,
  },
  {
    name: 'and while the store is away nothing at all is accepted',
    rows: ['O10.11'],
    source: 'no answer means no; the outage is from 10 s to 25 s',
    runs: { ask: { variant: 'double-check', params: { ...frozen, incident: 'outage' } } },
    value: ({ ask }) => accepted(ask!, seconds(11), seconds(24)),
    expected: { value: 0, tolerance: absolute(0) },
    seeds: 10,
  },
  {
    name: 'where a token asks nobody, and all goes on',
    rows: ['O10.12'],
    source: 'the worker keeps the highest token itself: 5 writes a second',
    runs: { token: { variant: 'with', params: { ...frozen, incident: 'outage' } } },
    value: ({ token }) => accepted(token!, seconds(11), seconds(24)),
    expected: { atLeast: 50 },
    seeds: 10,
  },
  {
    name: 'tokens 33 and 34: without a check the write with 33 has the last word',
    rows: ['P20'],
    source:
      "after M. Kleppmann, How to do distributed locking, 2016; times as in the scenario's incident",
    runs: { none: { variant: 'guard-only', params: tokens, workload: 'tokens' } },
    value: ({ none }) => finalToken(none!),
    expected: { value: 33, tolerance: absolute(0) },
    seeds: 3,
  },
  {
    name: 'with the check it is refused, and 34 stays',
    rows: ['P20', 'O10.12'],
    source:
      'after M. Kleppmann, How to do distributed locking, 2016: accept a token if it is at least the highest seen',
    runs: { token: { variant: 'with', params: tokens, workload: 'tokens' } },
    value: ({ token }) => finalToken(token!),
    expected: { value: 34, tolerance: absolute(0) },
    seeds: 3,
  },
]
