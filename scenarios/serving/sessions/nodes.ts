/** Users who come back, a balancer that sends them somewhere, and servers that know them or not. */
import { exponential, node, nodes, system, uniform } from '../../../engine/index.ts'
import type { Behavior, System } from '../../../engine/index.ts'
import { serviceBalancer } from '../../parts/service-balancer.ts'
import { serviceLinks, serviceOrchestrator } from '../../parts/service-orchestrator.ts'
import { serviceProber } from '../../parts/service-prober.ts'
import type { Service } from '../../parts/service.ts'
import { browser } from './browser.ts'
import type { Settings } from './parameters.ts'
import type { Greeting, Sessions, Visit } from './protocol.ts'
import { server, store } from './server.ts'

/** A part of any replicated service, in this one, where replicas are told more and a store exists. */
function within<R extends 'balancer' | 'prober' | 'orchestrator', S extends object>(
  part: Behavior<Service<Visit, Greeting>, R, S>,
): Behavior<Sessions, R, S> {
  // Sound: a part handles what its own role is sent, and knows of no other message to send.
  return part as unknown as Behavior<Sessions, R, S>
}

/** The service as a system; `copies` is the mistake of a broken twin. */
export function sessionService(settings: Settings, copies = false): System {
  const { replicas, policy, users, think, external, period, scaleTo, timeout } = settings
  return system<Sessions>({
    nodes: {
      client: nodes(3, browser(settings.nat)),
      balancer: node(
        within(serviceBalancer<Visit, Greeting>({ policy, replicas, timeout, salted: true })),
      ),
      replica: nodes(
        Math.max(replicas, scaleTo),
        server({ load: settings.load, keeps: external ? (copies ? 'copy' : 'store') : 'memory' }),
        (index) => ({
          down: index >= replicas,
          capacity: { service: { request: exponential(settings.service) } },
        }),
      ),
      prober: node(
        within(
          serviceProber<Visit, Greeting>({
            probe: 'shallow',
            replicas,
            period,
            timeout: Math.round(period / 2),
            rise: 1,
            fall: 2,
          }),
        ),
      ),
      orchestrator: node(
        within(
          serviceOrchestrator<Visit, Greeting>({
            replicas,
            surge: 0,
            unavailable: 1,
            deployEvery: 0,
            ...(scaleTo > 0 && { scale: { at: settings.scaleAt, to: scaleTo } }),
            grace: timeout,
            repair: settings.repair,
          }),
        ),
        { supervises: ['replica'] },
      ),
      store: nodes(external ? 1 : 0, store),
    },
    links: serviceLinks,
    workload: [
      {
        kind: 'closed',
        name: 'users',
        users,
        think: uniform(think / 2, (think * 3) / 2),
        to: 'client',
        type: 'ask',
        message: ({ user }) => ({ key: '', question: { user: `user-${user + 1}`, session: null } }),
        operation: ({ question }) => ({ kind: 'visit', key: question.user }),
      },
    ],
  })
}
