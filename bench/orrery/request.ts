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
} from '../../engine/index.ts'
import type { Context, Run, Simulation } from '../../engine/index.ts'
import { now } from '../clock.ts'
import type { Outcome } from '../outcome.ts'

/** Virtual milliseconds that a hundred pairs go on asking. */
export type RequestSize = {
  readonly milliseconds: number
}

type Request = {
  client: { answer: { n: number }; late: { n: number } }
  server: { ask: { n: number } }
}

interface ClientState {
  done: number
  late: number
  guard: number
}

const client = behavior<Request, 'client', ClientState>({
  init: () => ({ done: 0, late: 0, guard: 0 }),
  start: (state, ctx) => ask(state, ctx),
  on: {
    answer(state, _message, ctx) {
      ctx.cancel(state.guard)
      state.done++
      ask(state, ctx)
    },
    late(state) {
      state.late++
    },
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

const pairs = 100

/** W2 as a scenario that lasts so long. */
export const requests = (milliseconds: number) =>
  scenario({
    id: 'requests',
    title: 'W2',
    summary: 'A hundred clients, a hundred servers.',
    duration: ms(milliseconds),
    settle: 0,
    build: () =>
      system<Request>({
        nodes: { client: nodes(pairs, client), server: nodes(pairs, server) },
        network: { latency: shifted(ms(1), exponential(ms(10))) },
      }),
  })

/** A run of W2 and the simulation behind it. */
export function askAll({ milliseconds }: RequestSize, record: boolean): Run & { done: Simulation } {
  let live: Simulation | null = null
  const onProgress = (simulation: Simulation) => {
    live = simulation
    return true
  }
  const finished = run(requests(milliseconds), { seed: '1', record, onProgress })
  if (live === null) throw new Error('the run was too short to be looked at; give it more time')
  return { ...finished, done: live }
}

/** The requests of a run that were answered. @throws Error when the run went wrong. */
export function answered({ summary, done }: Run & { done: Simulation }): number {
  if (summary.end.kind !== 'done') throw new Error(`the run was ${summary.end.kind}`)
  return answeredIn(done)
}

/** The requests of a simulation that were answered. @throws Error when a timer went off. */
export function answeredIn(simulation: Simulation): number {
  let count = 0
  for (let i = 1; i <= pairs; i++) {
    const state = simulation.state(`client-${i}`) as ClientState
    if (state.late > 0) throw new Error(`client-${i} waited longer than its timer`)
    count += state.done
  }
  return count
}

/** W2, bare. Time in milliseconds. */
export function request(size: RequestSize): Outcome {
  const begin = now()
  const run = askAll(size, false)
  const seconds = now() - begin
  return {
    amount: answered(run),
    seconds,
    time: size.milliseconds,
    more: { events: run.summary.events },
  }
}

/** W2 with every event recorded. */
export function recordedRequest(size: RequestSize): Outcome {
  const begin = now()
  const run = askAll(size, true)
  const seconds = now() - begin
  const recorded = run.recording?.trace.events.length
  return {
    amount: answered(run),
    seconds,
    time: size.milliseconds,
    ...(recorded === run.summary.events
      ? {}
      : { wrong: `${recorded} of ${run.summary.events} events were recorded` }),
  }
}

/** Virtual milliseconds in which W2 has one event. */
const perEvent = 22 / 4 / pairs

/** W2 recorded, by the length of the trace. Amount in events. */
export function recordedTrace({ events }: { readonly events: number }): Outcome {
  const length = Math.max(Math.round(events * perEvent), 1)
  const begin = now()
  const { summary } = run(requests(length), { seed: '1', record: true })
  return { amount: summary.events, seconds: now() - begin }
}
