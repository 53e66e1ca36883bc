/** The dictionary service: readers, three servers or more, and what stands between them. */
import { exponential, node, nodes, poisson, sampler, system, zipf } from '../../../engine/index.ts'
import type { System } from '../../../engine/index.ts'
import { serviceBalancer } from '../../parts/service-balancer.ts'
import { serviceClient } from '../../parts/service-client.ts'
import { serviceLinks, serviceOrchestrator } from '../../parts/service-orchestrator.ts'
import { serviceProber } from '../../parts/service-prober.ts'
import { serviceReplica } from '../../parts/service-replica.ts'
import type { Service } from '../../parts/service.ts'
import type { Mistakes } from './broken.ts'
import type { Settings } from './parameters.ts'
import { words } from './words.ts'

/** A question. */
interface Lookup {
  readonly word: string
}

/** What the dictionary says; `null`: there is no such word. */
export interface Meaning {
  readonly meaning: string | null
}

/** The protocol of the dictionary. */
export type Dictionary = Service<Lookup, Meaning>

const listed = [...words.keys()]
const popular = sampler(zipf({ count: listed.length, exponent: 1 }))

/** The service as a system; `mistakes` are those of a broken twin. */
export function dictionary(settings: Settings, mistakes: Mistakes = {}): System {
  const { replicas, policy, rate, service, load, readiness, period, scaleAt, scaleTo } = settings
  return system<Dictionary>({
    nodes: {
      client: nodes(3, serviceClient<Lookup, Meaning>()),
      balancer: node(
        serviceBalancer<Lookup, Meaning>({
          policy,
          replicas,
          timeout: settings.timeout,
          ejects: mistakes.ejects ?? true,
        }),
      ),
      replica: nodes(
        Math.max(replicas, scaleTo),
        serviceReplica<Lookup, Meaning>({
          load,
          honest: mistakes.honest ?? true,
          answer: ({ word }) => ({ meaning: words.get(word) ?? null }),
          ...(mistakes.early === true && { early: () => ({ meaning: null }) }),
        }),
        (index) => ({
          down: index >= replicas,
          capacity: { service: { request: exponential(service) } },
        }),
      ),
      prober: node(
        serviceProber<Lookup, Meaning>({
          probe: readiness ? 'shallow' : 'none',
          replicas,
          period,
          timeout: Math.round(period / 2),
          rise: 1,
          fall: settings.fall,
        }),
      ),
      orchestrator: node(
        serviceOrchestrator<Lookup, Meaning>({
          replicas,
          surge: 0,
          unavailable: 1,
          deployEvery: 0,
          scale: { at: scaleAt, to: scaleTo },
          grace: settings.timeout,
          repair: settings.repair,
        }),
        { supervises: ['replica'] },
      ),
    },
    links: serviceLinks,
    workload: [
      {
        kind: 'open',
        name: 'readers',
        to: 'client',
        type: 'ask',
        arrivals: poisson(rate),
        message: ({ n, random }) => ({
          key: `reader-${n % 100}`,
          question: { word: listed[popular(random) - 1]! },
        }),
        operation: ({ question }) => ({ kind: 'look up', input: question.word }),
      },
    ],
  })
}
