/** W2: clients that ask, guard each request with a timer, and ask again; by the public API. */
import {
  behavior,
  exponential,
  ms,
  nodes,
  run,
  scenario,
  seconds,
  shifted,
  system,
} from '../engine/index.ts'
import type { Context } from '../engine/index.ts'

type Request = {
  client: { go: object; answer: { n: number }; late: { n: number } }
  server: { ask: { n: number } }
}

interface ClientState {
  done: number
  guard: number
}

const client = behavior<Request, 'client', ClientState>({
  init: () => ({ done: 0, guard: 0 }),
  start: (state, ctx) => ask(state, ctx),
  on: {
    go: (state, _message, ctx) => ask(state, ctx),
    answer(state, _message, ctx) {
      ctx.cancel(state.guard)
      state.done++
      ask(state, ctx)
    },
    late: () => undefined,
  },
})

function ask(state: ClientState, ctx: Context<Request, 'client'>): undefined {
  ctx.send(ctx.nodes('server')[ctx.index]!, 'ask', { n: state.done })
  state.guard = ctx.after(seconds(1), 'late', { n: state.done })
}

const server = behavior<Request, 'server', { asked: number }>({
  init: () => ({ asked: 0 }),
  on: {
    ask(state, { n }, ctx) {
      state.asked++
      ctx.reply('answer', { n })
    },
  },
})

const requests = (length: number) =>
  scenario({
    id: 'requests',
    title: 'W2',
    summary: 'A hundred clients, a hundred servers.',
    duration: length,
    settle: 0,
    build: () =>
      system<Request>({
        nodes: { client: nodes(100, client), server: nodes(100, server) },
        network: { latency: shifted(ms(1), exponential(ms(10))) },
      }),
  })

/** Runs for a span of virtual time; returns the requests answered. */
export function request(length: number, record: boolean): number {
  const { summary, recording } = run(requests(length), { seed: '1', record })
  if (recording && recording.trace.events.length !== summary.events)
    throw new Error('events are missing from the recording')
  // Each request is two sendings and two deliveries.
  return Math.round(summary.events / 4)
}
