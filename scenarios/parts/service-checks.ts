/** What must hold in every replicated service, as checks that several scenarios share. */
import { checks, ms } from '../../engine/index.ts'
import type { Check, Micros } from '../../engine/index.ts'
import type { BalancerState } from './service-balancer.ts'
import type { OrchestratorState } from './service-orchestrator.ts'
import type { ReplicaState } from './service-replica.ts'
import type { Service } from './service.ts'

/** The states that these checks look at. */
export type ServiceStates = {
  balancer: BalancerState
  replica: ReplicaState
  orchestrator: OrchestratorState
}

type Any = Service<object, object>
type One = Check<Any, ServiceStates>

const { always, eventually, slo, sometimes } = checks<Any, ServiceStates>()

/** For messages on their way. */
const slack: Micros = ms(10)

/** Nobody is sent to a replica that cannot answer yet. */
export function onlyLoaded(rows: readonly string[]): One {
  return always('no request reaches a replica that is still loading', {
    rows,
    watch: ['replica'],
    holds: (world) =>
      world.counter('unready') === 0 || 'a replica got a request before it had read its data',
  })
}

/**
 * A request may fail only within `window` after a replica died or hung: the time to find out, and
 * the patience of the last request that was sent to it. An update is no excuse. Where the replicas
 * that are left have a line, a request may fail for want of a worker, later too.
 */
export function failsOnlyAroundFailures(window: Micros, rows: readonly string[]): One {
  return always('requests fail only around a failure', {
    rows,
    watch: ['client', 'replica'],
    memory: { failed: 0, since: -1, troubled: {} },
    holds(world, memory) {
      const troubled = memory['troubled'] as { [replica: string]: boolean }
      for (const { id, status, state } of world.nodes('replica')) {
        // A replica that was never started, or was stopped on purpose, is no failure.
        const running = state.phase === 'loading' || state.phase === 'ready'
        const is = status === 'paused' || (status === 'down' && running)
        if (is && troubled[id] !== true) memory['since'] = world.now
        troubled[id] = is
      }
      const { fail } = world.operations
      if (fail === memory['failed']) return true
      memory['failed'] = fail
      const since = memory['since'] as number
      if (since < 0) return 'a request failed and nothing had gone wrong'
      const late = world.now - since
      const isShort = world
        .nodes('replica')
        .some(({ status, queued }) => status === 'up' && queued > 0)
      return (
        late <= window + slack ||
        isShort ||
        `a request failed ${late / 1e6} s after the last failure; it must have been found by then`
      )
    },
  })
}

/** Whatever happened, in the end all is as it should be. */
export function allReady(rows: readonly string[]): One {
  return eventually('as many replicas are ready as are wanted', {
    rows,
    watch: ['orchestrator'],
    holds(world) {
      const { slots, wanted } = world.nodes('orchestrator')[0]!.state
      const ready = slots.filter(({ phase }) => phase === 'ready').length
      return ready === wanted || `${ready} replicas are ready and ${wanted} are wanted`
    },
  })
}

/** An update, or a change of scale, comes to its end. */
export function rollsOut(rows: readonly string[]): One {
  return sometimes('what is rolled out reaches all replicas', {
    rows,
    watch: ['orchestrator'],
    holds: (world) => world.counter('rolled') > 0,
  })
}

/** A replica that can answer gets its first chance within one period of the probes. */
export function foundReady(period: Micros, rows: readonly string[]): One {
  return slo('a replica that has loaded is found ready within a period', {
    rows,
    measure: 'ready.lag',
    quantile: 1,
    // The histogram keeps three digits.
    atMost: Math.ceil((period + slack) * 1.001),
  })
}
