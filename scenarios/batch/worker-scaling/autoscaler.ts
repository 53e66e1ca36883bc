/**
 * The autoscaler: every period it asks how busy the workers were and starts or drains some. It is
 * quick to add and slow to take away: of what the rule asked for within `patience` the most counts.
 *
 * Source: Kubernetes documentation, "Horizontal Pod Autoscaling": a worker that has not come up yet
 * counts as idle when adding; stabilisation window for taking away.
 */
import { behavior } from '../../../engine/index.ts'
import type { Context, Micros } from '../../../engine/index.ts'
import { desiredWorkers } from '../../parts/scaling-rule.ts'
import type { ScalingRule } from '../../parts/scaling-rule.ts'
import type { WorkerScaling } from './nodes.ts'

/** How an autoscaler works. */
export interface AutoscalerOptions {
  readonly rule: ScalingRule
  readonly initial: number
  readonly period: Micros
  readonly patience: Micros
  /** Whether it ever changes the number. */
  readonly isOn: boolean
  /** Rounds to the nearest number instead of up: a mistake. */
  readonly rounds: boolean
}

/** What it remembers. */
export interface AutoscalerState {
  /** Workers there should be. */
  workers: number
  /** Worker time spent on work when it last asked. */
  busy: Micros
  askedAt: Micros
  /** The last decision: from so many, at this utilisation, to what the rule asks for. */
  decision: { current: number; metric: number; wanted: number } | null
  /** What was asked for within the patience, oldest first. */
  wishes: { at: Micros; wanted: number }[]
}

/** See the file's header. */
export function autoscaler(options: AutoscalerOptions) {
  const { rule, initial, period, patience, isOn, rounds } = options
  const wantedFor = (current: number, metric: number): number =>
    rounds
      ? Math.min(rule.most, Math.max(rule.least, Math.round((current * metric) / rule.target)))
      : desiredWorkers(current, metric, rule)
  return behavior<WorkerScaling, 'autoscaler', AutoscalerState>({
    // The first number counts as a wish, or the first round might take workers away.
    init: () => ({
      workers: initial,
      busy: 0,
      askedAt: 0,
      decision: null,
      wishes: [{ at: 0, wanted: initial }],
    }),
    start(state, ctx) {
      for (const worker of ctx.nodes('worker').slice(0, state.workers)) ctx.start(worker)
      ctx.gauge('workers', state.workers)
      if (isOn) ctx.after(period, 'round', {})
    },
    on: {
      round(_state, _message, ctx) {
        ctx.send(ctx.nodes('queue')[0]!, 'measure', {})
        ctx.after(period, 'round', {})
      },
      load(state, { busy }, ctx) {
        const current = state.workers
        const metric = Math.min(1, (busy - state.busy) / ((ctx.now - state.askedAt) * current))
        const wanted = wantedFor(current, metric)
        state.decision = { current, metric, wanted }
        state.busy = busy
        state.askedAt = ctx.now
        state.wishes = state.wishes.filter(({ at }) => at > ctx.now - patience)
        state.wishes.push({ at: ctx.now, wanted })
        const most = state.wishes.reduce((max, wish) => Math.max(max, wish.wanted), 0)
        rescale(state, wanted > current ? wanted : Math.min(current, most), ctx)
      },
    },
  })
}

function rescale(
  state: AutoscalerState,
  workers: number,
  ctx: Context<WorkerScaling, 'autoscaler'>,
): void {
  if (workers === state.workers) return
  const all = ctx.nodes('worker')
  for (const worker of all.slice(state.workers, workers)) ctx.start(worker)
  for (const worker of all.slice(workers, state.workers)) ctx.send(worker, 'drain', {})
  state.workers = workers
  ctx.count('rescalings')
  ctx.gauge('workers', workers)
}
