/** Worker scaling: a queue is stable only while its workers are faster than its arrivals. */
import {
  checks,
  duration,
  exponential,
  flag,
  integer,
  link,
  ms,
  networks,
  node,
  nodes,
  number,
  periodic,
  poisson,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import type { Values } from '../../../engine/index.ts'
import { desiredWorkers } from '../../parts/scaling-rule.ts'
import { autoscaler } from './autoscaler.ts'
import type { AutoscalerState } from './autoscaler.ts'
import { brokenVariants } from './broken.ts'
import { workerScalingClaims } from './claims.ts'
import { feeder, pool, queue, worker } from './nodes.ts'
import type { QueueState, WorkerScaling } from './nodes.ts'

const parameters = {
  interval: duration({
    default: seconds(1),
    min: ms(1),
    max: seconds(600),
    help: 'time from one item to the next',
  }),
  service: duration({
    default: seconds(2),
    min: ms(1),
    max: seconds(600),
    help: 'work of an item',
  }),
  items: integer({ default: 120, min: 1, max: 1_000_000, help: 'items brought in all' }),
  random: flag({ default: false, help: 'whether gaps and work are exponential instead of even' }),
  initial: integer({ default: 1, min: 1, max: 20, help: 'workers at the beginning' }),
  most: integer({ default: 10, min: 1, max: 20, help: 'workers at most' }),
  target: number({
    default: 0.9,
    min: 0.05,
    max: 1,
    help: 'share of its time that a worker should be busy',
  }),
  tolerance: number({
    default: 0.1,
    min: 0,
    max: 0.5,
    help: 'no change while busy / target is this near to 1',
  }),
  period: duration({
    default: seconds(5),
    min: ms(100),
    max: seconds(600),
    help: 'time between two decisions',
  }),
  patience: duration({
    default: seconds(15),
    min: 0,
    max: seconds(3600),
    help: 'time for which fewer must be enough before any is taken away',
  }),
  startTime: duration({
    default: ms(500),
    min: 0,
    max: seconds(300),
    help: 'time until a started worker can work',
  }),
}

type Params = Values<typeof parameters>

const { always, eventually, slo } = checks<
  WorkerScaling,
  { queue: QueueState; autoscaler: AutoscalerState }
>()

function checksOf(params: Params, variant: string) {
  // The pool has no queue of its own to look at.
  if (variant === 'pool') return []
  const rule = { target: params.target, tolerance: params.tolerance, least: 1, most: params.most }
  return [
    eventually('the backlog is worked off', {
      rows: ['W11.6'],
      watch: ['queue'],
      holds(world) {
        const backlog = world.nodes('queue')[0]!.state.waiting.length
        return backlog <= 3 || `${backlog} items still wait`
      },
    }),
    always('each decision follows the rule', {
      rows: ['W11.6'],
      watch: ['autoscaler'],
      holds(world) {
        const { decision } = world.nodes('autoscaler')[0]!.state
        if (decision === null) return true
        const { current, metric, wanted } = decision
        const right = desiredWorkers(current, metric, rule)
        return (
          wanted === right ||
          `from ${current} workers busy for ${metric} of their time the rule goes to ${right}, not ${wanted}`
        )
      },
    }),
    slo('the number of workers settles', { rows: ['W11.6'], measure: 'rescalings', atMost: 8 }),
  ]
}

/** See the file's header. */
export const workerScaling = scenario({
  id: 'worker-scaling',
  title: 'Scaling the workers',
  part: 'batch',
  source: '1st ed. ch. 10 and 2nd ed. ch. 11, "Dynamic Scaling of the Workers"',
  summary:
    'A queue is stable only while its workers together are faster than its arrivals. An autoscaler looks how busy they are ' +
    'and keeps some headroom; without it, a worker that is too slow falls behind by the same amount every minute, for ever.',
  parameters,
  duration: ({ interval, items }) => interval * items,
  settle: ({ service }) => 6 * service,
  variants: {
    with: {
      title: 'autoscaler',
      summary:
        'The number of workers follows how busy they are, with headroom, a tolerance and patience.',
      kind: 'with',
    },
    without: {
      title: 'fixed number',
      summary: 'The workers of the beginning are all there are.',
      kind: 'without',
    },
    pool: {
      title: 'one pool',
      summary:
        'A fixed number of workers as one node: nothing but items that wait for the next free one.',
      kind: 'without',
    },
    ...brokenVariants,
  },
  build(params, variant) {
    const { interval, service, items, initial, most } = params
    const time = params.random ? exponential(service) : service
    const arrivals = params.random ? poisson(1e6 / interval) : periodic(interval)
    const isPool = variant === 'pool'
    const rest = {
      kind: 'open',
      arrivals,
      limit: items,
      type: 'item',
      name: 'items',
      message: () => ({}),
    } as const
    const scaler = autoscaler({
      rule: { target: params.target, tolerance: params.tolerance, least: 1, most },
      initial,
      period: params.period,
      patience: params.patience,
      isOn: variant !== 'without',
      rounds: variant === 'rounding',
    })
    return system<WorkerScaling>({
      nodes: {
        feeder: isPool ? nodes(0, feeder) : node(feeder),
        queue: isPool
          ? nodes(0, queue)
          : node(queue, { supervises: ['worker'], noticeAfter: ms(200) }),
        autoscaler: isPool ? nodes(0, scaler) : node(scaler),
        worker: nodes(isPool ? 0 : Math.max(initial, most), worker(params.startTime), {
          down: true,
          capacity: { service: { process: time } },
        }),
        pool: nodes(isPool ? 1 : 0, pool, {
          capacity: { workers: initial, service: { item: time } },
        }),
      },
      network: networks.sameRack,
      links: [link('worker', 'worker', { latency: 0 })],
      workload: [isPool ? { ...rest, to: 'pool' } : { ...rest, to: 'feeder' }],
    })
  },
  checks: (params, variant) => checksOf(params, variant),
  claims: workerScalingClaims,
  disturbances: (params) => {
    const third = Math.round((params.interval * params.items) / 3)
    return [
      {
        title: 'Twice the load for a while',
        faults: [{ kind: 'overload', at: third, factor: 2, for: third }],
      },
      { title: 'A worker dies', faults: [{ kind: 'crash', at: third, target: 'worker-1' }] },
      {
        title: 'A worker is slow',
        faults: [{ kind: 'slow', at: third, target: 'worker-1', factor: 4, for: third }],
      },
      {
        title: 'The autoscaler is away',
        faults: [{ kind: 'pause', at: seconds(2), target: 'autoscaler', for: third }],
      },
    ]
  },
  chaos: ({ interval, items }) => ({
    targets: ['worker', 'autoscaler'],
    kinds: ['pause', 'slow'],
    from: seconds(10),
    until: Math.round((interval * items) / 2),
    shortest: seconds(1),
    longest: seconds(5),
  }),
  ignores: [
    'All workers are alike and take one item at a time.',
    'How busy the workers are is known exactly and at once; a real metric is older than the decision made from it.',
    'A worker that crashes is not replaced unless the autoscaler asks for more.',
  ],
})
