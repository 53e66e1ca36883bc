/** W3: M/M/c, a million customers, its mean wait compared with theory. */
import {
  behavior,
  exponential,
  node,
  poisson,
  run,
  scenario,
  seconds,
  system,
} from '../engine/index.ts'

type Shop = { server: { serve: object } }

const server = behavior<Shop, 'server', object>({
  init: () => ({}),
  on: {
    serve(_state, _message, ctx) {
      ctx.end('ok')
    },
  },
})

/** Mean wait in units of the mean service time. `load` is per server. */
export function queueing(servers: number, load: number, customers: number, seed: string): number {
  const shop = scenario({
    id: 'shop',
    title: 'W3',
    summary: 'Customers at a counter.',
    duration: seconds(1e6),
    settle: 0,
    build: () =>
      system<Shop>({
        nodes: {
          server: node(server, { capacity: { workers: servers, service: exponential(1_000_000) } }),
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
  const { summary } = run(shop, { seed })
  const waits = summary.measures['wait.server']
  if (waits?.kind !== 'histogram' || waits.mean === null) throw new Error('no waits were measured')
  return waits.mean / 1e6
}

/**
 * Mean wait of M/M/c in units of the mean service time.
 * Source: Erlang 1917; C is Erlang's waiting probability.
 */
export function theoreticalWait(servers: number, load: number): number {
  const offered = servers * load
  let term = 1
  let sum = 1
  for (let k = 1; k < servers; k++) {
    term *= offered / k
    sum += term
  }
  const last = (term * offered) / servers / (1 - load)
  return last / (sum + last) / (servers * (1 - load))
}
