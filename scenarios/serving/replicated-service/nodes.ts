/** The web site that is served: its questions, its answers, and how long they take. */
import {
  erlang,
  exponential,
  node,
  nodes,
  poisson,
  sampler,
  system,
} from '../../../engine/index.ts'
import type { Capacity, Stream, System, Workload } from '../../../engine/index.ts'
import { serviceBalancer } from '../../parts/service-balancer.ts'
import { serviceClient } from '../../parts/service-client.ts'
import { serviceLinks, serviceOrchestrator } from '../../parts/service-orchestrator.ts'
import { serviceProber } from '../../parts/service-prober.ts'
import { serviceReplica } from '../../parts/service-replica.ts'
import type { Request, Service } from '../../parts/service.ts'
import type { Settings } from './parameters.ts'
import type { Mistakes } from './broken.ts'

/** A page of the site, and how many bytes it has. */
interface Page {
  readonly path: string
  readonly size: number
}

/** The bytes that came back. */
interface Content {
  readonly size: number
}

/** The protocol of the site. */
type Site = Service<Page, Content>

/** Bytes that a replica reads and writes per µs: 1 GB/s, from memory. */
const throughput = 1_000

/** How fast a replica serves; `factor` times as slow as another. */
function capacity({ service, probe }: Settings, factor: number): Capacity {
  const draw = sampler(erlang({ stages: 4, mean: service }))
  const request = ({ question }: Request<Page>, random: Stream): number =>
    factor * (draw(random) + question.size / throughput)
  const deepProbe = (_message: object, random: Stream): number => factor * draw(random)
  return { service: probe === 'deep' ? { request, deepProbe } : { request } }
}

/** The site as a system; `mistakes` are those of a broken twin. */
export function site(settings: Settings, mistakes: Mistakes = {}): System {
  const { replicas, policy, surge, scaleTo, load, mtbf, repair } = settings
  const slots = Math.max(replicas, scaleTo) + surge
  return system<Site>({
    nodes: {
      client: nodes(3, serviceClient<Page, Content>()),
      balancer: node(
        serviceBalancer<Page, Content>({
          policy,
          replicas,
          timeout: settings.timeout,
          ejects: mistakes.ejects ?? true,
        }),
      ),
      replica: nodes(
        slots,
        serviceReplica<Page, Content>({
          load,
          lifetime: mtbf,
          honest: mistakes.honest ?? true,
          answer: ({ size }) => ({ size }),
        }),
        (index) => ({
          down: index >= replicas,
          capacity: capacity(settings, index === 1 ? settings.slowness : 1),
        }),
      ),
      prober: node(
        serviceProber<Page, Content>({
          probe: settings.probe,
          replicas,
          period: settings.period,
          timeout: settings.probeTimeout,
          rise: 1,
          fall: settings.fall,
        }),
      ),
      orchestrator: node(
        serviceOrchestrator<Page, Content>({
          replicas,
          surge,
          unavailable: surge === 0 ? 1 : 0,
          deployEvery: settings.deployEvery,
          ...(scaleTo > 0 && { scale: { at: settings.scaleAt, to: scaleTo } }),
          grace: settings.grace,
          drains: mistakes.drains ?? true,
          repair: mtbf > 0 ? exponential(repair) : repair,
        }),
        { supervises: ['replica'] },
      ),
    },
    links: serviceLinks,
    workload: { synthetic: [visitors(settings)], 'access-log': [visits] },
  })
}

/** Visitors at 250 addresses who look at pages too small to count. */
function visitors({ rate }: Settings): Workload<Site> {
  return {
    kind: 'open',
    name: 'visitors',
    to: 'client',
    type: 'ask',
    arrivals: poisson(rate),
    message: ({ random }) => ({
      key: `10.0.0.${random.choose(250)}`,
      question: { path: `/page/${random.choose(40)}`, size: 0 },
    }),
    operation: ({ question }) => ({ kind: 'get', input: question.path }),
  }
}

/** Visitors as a real log has them: its addresses, paths and bytes, at its times. */
const visits: Workload<Site> = {
  kind: 'log',
  name: 'visits',
  log: 'access-log',
  to: 'client',
  type: 'ask',
  message: ({ entry }) => ({
    key: entry!.key,
    question: { path: String(entry!.fields['path'] ?? ''), size: entry!.size ?? 0 },
  }),
  operation: ({ question }) => ({ kind: 'get', input: question.path }),
}
