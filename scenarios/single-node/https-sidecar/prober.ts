/** Readiness: a pod takes visits while its probe is answered, by way of the sidecar if it has one. */
import { behavior } from '../../../engine/index.ts'
import type { Micros } from '../../../engine/index.ts'
import type { Web } from './protocol.ts'

/** How readiness is found out. */
export interface ProberOptions {
  readonly pods: number
  readonly period: Micros
  /** Unanswered probes in a row that make a pod unready; one answer makes it ready. */
  readonly threshold: number
  /** Whether it asks through the sidecar, as visits do, or the program itself. */
  readonly through: 'gate' | 'app'
}

interface ProberState {
  round: number
  /** One per pod: the last round it answered. */
  answered: number[]
  ready: number[]
}

/** Probes every pod in each round and tells the balancer when something changed. */
export function prober({ pods, period, threshold, through }: ProberOptions) {
  return behavior<Web, 'prober', ProberState>({
    init: () => ({ round: 0, answered: Array.from({ length: pods }, () => 0), ready: [] }),
    start(_state, ctx) {
      ctx.after(0, 'tick', {})
    },
    on: {
      tick(state, _none, ctx) {
        const still = state.ready.filter((pod) => state.round - state.answered[pod]! < threshold)
        if (still.length < state.ready.length) {
          state.ready = still
          ctx.send(ctx.nodes('carrier')[0]!, 'endpoints', { ready: still })
        }
        state.round++
        if (through === 'gate')
          for (const gate of ctx.nodes('gate')) ctx.send(gate, 'probe', { round: state.round })
        else for (const app of ctx.nodes('app')) ctx.send(app, 'probe', { round: state.round })
        ctx.after(period, 'tick', {})
      },
      alive(state, { pod, round }, ctx) {
        state.answered[pod] = Math.max(state.answered[pod]!, round)
        if (state.ready.includes(pod)) return
        state.ready = [...state.ready, pod]
        ctx.send(ctx.nodes('carrier')[0]!, 'endpoints', { ready: state.ready })
      },
    },
  })
}
