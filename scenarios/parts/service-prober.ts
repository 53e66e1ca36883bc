/**
 * A prober: asks every replica that should be running whether it is ready, once per period, and
 * tells the balancer and the orchestrator when the list of ready ones changes. It alone decides
 * what the list is, so that everybody works from the same one.
 */
import { behavior } from '../../engine/index.ts'
import type { Behavior, Context, Micros } from '../../engine/index.ts'
import { judge, probation } from './probation.ts'
import type { Probation, Thresholds } from './probation.ts'
import type { Service } from './service.ts'

/** How a prober works. */
export interface ProberOptions extends Thresholds {
  /**
   * `shallow` probes are answered at once; `deep` ones wait for a worker as requests do; with
   * `none`, a replica counts as ready from its start until it is taken off the list.
   */
  readonly probe: 'shallow' | 'deep' | 'none'
  /** Replicas to watch at the beginning, already ready: the first so many. */
  readonly replicas: number
  /** µs between two rounds. */
  readonly period: Micros
  /** µs until a probe without an answer has failed; at most the period. */
  readonly timeout: Micros
}

/** What a prober keeps. */
export interface ProberState {
  round: number
  revision: number
  watched: { [replica: string]: Probation }
}

/** µs within which a replica that went silent is off the list, at the latest; messages apart. */
export function detection({
  period,
  timeout,
  fall,
}: Pick<ProberOptions, 'period' | 'timeout' | 'fall'>): Micros {
  return fall * period + timeout
}

/** See the file's header. */
export function serviceProber<Q extends object, A extends object>(
  options: ProberOptions,
): Behavior<Service<Q, A>, 'prober', ProberState> {
  type Here = Context<Service<Q, A>, 'prober'>
  const { probe, replicas, period, timeout } = options
  const publish = (state: ProberState, ctx: Here): void => {
    state.revision++
    // In the order of their numbers, whatever the order in which they became ready.
    const ready = ctx.nodes('replica').filter((replica) => state.watched[replica]?.ready)
    const list = { revision: state.revision, ready }
    for (const balancer of ctx.nodes('balancer')) ctx.send(balancer, 'endpoints', list)
    for (const orchestrator of ctx.nodes('orchestrator')) ctx.send(orchestrator, 'endpoints', list)
    ctx.gauge('ready', ready.length)
  }
  return behavior<Service<Q, A>, 'prober', ProberState>({
    init: ({ nodes }) => ({
      round: 0,
      revision: 0,
      watched: Object.fromEntries(
        nodes('replica')
          .slice(0, replicas)
          .map((replica) => [replica, probation(true)]),
      ),
    }),
    start(_state, ctx) {
      ctx.gauge('ready', replicas)
      if (probe !== 'none') ctx.after(period, 'round', {})
    },
    on: {
      round(state, _message, ctx) {
        const round = ++state.round
        for (const replica of ctx.nodes('replica'))
          if (state.watched[replica])
            ctx.send(replica, probe === 'deep' ? 'deepProbe' : 'probe', { round })
        ctx.after(timeout, 'verdict', { round })
        ctx.after(period, 'round', {})
      },
      health(state, { round, ready }, ctx) {
        const node = state.watched[ctx.from]
        // An answer that comes after its verdict has failed already.
        if (!node || round !== state.round || node.round === round) return
        node.round = round
        if (judge(node, ready, options)) publish(state, ctx)
      },
      verdict(state, { round }, ctx) {
        let changed = false
        for (const replica of ctx.nodes('replica')) {
          const node = state.watched[replica]
          if (!node || node.round === round) continue
          node.round = round
          if (judge(node, false, options)) changed = true
        }
        if (changed) publish(state, ctx)
      },
      expect(state, { replica, expected }, ctx) {
        const before = state.watched[replica]?.ready ?? false
        if (expected)
          state.watched[replica] = { ...probation(probe === 'none'), round: state.round }
        else delete state.watched[replica]
        if (before !== (state.watched[replica]?.ready ?? false)) publish(state, ctx)
      },
    },
  })
}
