/** The configuration service: hands every pod its version, a new one to a single pod first. */
import { behavior } from '../../../engine/index.ts'
import type { Context, Micros } from '../../../engine/index.ts'
import { baked, configOf } from './protocol.ts'
import type { ApiState, Configured, Offer } from './protocol.ts'

/** How versions get about. */
export interface ApiOptions {
  /** Whether one pod tries a version before all others get it. */
  readonly staged: boolean
  /** How long the trial must run there. */
  readonly bake: Micros
  /** How long after a start it answers, but with nothing. */
  readonly warm: Micros
  /** Whether versions are built into an image and deployed, for want of sidecars. */
  readonly deploys: boolean
}

type Kept = Pick<ApiState, 'last' | 'good' | 'trial' | 'queue'>

/** What a pod should run; pod 0 is the one that tries. */
export function offerFor({ good, trial }: Pick<ApiState, 'good' | 'trial'>, pod: number): Offer {
  return pod === 0 && trial !== null ? trial : good
}

/** A configuration service that keeps what it knows on disk. */
export function api({ staged, bake, warm, deploys }: ApiOptions) {
  const keep = (state: ApiState, ctx: Context<Configured, 'api'>) => {
    const { last, good, trial, queue } = state
    ctx.disk.write('versions', { last, good, trial, queue })
  }

  function next(state: ApiState, ctx: Context<Configured, 'api'>): void {
    state.trial = null
    state.seen = null
    const config = state.queue.shift()
    if (config) state.trial = { config, since: ctx.now }
    keep(state, ctx)
  }

  const first: Kept = {
    last: baked.version,
    good: { config: baked, since: 0 },
    trial: null,
    queue: [],
  }

  return behavior<Configured, 'api', ApiState>({
    init: () => ({ ...first, ready: true, seen: null }),
    recover: (_self, disk) => ({
      ...((disk.read('versions') ?? first) as unknown as Kept),
      ready: false,
      seen: null,
    }),
    start(state, ctx) {
      if (!state.ready) ctx.after(warm, 'warm', {})
    },
    on: {
      warm(state) {
        state.ready = true
      },
      push(state, { quality }, ctx) {
        const config = configOf(++state.last, quality)
        if (!staged || deploys) {
          state.good = { config, since: ctx.now }
          keep(state, ctx)
          if (deploys) ctx.send(ctx.nodes('keeper')[0]!, 'deploy', state.good)
          return
        }
        state.queue.push(config)
        if (state.trial === null) next(state, ctx)
        else keep(state, ctx)
      },
      want(state, { pod, running, bad }, ctx) {
        const { trial } = state
        if (trial !== null && pod === 0 && state.ready) {
          if (bad.includes(trial.config.version)) {
            ctx.note(`version ${trial.config.version} is withdrawn`)
            // The pod that tried it is to run what all others run.
            next(state, ctx)
          } else if (running === trial.config.version) {
            state.seen ??= ctx.now
            if (ctx.now - state.seen >= bake) {
              state.good = { config: trial.config, since: ctx.now }
              next(state, ctx)
            }
          }
        }
        const sidecar = ctx.nodes('sidecar')[pod]!
        ctx.send(sidecar, 'offer', { offer: state.ready ? offerFor(state, pod) : null })
      },
    },
  })
}
