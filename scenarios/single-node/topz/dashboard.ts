/** One page for all processes: collects the tables, and sees who will run out of memory. */
import { behavior } from '../../../engine/index.ts'
import type { Micros } from '../../../engine/index.ts'
import type { DashboardState, Topz } from './protocol.ts'

/** How the dashboard looks and what it does about a leak. */
export interface DashboardOptions {
  /** Time between two rounds. */
  readonly period: Micros
  /** MB at which a process is killed. */
  readonly limit: number
  /** A process that will reach the limit within this, if it goes on, is called leaking. */
  readonly horizon: Micros
  /** Whether it has a leaking process ended in good order before it dies. */
  readonly treats: boolean
  /** Programs per pod, to know which sidecar to turn to. */
  readonly appsPerPod: number
}

/** Readings over which growth is judged. Garbage of 8 MB then looks like at most 1.6 MB per round. */
export const readings = 6

/** µs until a process reaches the limit if it grows on as it did; Infinity when it does not grow. */
export function timeLeft(memory: readonly number[], limit: number, period: Micros): Micros {
  if (memory.length < readings) return Infinity
  const last = memory.at(-1)!
  const growth = (last - memory[0]!) / (memory.length - 1)
  return growth > 0 ? ((limit - last) / growth) * period : Infinity
}

/** Asks every sidecar in each round; where there is none, every program's own library. */
export function dashboard({ period, limit, horizon, treats, appsPerPod }: DashboardOptions) {
  return behavior<Topz, 'dashboard', DashboardState>({
    init: () => ({ round: 0, rows: {}, readings: {}, named: {} }),
    start(_state, ctx) {
      ctx.after(0, 'tick', {})
    },
    on: {
      tick(state, _none, ctx) {
        // What came in since the last tick is what the page shows now.
        if (state.round > 0) {
          ctx.count('rounds')
          for (const id of ctx.nodes('app')) {
            ctx.count('processes')
            const row = state.rows[id]
            if (row && ctx.now - row.at < period) ctx.count('processes seen')
          }
        }
        state.round++
        const sidecars = ctx.nodes('topz')
        for (const sidecar of sidecars) ctx.send(sidecar, 'list', { round: state.round })
        if (sidecars.length === 0)
          for (const id of ctx.nodes('app')) ctx.send(id, 'describe', { round: state.round })
        ctx.after(period, 'tick', {})
      },
      table(state, { processes }, ctx) {
        for (const { id, status, memory } of processes) {
          state.rows[id] = { status, memory, at: ctx.now }
          if (memory === null) {
            state.readings[id] = []
            continue
          }
          const past = [...(state.readings[id] ?? []), memory].slice(-readings)
          state.readings[id] = past
          if (timeLeft(past, limit, period) > horizon) continue
          if (state.named[id] === undefined) {
            state.named[id] = ctx.now
            ctx.count('leaks named')
            ctx.note(`${id} is leaking`, { memory })
          }
          if (!treats) continue
          const pod = Math.floor(ctx.nodes('app').findIndex((node) => node === id) / appsPerPod)
          const sidecar = ctx.nodes('topz')[pod]
          if (sidecar === undefined) continue
          ctx.count('processes ended in time')
          ctx.send(sidecar, 'end', { id })
          state.readings[id] = []
        }
      },
    },
  })
}
