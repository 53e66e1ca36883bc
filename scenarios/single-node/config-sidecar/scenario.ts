/** Configuration that changes while programs run: a sidecar fetches it, a file carries it over. */
import {
  exponential,
  ms,
  node,
  nodes,
  pod,
  poisson,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import type { Fault, Micros } from '../../../engine/index.ts'
import { api } from './api.ts'
import { app, client, keeper } from './app.ts'
import { credulous, literal, silent } from './broken.ts'
import { configChecks } from './checks.ts'
import { claims } from './claims.ts'
import { parameters } from './parameters.ts'
import type { Configured, Quality } from './protocol.ts'
import { sidecar } from './sidecar.ts'
import type { SidecarRules } from './sidecar.ts'

/** When versions are pushed, and how good they are. */
const pushes: { readonly [history: string]: readonly (readonly [Micros, Quality])[] } = {
  mixed: [
    [seconds(1), 'good'],
    [seconds(4), 'malformed'],
    [seconds(5.5), 'poison'],
    [seconds(8), 'good'],
  ],
  // At no fixed place within a poll.
  good: Array.from({ length: 12 }, (_, place) => [seconds(1) + place * ms(1370), 'good'] as const),
  poison: [[seconds(2), 'poison']],
  malformed: [[seconds(2), 'malformed']],
}

const rulesOf: { readonly [variant: string]: SidecarRules } = {
  unvalidated: credulous,
  'writes-nothing': literal,
  'tells-nobody': silent,
}

/** A fleet whose configuration comes from an API, by way of a sidecar in each pod. */
export const configSidecar = scenario({
  id: 'config-sidecar',
  title: 'Configuration sidecar',
  part: 'single-node',
  source:
    'Burns, Designing Distributed Systems: The Sidecar Pattern, dynamic configuration with sidecars',
  summary:
    'A sidecar polls a configuration API, writes what it gets to a file that it shares with the ' +
    'program beside it, and signals. One pod tries a version before the others get it.',
  parameters,
  duration: ({ runs }) => runs,
  settle: ({ poll, bake, warm }) => 5 * poll + bake + warm + seconds(2),
  variants: {
    with: {
      title: 'sidecar',
      summary: 'Sidecars poll, check, write a file and signal; one pod tries first.',
      kind: 'with',
    },
    without: {
      title: 'built in',
      summary: 'Configuration is part of the image: a change is a build and a rollout.',
      kind: 'without',
    },
    'all-at-once': {
      title: 'to all at once',
      summary: 'Every pod gets a version as soon as it is pushed.',
      kind: 'broken',
      params: { staged: false },
      caughtBy: { check: 'a bad version reaches one pod at most', seeds: 1 },
    },
    unvalidated: {
      title: 'passes on whatever comes',
      summary: 'The sidecar does not look at what it writes.',
      kind: 'broken',
      caughtBy: { check: 'a malformed version reaches nobody', seeds: 1 },
    },
    'writes-nothing': {
      title: 'writes an empty answer over the good file',
      summary: 'The API comes back and has nothing to say yet; the sidecar takes its word for it.',
      kind: 'broken',
      caughtBy: { check: 'nobody serves without a configuration', seeds: 1 },
    },
    'tells-nobody': {
      title: 'writes the file and tells nobody',
      summary: 'The file is new, and the program goes on with what it read at its start.',
      kind: 'broken',
      caughtBy: { check: 'a change is live within a poll and its application', seeds: 1 },
    },
  },
  build(p, variant) {
    const isWith = variant !== 'without'
    const history = pushes[p.pushes]!.filter(([at]) => at < p.runs)
    return system<Configured>({
      nodes: {
        client: node(client(p.patience)),
        app: nodes(
          p.pods,
          app({
            apply: p.reload,
            watch: isWith && p.apply === 'watch' ? Math.max(1, p.reload) : null,
          }),
          { capacity: { workers: 4, service: { serve: exponential(ms(5)) } } },
        ),
        sidecar: nodes(
          isWith ? p.pods : 0,
          sidecar({ period: p.poll, apply: p.apply }, rulesOf[variant]),
        ),
        api: node(api({ staged: p.staged, bake: p.bake, warm: p.warm, deploys: !isWith })),
        keeper: node(keeper(p), { supervises: ['app'] }),
      },
      network: { latency: p.hop },
      pods: Array.from({ length: p.pods }, (_, index) =>
        pod(`pod-${index + 1}`, [`app-${index + 1}`, ...(isWith ? [`sidecar-${index + 1}`] : [])]),
      ),
      workload: [
        {
          kind: 'open',
          name: 'visits',
          to: 'client',
          type: 'visit',
          arrivals: poisson(p.rate),
          message: ({ n }) => ({ n }),
        },
        {
          kind: 'script',
          name: 'versions',
          to: 'api',
          type: 'push',
          operation: false,
          at: history.map(([at]) => at),
          message: ({ n }) => ({ quality: history[n]![1] }),
        },
      ],
    })
  },
  faults: ({ outage }): Fault[] =>
    outage ? [{ kind: 'crash', at: seconds(1.2), for: seconds(1), target: 'api' }] : [],
  checks: (p) =>
    configChecks({
      promise: p.poll + 2 * p.hop + (p.apply === 'restart' ? p.restart : p.reload) + ms(1),
    }),
  claims,
  disturbances: [
    {
      title: 'crash the API',
      faults: [{ kind: 'crash', at: seconds(1.2), for: seconds(2), target: 'api' }],
    },
    {
      title: 'crash a program',
      faults: [{ kind: 'crash', at: seconds(2), for: seconds(1), target: 'app-2' }],
    },
    {
      title: 'crash a sidecar',
      faults: [{ kind: 'crash', at: seconds(0.5), for: seconds(3), target: 'sidecar-2' }],
    },
    {
      title: 'cut sidecars off',
      faults: [{ kind: 'cut', at: seconds(0.5), for: seconds(3), from: 'sidecar', to: 'api' }],
    },
    {
      title: 'kill a pod',
      faults: [{ kind: 'kill', at: seconds(3), for: seconds(1), target: 'pod-3' }],
    },
  ],
  chaos: {
    targets: ['api', 'sidecar'],
    kinds: ['crash'],
    count: 3,
    from: seconds(1.5),
    until: seconds(9),
    shortest: ms(100),
    longest: seconds(2),
  },
  ignores: [
    'A file is replaced whole and at once; a program that reads half a file is another lesson.',
    'Who may push, and who has looked at it before.',
    'The trial pod stands for the fleet; a version that only hurts under load passes it.',
  ],
})
