import {
  behavior,
  constant,
  ms,
  node,
  periodic,
  run,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import { traceModel } from '../../../ui/view/trace-model.ts'
import type { TraceModel } from '../../../ui/view/trace-model.ts'

type Asking = {
  client: { go: object; again: object; yes: object }
  server: { ask: object }
}

const client = behavior<Asking, 'client', { asked: number }>({
  init: () => ({ asked: 0 }),
  on: {
    go(_state, _message, ctx) {
      ctx.send(ctx.nodes('server')[0]!, 'ask', {})
      ctx.after(ms(50), 'again', {})
    },
    again(state, _message, ctx) {
      if (state.asked > 0) return
      state.asked++
      ctx.send(ctx.nodes('server')[0]!, 'ask', {})
    },
    yes(_state, _message, ctx) {
      ctx.end('ok')
    },
  },
})

const server = behavior<Asking, 'server', object>({
  init: () => ({}),
  on: {
    ask(_state, _message, ctx) {
      ctx.reply('yes', {})
    },
  },
})

const asking = scenario({
  id: 'asking',
  title: 'Asking',
  summary: 'A client asks again when it hears nothing.',
  parameters: {},
  duration: seconds(1),
  build: () =>
    system<Asking>({
      nodes: { client: node(client), server: node(server) },
      network: { latency: constant(ms(2)) },
      workload: [
        {
          kind: 'open',
          to: 'client',
          type: 'go',
          arrivals: periodic(ms(400)),
          message: () => ({}),
        },
      ],
    }),
  checks: [],
})

/** A client asks every 400 ms; its first question is lost, and it asks again after 50 ms. */
export function retryRun(): TraceModel {
  const { recording } = run(asking, {
    seed: '1',
    record: true,
    faults: [{ kind: 'cut', at: 0, for: ms(410), from: 'client', to: 'server' }],
  })
  const { header, symbols, events, footer } = recording!.trace
  return traceModel({ header, symbols, events, footer, flips: recording!.flips })
}
