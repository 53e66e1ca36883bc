import {
  behavior,
  checks,
  constant,
  integer,
  ms,
  node,
  nodes,
  periodic,
  run,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import type { Fault, NodeId, Recording } from '../../../engine/index.ts'
import { traceModel } from '../../../ui/view/trace-model.ts'
import type { TraceData } from '../../../ui/view/finished-run.ts'
import type { TraceModel } from '../../../ui/view/trace-model.ts'

type Errand = {
  client: { go: object; done: object }
  shop: { order: object; ready: { order: string } }
  cook: { cook: { order: string } }
}

interface Order {
  asker: NodeId<'client'>
  waiting: number
}

const client = behavior<Errand, 'client', { asked: number; got: number }>({
  init: () => ({ asked: 0, got: 0 }),
  on: {
    go(state, _message, ctx) {
      state.asked++
      ctx.send(ctx.nodes('shop')[0]!, 'order', {})
    },
    done(state, _message, ctx) {
      state.got++
      ctx.end('ok')
    },
  },
})

const shop = behavior<Errand, 'shop', { open: Record<string, Order> }>({
  init: () => ({ open: {} }),
  on: {
    order(state, _message, ctx) {
      const cooks = ctx.nodes('cook')
      state.open[ctx.id] = { asker: ctx.from, waiting: cooks.length }
      for (const cook of cooks) ctx.send(cook, 'cook', { order: ctx.id })
    },
    ready(state, { order }, ctx) {
      const open = state.open[order]
      if (!open || --open.waiting > 0) return
      ctx.send(open.asker, 'done', {})
      delete state.open[order]
    },
  },
})

const cook = behavior<Errand, 'cook', { served: number }>({
  init: () => ({ served: 0 }),
  on: {
    cook(state, { order }, ctx) {
      state.served++
      ctx.reply('ready', { order })
    },
  },
})

const { always, sometimes, eventually } = checks<Errand, { client: { got: number } }>()
const got = (world: { nodes(role: 'client'): readonly { state: { got: number } }[] }) =>
  world.nodes('client').reduce((sum, { state }) => sum + state.got, 0)

const errands = scenario({
  id: 'errands',
  title: 'Errands',
  summary: 'Clients order at a shop, and cooks cook.',
  parameters: { cooks: integer({ default: 2, min: 1, max: 50, help: 'how many cook' }) },
  duration: seconds(1),
  build: ({ cooks }) =>
    system<Errand>({
      nodes: {
        client: nodes(2, client),
        shop: node(shop),
        cook: nodes(cooks, cook, { capacity: { workers: 1, service: constant(ms(30)) } }),
      },
      network: { latency: constant(ms(2)) },
      workload: [
        { kind: 'open', to: 'client', type: 'go', arrivals: periodic(ms(20)), message: () => ({}) },
      ],
    }),
  checks: [
    always('few are served', { holds: (world) => got(world) < 5 }),
    sometimes('one is served', { holds: (world) => got(world) > 0 }),
    eventually('three are served', { holds: (world) => got(world) >= 3 }),
    sometimes('hundreds are served', { holds: (world) => got(world) > 300 }),
  ],
})

/** A run of a small system, as the page has it, and the recording behind it. */
export interface SmallRun {
  readonly model: TraceModel
  readonly recording: Recording
}

/** Clients order at a shop; each order goes to all cooks, who take 30 ms each; every way takes 2 ms. */
export function smallRun(options: { cooks?: number; faults?: readonly Fault[] } = {}): SmallRun {
  const { recording } = run(errands, {
    seed: '1',
    record: true,
    params: options.cooks === undefined ? {} : { cooks: options.cooks },
    faults: options.faults,
  })
  const trace = recording!.trace
  const data: TraceData = {
    header: trace.header,
    symbols: trace.symbols,
    events: trace.events,
    footer: trace.footer,
    flips: recording!.flips,
  }
  return { model: traceModel(data), recording: recording! }
}
