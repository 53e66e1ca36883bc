/** Ownership by a lease that is renewed: who owns it, and who takes over. */
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
  poisson,
  probability,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import { keeper } from '../../parts/keeper.ts'
import { keyValueStore } from '../../parts/key-value-store.ts'
import { broken } from './broken.ts'
import { ownershipChecks } from './checks.ts'
import { claims } from './claims.ts'
import { client, monitor } from './others.ts'
import type { Ownership } from './protocol.ts'
import { server } from './server.ts'

const week = seconds(7 * 86_400)

/** See the lab text. */
export const ownership = scenario({
  id: 'ownership',
  title: 'Renewable ownership',
  part: 'serving',
  source:
    'chapter 10 (first edition: 9), Implementing Ownership; Hands On: Implementing Leases in etcd',
  summary:
    'One of several servers owns something for a long time: it takes a lease in a store and renews it at half its time. When it dies the lease runs out and another takes over; when it cannot renew it ends itself, before the other begins.',
  parameters: {
    servers: integer({ default: 3, min: 2, max: 20, help: 'How many could be the owner.' }),
    ttl: duration({
      default: seconds(10),
      min: ms(10),
      max: week,
      help: 'Time to live of the lease.',
    }),
    renew: duration({ default: seconds(5), min: ms(1), max: week, help: 'Time between renewals.' }),
    margin: number({
      default: 0.05,
      min: 0,
      max: 0.9,
      help: 'Share of the lease that an owner gives up, for clocks that differ.',
    }),
    onLoss: choice(['exit', 'ignore'], {
      default: 'exit',
      help: 'What an owner does when its lease is lost.',
    }),
    drift: number({
      default: 100,
      min: -900_000,
      max: 900_000,
      unit: 'ppm',
      help: 'How much faster the clocks of the servers run than that of the store.',
    }),
    loss: probability({
      default: 0,
      help: 'Share of messages between servers and store that are lost.',
    }),
    latency: duration({
      default: ms(2),
      min: 0,
      max: seconds(1),
      help: 'One way between any two.',
    }),
    rate: number({
      default: 10,
      min: 0.01,
      max: 1000,
      unit: 'requests/s',
      help: 'What clients ask of the owner.',
    }),
    restart: duration({
      default: seconds(2),
      min: 0,
      max: seconds(60),
      help: 'How long a server that ended itself takes to come back.',
    }),
    incidents: flag({
      default: true,
      help: 'Whether the first owner crashes, and a later one is cut off from the store.',
    }),
  },
  duration: seconds(70),
  settle: seconds(15),
  variants: {
    with: {
      kind: 'with',
      title: 'lease, renewed at half its time',
      summary: 'Time to live 10 s, renewed every 5 s; an owner that loses it ends itself.',
    },
    thirds: {
      kind: 'with',
      title: 'lease, renewed at a third of its time',
      summary: 'One renewal may be lost without harm.',
      params: { renew: 3_333_333 },
    },
    'long-ttl': {
      kind: 'without',
      title: 'lock for a week, never renewed',
      summary:
        'Ownership by a lock that lives for as long as the work may take. The owner crashes in the first minute.',
      params: { ttl: week, renew: week },
    },
    ...broken,
  },
  build: (p) =>
    system<Ownership>({
      nodes: {
        store: node(keyValueStore<Ownership>()),
        server: nodes(p.servers, server(p), (index) => ({
          clock: { drift: p.drift },
          ...(index < 2 && { label: ['alice', 'bob'][index]! }),
        })),
        keeper: node(keeper<Ownership>(p.restart), { supervises: ['server'] }),
        monitor: node(monitor, { supervises: ['server'] }),
        client: node(client),
      },
      network: { latency: p.latency },
      links: [link('server', 'store', { latency: p.latency, loss: p.loss })],
      workload: [
        {
          kind: 'open',
          to: 'client',
          type: 'request',
          arrivals: poisson(p.rate),
          message: () => ({}),
        },
      ],
    }),
  faults: (p) =>
    p.incidents
      ? [
          { kind: 'crash', at: seconds(20), target: 'server-1', for: seconds(20) },
          // Whoever took over is among these; the first server is back and may take its turn.
          {
            kind: 'partition',
            at: seconds(45),
            groups: [
              Array.from({ length: p.servers - 1 }, (_, index) => `server-${index + 2}`),
              ['store'],
            ],
            for: seconds(15),
          },
        ]
      : [],
  checks: (p) => ownershipChecks(p.ttl + 8 * p.latency + ms(10), p.onLoss === 'ignore'),
  claims,
  disturbances: [
    {
      title: 'Kill alice',
      faults: [{ kind: 'crash', at: seconds(20), target: 'server-1', for: seconds(20) }],
    },
    {
      title: 'Drop one renewal',
      faults: [{ kind: 'cut', at: seconds(15), from: 'server-1', to: 'store', for: seconds(5) }],
    },
    {
      title: 'Freeze alice for 15 s',
      faults: [{ kind: 'pause', at: seconds(20), target: 'server-1', for: seconds(15) }],
    },
    {
      title: 'A slow clock, and cut off',
      faults: [
        { kind: 'skew', at: seconds(10), target: 'server-1', drift: -200_000 },
        { kind: 'partition', at: seconds(20), groups: [['server-1'], ['store']], for: seconds(20) },
      ],
    },
    {
      title: 'The store is away',
      faults: [{ kind: 'crash', at: seconds(20), target: 'store', for: seconds(12) }],
    },
  ],
  chaos: {
    targets: ['server'],
    kinds: ['crash', 'pause'],
    from: seconds(5),
    until: seconds(60),
    shortest: ms(100),
    longest: seconds(15),
  },
  ignores: [
    'how the store agrees within itself',
    'what an owner does at the very moment at which it loses the lease: see fencing',
    'several things that are owned, and dividing them among the servers',
  ],
})
