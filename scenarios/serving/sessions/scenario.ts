import { ms, scenario, seconds } from '../../../engine/index.ts'
import { sessionChecks } from './checks.ts'
import { claims } from './claims.ts'
import { sessionService } from './nodes.ts'
import { parameters } from './parameters.ts'

/** Sessions and the replicas that hold them: row R6.4. */
export const sessions = scenario({
  id: 'sessions',
  title: 'Session tracking',
  part: 'serving',
  source:
    'Burns, Designing Distributed Systems, "Session Tracked Services": 1st ed. ch. 5, 2nd ed. ch. 6',
  summary:
    'Each server keeps the sessions of its users in memory, so a user must always come to the same ' +
    'server. The balancer goes by a hash of the address or by a cookie. The test is what happens ' +
    'when a server is added or dies.',
  parameters,
  duration: ({ length }) => length,
  settle: seconds(3),
  variants: {
    with: {
      title: 'A consistent ring',
      summary: 'A fourth server takes over a quarter of the users; the others stay where they are.',
      kind: 'with',
    },
    cookie: {
      title: 'A cookie',
      summary:
        'The balancer marks each user with its server; a new server gets nobody but new users.',
      kind: 'with',
      params: { policy: 'cookie' },
    },
    external: {
      title: 'Sessions in a store',
      summary: 'The servers keep nothing, so it does not matter who answers or dies.',
      kind: 'with',
      params: { policy: 'round-robin', external: true },
    },
    without: {
      title: 'No affinity',
      summary: 'Users come to any server, and most of the time to one that does not know them.',
      kind: 'without',
      params: { policy: 'random' },
    },
    modulo: {
      title: 'Consistent, it said',
      summary:
        'The ring is a hash modulo the number of servers: with one more, most users are moved.',
      kind: 'broken',
      params: { policy: 'hash' },
      caughtBy: {
        check: 'a user is moved only when its server goes or another one comes',
        seeds: 1,
      },
    },
    copies: {
      title: 'A copy for speed',
      summary: 'Servers keep copies of the sessions in the store, and answer from them.',
      kind: 'broken',
      params: { policy: 'round-robin', external: true },
      caughtBy: { check: 'a session never goes back in time', seeds: 1 },
    },
  },
  build: (settings, variant) => sessionService(settings, variant === 'copies'),
  faults: ({ crash }) => (crash ? [{ at: seconds(11), kind: 'crash', target: 'replica-2' }] : []),
  checks: sessionChecks,
  claims,
  disturbances: [
    { title: 'crash a server', faults: [{ at: seconds(4), kind: 'crash', target: 'replica-1' }] },
    {
      title: 'a server hangs for 4 s',
      faults: [{ at: seconds(4), kind: 'pause', target: 'replica-1', for: seconds(4) }],
    },
    {
      title: 'crash all servers, one after the other',
      faults: [1, 2, 3].map((number) => ({
        at: seconds(number * 4),
        kind: 'crash' as const,
        target: `replica-${number}`,
      })),
    },
    {
      title: 'cut prober – replica-1',
      faults: [{ at: seconds(4), kind: 'cut', from: 'prober', to: 'replica-1', for: seconds(3) }],
    },
  ],
  chaos: {
    targets: ['replica-1', 'replica-2', 'replica-3'],
    kinds: ['crash', 'pause'],
    count: 3,
    together: 1,
    from: seconds(1),
    until: seconds(14),
    shortest: ms(4_000),
    longest: ms(6_000),
  },
  ignores: [
    'Sessions do not expire, and what is in them does not matter.',
    'The store of sessions neither fails nor takes time.',
    'A user whose session is lost begins a new one at once.',
  ],
})
