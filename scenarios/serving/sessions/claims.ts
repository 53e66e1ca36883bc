/** What affinity must come to, in numbers. */
import { minutes, ms, seconds, standardErrors } from '../../../engine/index.ts'
import type { AnyValues, Claim, RunSummary } from '../../../engine/index.ts'

const book = 'Burns, Designing Distributed Systems, session-tracked services'

/** The catalogue's own tolerance: three standard errors, these at most 2% of what is expected. */
const three = standardErrors(3, 0.02)

const servers = 4
const users = 300

/** Four servers and nothing that happens to them; every user comes at least twice. */
const calm: AnyValues = {
  replicas: servers,
  users,
  service: ms(1),
  scaleTo: 0,
  crash: false,
  length: seconds(6),
}
/** A fifth server: each user has come before, and comes again. */
const grown: AnyValues = { ...calm, scaleTo: servers + 1, scaleAt: seconds(2) }
/** A server dies when each user has come, and stays dead; each user comes twice more, as the first may fail. */
const died: AnyValues = {
  ...calm,
  crash: true,
  length: seconds(22),
  repair: minutes(60),
  think: seconds(3),
}

/** Users who lost their session, of all. */
const lost = (run: RunSummary): readonly [number, number] => [run.total('lost'), users]

/** Share of the requests that the busiest server got. */
function busiest(run: RunSummary): number {
  const counts = Array.from({ length: servers }, (_, index) =>
    run.total(`sent.replica-${index + 1}`),
  )
  return Math.max(...counts) / counts.reduce((sum, count) => sum + count, 0)
}

/** The claims. */
export const claims: readonly Claim[] = [
  {
    name: 'without affinity a user meets its session once in N times',
    rows: ['R6.4'],
    source: `${book}; a user who is not known begins a new session there. N = 4`,
    runs: { random: { params: { ...calm, policy: 'random' } } },
    value: ({ random }) => [random!.total('kept'), random!.total('kept') + random!.total('lost')],
    expected: { value: 1 / servers, tolerance: three },
  },
  {
    name: 'hash modulo N: one server more loses N / (N + 1) of the sessions',
    rows: ['R6.4'],
    source: `${book}; h mod N = h mod (N + 1) for one residue in N + 1 of the N (N + 1). N = 4`,
    runs: { hash: { params: { ...grown, policy: 'hash' } } },
    value: ({ hash }) => lost(hash!),
    expected: { value: servers / (servers + 1), tolerance: three },
  },
  {
    name: 'a consistent ring: one server more loses 1 / (N + 1) of the sessions',
    rows: ['R6.4'],
    source: `${book}; Karger et al. 1997. N = 4; each seed has a ring of its own, with 128 points per server`,
    runs: { ring: { params: { ...grown, policy: 'ring' } } },
    value: ({ ring }) => ring!.total('lost') / users,
    expected: { value: 1 / (servers + 1), tolerance: three },
  },
  {
    name: 'a cookie: one server more loses none',
    rows: ['R6.4'],
    source: `${book}; exact`,
    runs: { cookie: { params: { ...grown, policy: 'cookie', users: 60 } } },
    value: ({ cookie }) => cookie!.total('lost'),
    expected: { atMost: 0 },
  },
  {
    name: 'all users behind one address are on one server',
    rows: ['R6.4'],
    source: `${book}; exact`,
    runs: { hash: { params: { ...calm, policy: 'hash', nat: 1, users: 60 } } },
    value: ({ hash }) => busiest(hash!),
    expected: { atLeast: 1 },
  },
  {
    name: 'half of the users behind one address make one server the busiest by far',
    rows: ['R6.4'],
    source: `${book}; one half, and its share 1 / N of the rest: 5/8 for N = 4`,
    runs: { hash: { params: { ...calm, policy: 'hash', nat: 0.5 } } },
    value: ({ hash }) => busiest(hash!),
    expected: { value: 0.5 + 0.5 / servers, tolerance: three },
  },
  {
    name: 'with a cookie it does not matter who shares an address',
    rows: ['R6.4'],
    source: `${book}; users are handed out in turn, so a quarter each, but for how often they come`,
    runs: { cookie: { params: { ...calm, policy: 'cookie', nat: 1 } } },
    value: ({ cookie }) => busiest(cookie!),
    expected: { atMost: 0.27 },
  },
  {
    name: 'a crash of one of N servers loses 1 / N of the sessions',
    rows: ['R6.4'],
    source: `${book}; N = 4; users are handed out in turn`,
    runs: { cookie: { params: { ...died, policy: 'cookie' } } },
    value: ({ cookie }) => lost(cookie!),
    expected: { value: 1 / servers, tolerance: three },
  },
  {
    name: 'with sessions in a store it loses none',
    rows: ['R6.4'],
    source: `${book}; exact`,
    runs: { store: { params: { ...died, policy: 'round-robin', external: true, users: 60 } } },
    value: ({ store }) => store!.total('lost'),
    expected: { atMost: 0 },
  },
]
