/** Queues of the textbooks. The unit of time is the mean service time, here one second. */
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
import type { Capacity, Context, Measures, Scenario, Service, System } from '../../engine/index.ts'
import { measureFrom } from './replications.ts'
import type { Findings } from './replications.ts'

/** One unit of time, µs. */
export const unit = 1_000_000

/** A queue: Poisson arrivals at `rate` per unit, and what serves them. */
export interface Queue {
  readonly rate: number
  /** Default: exponential with mean 1. */
  readonly service?: Service
  readonly workers?: number
  /** Places to wait in; default without limit. */
  readonly places?: number
}

/** How long customers come, in units of time: nothing is measured before the warm-up is over. */
export interface Span {
  readonly warmUp: number
  readonly time: number
  /** Whether to go on until everyone has left. Default: stop when the time is over. */
  readonly drain?: boolean
}

type Counter = { counter: { enter: { at: number }; serve: { at: number } } }

const counter = behavior<Counter, 'counter', { inside: number }>({
  init: () => ({ inside: 0 }),
  on: {
    enter: () => undefined,
    serve(_state, { at }, ctx) {
      ctx.observe('sojourn', ctx.now - at)
    },
  },
  refused(_state, _refusal, ctx) {
    ctx.count('lost')
  },
})

/** The same counter with an eye on who is inside, at the price of two more events a customer. */
const watched = behavior<Counter, 'counter', { inside: number }>({
  init: () => ({ inside: 0 }),
  on: {
    enter(state, message, ctx) {
      show(++state.inside, ctx)
      ctx.send(ctx.self, 'serve', message)
    },
    serve(state, message, ctx) {
      show(--state.inside, ctx)
      counter.on.serve(state, message, ctx)
    },
  },
  refused(state, _refusal, ctx) {
    show(--state.inside, ctx)
    ctx.count('lost')
  },
})

function show(inside: number, ctx: Context<Counter, 'counter'>): void {
  ctx.gauge('inside', inside)
  ctx.gauge('waiting', Math.max(0, inside - 1))
  ctx.gauge('ten or more', inside >= 10 ? 1 : 0)
}

/**
 * A counter in the steady state: `wait`, `sojourn` and its quantiles of those served; `waits`, the
 * share of them who had to wait; `loss`, the share of those who came and were turned away.
 */
export function observe(queue: Queue, span: Span, seed: string): Findings {
  return findingsOf(measureQueue(queue, span, seed, 'serve'))
}

/**
 * The same, and averaged over time: how many are `inside`, how many are `waiting` for the one
 * worker, and `tenOrMore`, the share of time when ten or more are inside.
 */
export function observeInside(queue: Queue, span: Span, seed: string): Findings {
  const measures = measureQueue(queue, span, seed, 'enter')
  const end = (span.warmUp + span.time) * unit
  const over = (gauge: string) => measures.gaugeOf(gauge, 'counter').mean(end)!
  return {
    ...findingsOf(measures),
    inside: over('inside'),
    waiting: over('waiting'),
    tenOrMore: over('ten or more'),
  }
}

function findingsOf(measures: Measures): Findings {
  const wait = measures.histogram('wait.counter')
  const sojourn = measures.histogram('sojourn')
  const lost = measures.has('lost') ? measures.counter('lost').total : 0
  return {
    wait: wait.mean! / unit,
    waits: 1 - wait.shareUpTo(0)!,
    sojourn: sojourn.mean! / unit,
    p50: sojourn.quantile(0.5)! / unit,
    p99: sojourn.quantile(0.99)! / unit,
    loss: lost / (lost + sojourn.count),
  }
}

/** Everything measured at a counter where customers enter by a message of the type `first`. */
export function measureQueue(
  queue: Queue,
  span: Span,
  seed: string,
  first: 'enter' | 'serve',
): Measures {
  const capacity: Capacity = {
    workers: queue.workers ?? 1,
    service: { serve: queue.service ?? exponential(unit) },
    ...(queue.places === undefined ? {} : { queue: queue.places }),
  }
  const shop = system<Counter>({
    nodes: { counter: node(first === 'enter' ? watched : counter, { capacity }) },
    workload: [
      {
        kind: 'open',
        to: 'counter',
        type: first,
        arrivals: poisson(queue.rate),
        operation: false,
        message: ({ at }) => ({ at }),
      },
    ],
  })
  return measureFrom(span.warmUp * unit, inSpan(span, shop), seed)
}

type Tandem = { desk: { serve: { at: number } } }

const desk = behavior<Tandem, 'desk', object>({
  init: () => ({}),
  on: {
    serve(_state, message, ctx) {
      const next = ctx.nodes('desk')[ctx.index + 1]
      if (next) ctx.send(next, 'serve', message)
      else ctx.observe('sojourn', ctx.now - message.at)
    },
  },
})

/** Desks one after another, each exponential with a rate of its own: the mean time from end to end. */
export function observeTandem(
  tandem: { readonly rate: number; readonly speeds: readonly number[] },
  span: Span,
  seed: string,
): Findings {
  const row = system<Tandem>({
    nodes: {
      desk: nodes(tandem.speeds.length, desk, (index) => ({
        capacity: { service: exponential(unit / tandem.speeds[index]!) },
      })),
    },
    network: { latency: 0 },
    workload: [
      {
        kind: 'open',
        to: 'desk-1',
        type: 'serve',
        arrivals: poisson(tandem.rate),
        operation: false,
        message: ({ at }) => ({ at }),
      },
    ],
  })
  const measures = measureFrom(span.warmUp * unit, inSpan(span, row), seed)
  return { sojourn: measures.histogram('sojourn').mean! / unit }
}

function inSpan(span: Span, built: System): Scenario {
  return scenario({
    id: 'queue',
    title: 'Queue',
    summary: 'A queue of the textbooks.',
    duration: seconds(span.warmUp + span.time),
    settle: span.drain ? seconds(1e6) : 0,
    build: () => built,
  })
}
