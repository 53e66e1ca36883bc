import { ms, scenario, seconds } from '../../../engine/index.ts'
import { broken } from './broken.ts'
import { siteChecks } from './checks.ts'
import { claims } from './claims.ts'
import { site } from './nodes.ts'
import { parameters } from './parameters.ts'

const found = 'requests fail only around a failure'

/** The replicated, load-balanced service: rows R6.1 and R6.2. */
export const replicatedService = scenario({
  id: 'replicated-service',
  title: 'Replicated load-balanced service',
  part: 'serving',
  source: 'Burns, Designing Distributed Systems: 1st ed. ch. 5, 2nd ed. ch. 6',
  summary:
    'Several copies of a server that keeps nothing stand behind a load balancer. One may die and ' +
    'all may be replaced by a new version, one after the other, while visitors are served. Probes ' +
    'tell the balancer which copies can answer.',
  parameters,
  duration: ({ length }) => length,
  settle: ({ load, repair, grace, replicas }) =>
    Math.min(seconds(60), seconds(5) + load * 2 + grace * replicas + repair),
  variants: {
    with: {
      title: 'Three replicas',
      summary:
        'A crash costs the requests of the second in which it is found, an update costs none.',
      kind: 'with',
    },
    least: {
      title: 'A slow replica, fewest connections first',
      summary: 'One replica is five times slower; the balancer gives it as much as it can do.',
      kind: 'with',
      params: { slowness: 5, policy: 'least-connections', crash: false },
    },
    turns: {
      title: 'A slow replica, in turn',
      summary: 'One replica is five times slower and still gets every third request.',
      kind: 'without',
      params: { slowness: 5, policy: 'round-robin', crash: false },
    },
    without: {
      title: 'One server',
      summary: 'While the only server is dead or replaced, nobody answers.',
      kind: 'without',
      params: { replicas: 1, surge: 0 },
    },
    unprobed: {
      title: 'Without probes',
      summary: 'Every replica gets requests from its start, and a dead one until it is repaired.',
      kind: 'without',
      params: { probe: 'none' },
    },
    hasty: {
      title: 'Ready too soon',
      summary: 'The probe says yes as soon as the process runs, before its data is loaded.',
      kind: 'broken',
      caughtBy: { check: 'no request reaches a replica that is still loading', seeds: 1 },
    },
    abrupt: {
      title: 'Stopped without warning',
      summary: 'An update stops replicas that still have requests in hand and more on the way.',
      kind: 'broken',
      caughtBy: { check: found, seeds: 1 },
    },
    stubborn: {
      title: 'Never ejects',
      summary: 'The balancer hears of new replicas but never lets go of one.',
      kind: 'broken',
      caughtBy: { check: found, seeds: 1 },
    },
  },
  build: (settings, variant) => site(settings, broken[variant]),
  faults: ({ crash }) => (crash ? [{ at: seconds(3), kind: 'crash', target: 'replica-1' }] : []),
  checks: siteChecks,
  claims,
  disturbances: ({ replicas }) => [
    {
      title: 'crash a replica',
      faults: [{ at: seconds(6), kind: 'crash', target: 'replica-1' }],
    },
    {
      title: 'a replica hangs for 5 s',
      faults: [{ at: seconds(6), kind: 'pause', target: 'replica-1', for: seconds(5) }],
    },
    {
      title: 'a replica gets 20 times slower',
      faults: [{ at: seconds(6), kind: 'slow', target: 'replica-1', factor: 20, for: seconds(4) }],
    },
    ...(replicas > 1
      ? [
          {
            title: 'crash two at once',
            faults: [
              { at: seconds(6), kind: 'crash', target: 'replica-1' } as const,
              { at: seconds(6), kind: 'crash', target: 'replica-2' } as const,
            ],
          },
        ]
      : []),
    {
      title: 'three times the visitors',
      faults: [{ at: seconds(6), kind: 'overload', factor: 3, for: seconds(4) }],
    },
    {
      title: 'cut balancer – replica-1',
      faults: [{ at: seconds(6), kind: 'cut', from: 'balancer', to: 'replica-1', for: seconds(3) }],
    },
  ],
  chaos: {
    targets: ['replica'],
    kinds: ['crash', 'pause'],
    count: 3,
    together: 1,
    from: seconds(1),
    until: seconds(18),
    shortest: ms(3_000),
    longest: ms(5_000),
  },
  ignores: [
    'The balancer, the prober and the orchestrator do not fail; a real one is replicated too.',
    'Requests to a dead replica vanish and time out; a real connection is often refused at once.',
    'The balancer does not try another replica when one fails.',
    'Answers take no time on the wire, however large they are.',
  ],
})
