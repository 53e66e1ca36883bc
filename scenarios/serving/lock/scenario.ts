/** The lock: mutual exclusion by compare-and-set on a key-value store. */
import {
  choice,
  duration,
  flag,
  integer,
  link,
  ms,
  node,
  nodes,
  number,
  probability,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import { keeper } from '../../parts/keeper.ts'
import { keyValueStore } from '../../parts/key-value-store.ts'
import { broken } from './broken.ts'
import { lockChecks } from './checks.ts'
import { claims } from './claims.ts'
import { user } from './nodes.ts'
import type { Lock } from './nodes.ts'
import { workloads } from './workloads.ts'

/** See the lab text. */
export const lock = scenario({
  id: 'lock',
  title: 'Lock',
  part: 'serving',
  source: 'chapter 10 (first edition: 9), Implementing Locks; Hands On: Implementing Locks in etcd',
  summary:
    "Several users take turns at something only one may do at a time. The lock is a key in a store that can compare and set; it has a time to live, so that the death of its holder does not block the others, and a version, so that a late unlock does not free what is another's by now.",
  parameters: {
    users: integer({ default: 5, min: 1, max: 100, help: 'How many want the lock.' }),
    rate: number({
      default: 2,
      min: 0.1,
      max: 100,
      unit: 'jobs/s',
      help: 'Jobs that need the lock, in all.',
    }),
    work: duration({
      default: ms(200),
      min: 1,
      max: seconds(60),
      help: 'How long a job takes on average.',
    }),
    long: probability({
      default: 0.05,
      help: 'Share of jobs that take longer than the time to live.',
    }),
    longWork: duration({
      default: ms(2500),
      min: 1,
      max: seconds(600),
      help: 'How long these take.',
    }),
    deaths: probability({ default: 0.02, help: 'Share of jobs whose user crashes half-way.' }),
    acquire: choice(['swap', 'read-then-write', 'set'], {
      default: 'swap',
      help: 'Compare and set; look and then set; or set without looking.',
    }),
    mark: choice(['one', 'name'], {
      default: 'one',
      help: 'What a taken lock holds: a 1, or the name of its owner.',
    }),
    unlock: choice(['version', 'value'], {
      default: 'version',
      help: 'What an unlock compares: value and version, or the value alone.',
    }),
    wait: choice(['watch', 'poll'], {
      default: 'watch',
      help: 'How a user waits: the store tells it of the change, or it asks again and again.',
    }),
    poll: duration({
      default: ms(500),
      min: ms(1),
      max: seconds(60),
      help: 'Time from a refusal to the next attempt when polling.',
    }),
    ttl: duration({
      default: seconds(2),
      min: 0,
      max: seconds(86_400),
      help: 'Time to live of the lock; 0: for ever.',
    }),
    watchdog: flag({ default: true, help: 'Whether a user ends itself when its lock runs out.' }),
    latency: duration({
      default: ms(2),
      min: 0,
      max: seconds(1),
      help: 'One way between user and store.',
    }),
    restart: duration({
      default: ms(500),
      min: 0,
      max: seconds(60),
      help: 'How long a dead user takes to come back.',
    }),
  },
  duration: seconds(60),
  settle: seconds(30),
  variants: {
    with: {
      kind: 'with',
      title: 'lock with time to live, version and watchdog',
      summary:
        'Acquire by compare-and-set, wait by watch, release by version, stop when the time is over.',
    },
    poll: {
      kind: 'with',
      title: 'polling',
      summary: 'The same, but whoever finds the lock taken asks again after a while.',
      params: { wait: 'poll' },
    },
    names: {
      kind: 'with',
      title: 'names in the lock, nobody dies',
      summary: 'Two users write their names into a lock that lives for ever, as on a command line.',
      params: { mark: 'name', ttl: 0, users: 2, deaths: 0, long: 0 },
    },
    'no-ttl': {
      kind: 'without',
      title: 'lock that lives for ever',
      summary: 'A holder that dies never releases: the others wait for ever.',
      params: { ttl: 0 },
    },
    without: {
      kind: 'without',
      title: 'look, then set',
      summary: 'No compare-and-set: two users find the lock free and both take it.',
      params: { acquire: 'read-then-write', ttl: 0, deaths: 0, long: 0, rate: 5, latency: ms(10) },
    },
    ...broken,
  },
  build: (p) =>
    system<Lock>({
      nodes: {
        store: node(keyValueStore<Lock>()),
        user: nodes(p.users, user({ ...p, ttl: p.ttl === 0 ? null : p.ttl }), (index) =>
          p.mark === 'name' && index < 2 ? { label: ['alice', 'bob'][index]! } : {},
        ),
        keeper: node(keeper<Lock>(p.restart), { supervises: ['user'] }),
      },
      links: [link('user', 'store', { latency: p.latency })],
      workload: workloads(p),
    }),
  checks: (p) => lockChecks(p.ttl, 4 * p.latency + ms(10)),
  claims,
  disturbances: (p) => [
    {
      title: 'A user crashes',
      faults: [{ kind: 'crash', at: seconds(10), target: 'user-1', for: seconds(5) }],
    },
    {
      title: 'The store crashes',
      faults: [{ kind: 'crash', at: seconds(15), target: 'store', for: seconds(3) }],
    },
    ...(p.users > 1
      ? [
          {
            title: 'A user is cut off',
            faults: [
              {
                kind: 'partition' as const,
                at: seconds(20),
                groups: [['user-2'], ['store']],
                for: seconds(4),
              },
            ],
          },
        ]
      : []),
    {
      title: 'All users freeze for three seconds',
      faults: [{ kind: 'pause', at: seconds(25), target: 'user', for: seconds(3) }],
    },
  ],
  chaos: {
    targets: ['user'],
    kinds: ['crash'],
    from: seconds(1),
    until: seconds(50),
    shortest: ms(100),
    longest: seconds(5),
    together: 2,
  },
  ignores: [
    'how the store itself agrees and survives: it is one node that forgets nothing it has answered',
    'fairness: whoever is first after a release gets the lock',
    'clocks that run differently: see the scenarios on ownership',
  ],
})
