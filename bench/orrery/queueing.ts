/** W3: M/M/c by the public API, its waits as the engine's own measures tell them. */
import {
  behavior,
  exponential,
  node,
  poisson,
  run,
  scenario,
  seconds,
  system,
} from '../../engine/index.ts'
import { now } from '../clock.ts'
import type { Outcome } from '../outcome.ts'

/** Servers, load of each, and customers to serve. */
export type QueueingSize = {
  readonly servers: number
  readonly load: number
  readonly customers: number
}

type Shop = { server: { serve: object } }

const server = behavior<Shop, 'server', object>({
  init: () => ({}),
  on: {
    serve(_state, _message, ctx) {
      ctx.end('ok')
    },
  },
})

/** Runs it; waits in units of the mean service, which is one second. */
export function queueing({ servers, load, customers }: QueueingSize): Outcome {
  const begin = now()
  const shop = scenario({
    id: 'shop',
    title: 'W3',
    summary: 'Customers at a counter.',
    duration: seconds(1e7),
    settle: 0,
    build: () =>
      system<Shop>({
        nodes: {
          server: node(server, {
            capacity: { workers: servers, service: exponential(seconds(1)) },
          }),
        },
        workload: [
          {
            kind: 'open',
            to: 'server',
            type: 'serve',
            arrivals: poisson(load * servers),
            limit: customers,
            message: () => ({}),
          },
        ],
      }),
  })
  const { summary } = run(shop, { seed: '1' })
  const windows = summary.series('wait.server')
  return {
    amount: windows.reduce((sum, { count }) => sum + count, 0),
    seconds: now() - begin,
    waits: windows.map(({ sum, count }) => [sum / 1e6, count]),
    ...(summary.end.kind === 'done' ? {} : { wrong: `the run was ${summary.end.kind}` }),
  }
}
