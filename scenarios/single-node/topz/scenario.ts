/** An introspection sidecar: one image shows the processes of every pod, whatever their language. */
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
  shifted,
} from '../../../engine/index.ts'
import { app, keeper, user } from './app.ts'
import { cachedReading, oneLanguage } from './broken.ts'
import { topzChecks } from './checks.ts'
import { claims } from './claims.ts'
import { parameters } from './parameters.ts'
import { dashboard } from './dashboard.ts'
import type { Topz } from './protocol.ts'
import { soundReading, topz } from './topz.ts'

/** Pods of programs in several languages, a sidecar in each, a dashboard, and a leak. */
export const topzSidecar = scenario({
  id: 'topz',
  title: 'Introspection sidecar (topz)',
  part: 'single-node',
  source:
    'Burns, Designing Distributed Systems: The Sidecar Pattern, modular application containers',
  summary:
    'Programs in several languages run in pods; one of them leaks. A sidecar that shares the process ' +
    'table of its pod shows all of them with one image, where a library would be needed per language.',
  parameters,
  duration: ({ runs }) => runs,
  settle: seconds(1),
  variants: {
    with: {
      title: 'sidecars',
      summary: 'One sidecar per pod reads the process table of the pod.',
      kind: 'with',
    },
    without: {
      title: 'libraries',
      summary: 'Every program must link a library in, and one language has none.',
      kind: 'without',
    },
    cached: {
      title: 'the table is read once',
      summary: 'The sidecar reads the process table at the first question and shows it ever after.',
      kind: 'broken',
      caughtBy: { check: 'nobody runs out of memory unnamed', seeds: 3 },
    },
    'one-language': {
      title: 'one language only',
      summary: 'The sidecar asks the run-time of one language instead of the operating system.',
      kind: 'broken',
      caughtBy: { check: 'every process is in the table, as it is', seeds: 1 },
    },
  },
  build(p, variant) {
    const isWith = variant !== 'without'
    const reading =
      variant === 'cached'
        ? cachedReading
        : variant === 'one-language'
          ? oneLanguage(p.languages)
          : soundReading
    const members = (pod: number) =>
      Array.from({ length: p.appsPerPod }, (_, place) => `app-${pod * p.appsPerPod + place + 1}`)
    return system<Topz>({
      nodes: {
        user: node(user(seconds(1))),
        app: nodes(
          p.pods * p.appsPerPod,
          app({
            leaker: p.leaker - 1,
            leak: p.leak,
            limit: p.limit,
            languages: p.languages,
            libraries: isWith ? 0 : p.libraries,
          }),
          { capacity: { workers: 8, service: { serve: exponential(ms(4)) } } },
        ),
        topz: nodes(isWith ? p.pods : 0, topz(reading), {
          capacity: { service: { list: p.cost } },
        }),
        dashboard: node(dashboard(p)),
        keeper: node(keeper(ms(500)), { supervises: ['app'] }),
      },
      network: { latency: shifted(ms(0.3), exponential(ms(0.2))) },
      pods: Array.from({ length: p.pods }, (_, index) => {
        const sidecar = `topz-${index + 1}`
        return pod(`pod-${index + 1}`, [...members(index), ...(isWith ? [sidecar] : [])], {
          cpu: p.cpu,
          ...(isWith ? { limits: { [sidecar]: p.limitTopz } } : {}),
        })
      }),
      workload: [
        {
          kind: 'open',
          name: 'visits',
          to: 'user',
          type: 'visit',
          arrivals: poisson(p.rate),
          message: ({ n }) => ({ n }),
        },
      ],
    })
  },
  checks: (p, variant) =>
    topzChecks({
      period: p.period,
      slack: ms(200) + p.cost / p.limitTopz,
      appsPerPod: p.appsPerPod,
      leaker: p.leaker - 1,
      leak: p.leak,
      hasSidecars: variant !== 'without',
    }),
  claims,
  disturbances: [
    {
      title: 'crash a program',
      faults: [{ kind: 'crash', at: seconds(2), for: seconds(2), target: 'app-2' }],
    },
    {
      title: 'crash a sidecar',
      faults: [{ kind: 'crash', at: seconds(2), for: seconds(2), target: 'topz-1' }],
    },
    {
      title: 'kill a pod',
      faults: [{ kind: 'kill', at: seconds(3), for: seconds(1), target: 'pod-1' }],
    },
    {
      title: 'pause a program',
      faults: [{ kind: 'pause', at: seconds(2), for: seconds(3), target: 'app-1' }],
    },
    {
      title: 'four times the visits',
      faults: [{ kind: 'overload', at: seconds(2), for: seconds(4), factor: 4 }],
    },
  ],
  chaos: {
    targets: ['app', 'topz'],
    kinds: ['crash', 'pause'],
    count: 3,
    from: seconds(1),
    until: seconds(12),
    shortest: ms(100),
    longest: seconds(2),
  },
  ignores: [
    'A process table shows a dead process as dead for good; a real one forgets it, and the viewer must notice.',
    'Memory is a number that a program sets; the sidecar reads it and is never refused.',
    'Sharing a process table also lets a sidecar see secrets on command lines and in environments.',
  ],
})
