/**
 * A replica without state of its own: reads its data when it starts, then answers. How fast it
 * serves is the capacity of its node.
 */
import { behavior, durationSampler, exponential } from '../../engine/index.ts'
import type { Behavior, Micros } from '../../engine/index.ts'
import type { Service } from './service.ts'

/** How a replica works. */
export interface ReplicaOptions<Q, A> {
  /** µs from its start until it can answer. */
  readonly load: Micros
  /** The answer to a question. */
  readonly answer: (question: Q) => A
  /** Mean of its exponential lifetime, µs; 0: it does not die by itself. Default 0. */
  readonly lifetime?: Micros
  /** What it answers before it has read its data. Default: it says that it cannot. */
  readonly early?: (question: Q) => A
  /** Whether it tells a probe the truth; otherwise it is always ready. Default true. */
  readonly honest?: boolean
}

/** What a replica keeps. */
export interface ReplicaState {
  version: number
  phase: 'loading' | 'ready' | 'stopped'
  loadedAt: Micros
  /** Whether a probe has seen it ready. */
  seen: boolean
  served: number
}

/** What an orchestrator passes to a replica that it starts. */
interface Release {
  readonly version: number
}

/**
 * See the file's header. One that runs from the beginning has read its data; one that is started
 * later, or again, has not.
 */
export function serviceReplica<Q extends object, A extends object>(
  options: ReplicaOptions<Q, A>,
): Behavior<Service<Q, A>, 'replica', ReplicaState> {
  const { load, answer, early, lifetime = 0, honest = true } = options
  const cold = (argument: unknown): ReplicaState => ({
    version: (argument as Release | null)?.version ?? 1,
    phase: 'loading',
    loadedAt: 0,
    seen: false,
    served: 0,
  })
  return behavior<Service<Q, A>, 'replica', ReplicaState>({
    init: ({ argument }) =>
      argument === null ? { ...cold(null), phase: 'ready', seen: true } : cold(argument),
    recover: ({ argument }) => cold(argument),
    start(state, ctx) {
      if (state.phase === 'loading') ctx.after(load, 'loaded', {})
      if (lifetime > 0) ctx.after(durationSampler(exponential(lifetime))(ctx.random), 'worn', {})
    },
    stop(state) {
      state.phase = 'stopped'
    },
    on: {
      request(state, { id, question }, ctx) {
        const ready = state.phase === 'ready'
        if (ready) state.served++
        else ctx.count('unready')
        const say = ready ? answer : early
        const replica = ctx.self
        if (say) ctx.reply('answer', { id, ok: true, answer: say(question), replica })
        else ctx.reply('answer', { id, ok: false, answer: null, replica })
      },
      probe(state, { round }, ctx) {
        const ready = state.phase === 'ready'
        if (ready && !state.seen) {
          state.seen = true
          ctx.observe('ready.lag', ctx.now - state.loadedAt)
        }
        ctx.reply('health', { round, ready: ready || !honest })
      },
      deepProbe(state, { round }, ctx) {
        ctx.reply('health', { round, ready: state.phase === 'ready' || !honest })
      },
      loaded(state, _message, ctx) {
        state.phase = 'ready'
        state.loadedAt = ctx.now
      },
      worn(_state, _message, ctx) {
        ctx.exit(1)
      },
    },
  })
}
