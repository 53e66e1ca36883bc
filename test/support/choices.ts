/** Join the least busy of a few servers drawn at random: a balancer in front of many queues. */
import {
  behavior,
  exponential,
  node,
  nodes,
  poisson,
  scenario,
  seconds,
  system,
} from '../../engine/index.ts'
import type { Stream } from '../../engine/index.ts'
import { pick } from '../../scenarios/parts/balancer.ts'
import { unit } from './queues.ts'
import type { Span } from './queues.ts'
import { measureFrom } from './replications.ts'
import type { Findings } from './replications.ts'

/** `load` is per server; the balancer looks at `choices` servers. */
export interface Crowd {
  readonly servers: number
  readonly load: number
  readonly choices: number
}

type Hall = {
  balancer: { enter: { at: number }; left: { server: number; at: number } }
  server: { serve: { at: number } }
}

interface Server {
  readonly id: string
  busy: number
}

/**
 * `sojourn`: mean time in the system, in units of the mean service time. `load`: the work that came,
 * per server and unit of time; its mean over runs is known, so it serves as a control.
 */
export function observeChoices(crowd: Crowd, span: Span, seed: string): Findings {
  const { servers, load, choices } = crowd
  const balancer = behavior<Hall, 'balancer', { servers: Server[]; turn: number }>({
    init: (self) => ({ servers: self.nodes('server').map((id) => ({ id, busy: 0 })), turn: 0 }),
    on: {
      enter(state, message, ctx) {
        const drawn = sample(state.servers, choices, ctx.random)
        const question = { turn: state.turn++, random: ctx.random }
        const chosen = drawn[pick('least-connections', drawn, question)]!
        chosen.busy++
        ctx.count('came')
        ctx.send(ctx.nodes('server')[state.servers.indexOf(chosen)]!, 'serve', message)
      },
      left(state, { server, at }, ctx) {
        state.servers[server]!.busy--
        ctx.observe('sojourn', ctx.now - at)
      },
    },
  })
  const server = behavior<Hall, 'server', object>({
    init: () => ({}),
    on: { serve: (_state, { at }, ctx) => ctx.reply('left', { server: ctx.index, at }) },
  })
  const hall = scenario({
    id: 'hall',
    title: 'Hall',
    summary: 'Many queues and a choice among a few.',
    duration: seconds(span.warmUp + span.time),
    settle: 0,
    build: () =>
      system<Hall>({
        nodes: {
          balancer: node(balancer),
          server: nodes(servers, server, { capacity: { service: exponential(unit) } }),
        },
        network: { latency: 0 },
        workload: [
          {
            kind: 'open',
            to: 'balancer',
            type: 'enter',
            arrivals: poisson(load * servers),
            operation: false,
            message: ({ at }) => ({ at }),
          },
        ],
      }),
  })
  const measures = measureFrom(span.warmUp * unit, hall, seed)
  const came = measures.counter('came').total * measures.histogram('service.server').mean!
  return {
    sojourn: measures.histogram('sojourn').mean! / unit,
    load: came / (servers * span.time * unit),
  }
}

/** Some of the items, no item twice, every choice equally likely. */
function sample<T>(items: readonly T[], count: number, random: Stream): T[] {
  const drawn: T[] = []
  while (drawn.length < count) {
    const item = random.pick(items)
    if (!drawn.includes(item)) drawn.push(item)
  }
  return drawn
}
