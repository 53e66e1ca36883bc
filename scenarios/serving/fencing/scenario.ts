/** Fencing: what happens to the requests of one who is the owner no longer. */
import {
  choice,
  duration,
  integer,
  ms,
  node,
  nodes,
  number,
  poisson,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import { keyValueStore } from '../../parts/key-value-store.ts'
import { broken } from './broken.ts'
import { fencingChecks } from './checks.ts'
import { claims } from './claims.ts'
import { client } from './client.ts'
import { incidentNames, incidents } from './incidents.ts'
import type { Fencing } from './protocol.ts'
import { server } from './server.ts'
import { worker } from './worker.ts'

/** See the lab text. */
export const fencing = scenario({
  id: 'fencing',
  title: 'Fencing',
  part: 'serving',
  source: 'chapter 10 (first edition: 9), Handling Concurrent Data Manipulation',
  summary:
    "An owner looks at its lease, works, and writes to a worker. If it freezes in between, another owns the thing when the write arrives. A guard on the owner's side makes this rare; only the receiver can rule it out, by a token that grows with each owner.",
  parameters: {
    servers: integer({ default: 2, min: 2, max: 10, help: 'How many could be the owner.' }),
    ttl: duration({
      default: seconds(4),
      min: ms(10),
      max: seconds(3600),
      help: 'Time to live of the lease.',
    }),
    renew: duration({
      default: seconds(2),
      min: ms(1),
      max: seconds(3600),
      help: 'Time between renewals.',
    }),
    guard: number({
      default: 0.75,
      min: 0,
      max: 1,
      help: 'An owner acts within this share of the lease after a renewal; 0: as long as it believes.',
    }),
    check: choice(['token', 'name-and-version', 'name', 'none'], {
      default: 'token',
      help: 'What the worker checks: a token against the highest it has seen; name and version, or the name alone, with the store; or nothing.',
    }),
    work: duration({
      default: ms(400),
      min: 0,
      max: seconds(60),
      help: 'Time between the look at the lease and the write.',
    }),
    rate: number({
      default: 10,
      min: 0.1,
      max: 1000,
      unit: 'jobs/s',
      help: 'What clients want done.',
    }),
    latency: duration({
      default: ms(2),
      min: 0,
      max: seconds(1),
      help: 'One way between any two.',
    }),
    drift: number({
      default: 0,
      min: -900_000,
      max: 900_000,
      unit: 'ppm',
      help: 'How much faster the clock of the first server runs.',
    }),
    incident: choice(incidentNames, { default: 'pause', help: 'What goes wrong.' }),
  },
  duration: seconds(50),
  variants: {
    with: {
      kind: 'with',
      title: 'a token on every request',
      summary: 'The worker refuses a token lower than the highest it has seen.',
    },
    'double-check': {
      kind: 'with',
      title: 'the worker asks the store',
      summary:
        'Before it accepts, the worker asks the store for the owner and since when: a round trip, each time.',
      params: { check: 'name-and-version' },
    },
    without: {
      kind: 'without',
      title: 'no guard at all',
      summary: 'An owner acts until somebody tells it that it is none.',
      params: { check: 'none', guard: 0 },
    },
    ...broken,
  },
  build: (p) => {
    const scripted = p.incident === 'tokens'
    const manner = {
      ...p,
      // In the story of the tokens the second client comes for the lock at 11 s.
      begin: scripted ? [0, seconds(11)] : [0, seconds(2)],
      jitter: scripted ? 0 : seconds(1),
    }
    return system<Fencing>({
      nodes: {
        store: node(
          keyValueStore<Fencing>({
            clock: p.incident === 'clock' ? 'wall' : 'monotonic',
            first: scripted ? 32 : 0,
          }),
        ),
        server: nodes(p.servers, server(manner), (index) =>
          index === 0 ? { clock: { drift: p.drift } } : {},
        ),
        worker: node(worker(p.check)),
        client: node(client),
      },
      network: { latency: p.latency },
      workload: {
        jobs: [
          {
            kind: 'open',
            to: 'client',
            type: 'job',
            arrivals: poisson(p.rate),
            message: () => ({ to: 0 }),
          },
        ],
        // R1 by the first server, just before it freezes; R2 by the second, before it dies.
        'r1-r2': [
          {
            kind: 'script',
            at: [ms(9950) - p.work, seconds(18)],
            to: 'client',
            type: 'job',
            message: ({ n }) => ({ to: n + 1 }),
          },
        ],
        // The first write is ready just after its owner froze, at 1 s; the second is made at 12 s.
        tokens: [
          {
            kind: 'script',
            at: [seconds(1) - Math.round(p.work / 2), seconds(12) - p.work],
            to: 'client',
            type: 'job',
            message: ({ n }) => ({ to: n + 1 }),
          },
        ],
      },
    })
  },
  faults: (p) => incidents[p.incident],
  checks: (p) => fencingChecks(['pause', 'regain', 'tokens'].includes(p.incident)),
  claims,
  disturbances: [
    { title: 'Freeze the owner', faults: incidents.pause },
    { title: 'Lose it, and get it back', faults: incidents.regain },
    { title: 'Cut the owner off from the store', faults: incidents.cut },
    { title: 'Cut the worker off from the store', faults: incidents.outage },
    {
      title: 'A clock a third slow, and cut off',
      faults: [
        { kind: 'skew', at: seconds(1), target: 'server-1', drift: -333_000 },
        ...incidents.cut,
      ],
    },
  ],
  chaos: {
    targets: ['server'],
    kinds: ['crash', 'pause', 'skew'],
    from: seconds(2),
    until: seconds(45),
    shortest: ms(500),
    longest: seconds(15),
    together: 2,
  },
  ignores: [
    'a worker that loses its highest token in a crash: it must be as durable as what it protects',
    'several workers, each of which has its own highest token',
    'what becomes of the work of an owner that was refused',
  ],
})
