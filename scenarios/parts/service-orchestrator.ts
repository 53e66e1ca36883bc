/**
 * An orchestrator: keeps so many replicas running, rolls out new versions, changes the scale, and
 * repairs what died. Replicas run in slots, the nodes of the role `replica`; those beyond the first
 * few are declared `down` and wait to be started.
 *
 * A replica is taken off the list first and stopped only when it has had time to finish what it
 * has in hand.
 */
import { behavior, durationSampler, link } from '../../engine/index.ts'
import type { Behavior, Context, LinkRule, Micros } from '../../engine/index.ts'
import { isDone, nextStep } from './rollout.ts'
import type { Goal, Slot } from './rollout.ts'
import type { Replica, Service } from './service.ts'

/** How an orchestrator works. */
export interface OrchestratorOptions {
  /** Replicas wanted at the beginning. */
  readonly replicas: number
  /** How many there may be beyond, while an update rolls. */
  readonly surge: number
  /** How many may be missing while an update rolls. */
  readonly unavailable: number
  /** µs between two new versions, the first after a quarter of it; 0: never. */
  readonly deployEvery: Micros
  /** A change of scale. Default none. */
  readonly scale?: { readonly at: Micros; readonly to: number }
  /** µs between the end of new requests and the stop. */
  readonly grace: Micros
  /** Whether a replica is taken off the list before it is stopped. Default true. */
  readonly drains?: boolean
  /** µs from a replica's death to its restart. */
  readonly repair: Parameters<typeof durationSampler>[0]
}

/** What an orchestrator keeps. */
export interface OrchestratorState {
  wanted: number
  version: number
  /** Whether a new version is being rolled out, or the scale being changed. */
  rolling: boolean
  slots: Slot[]
}

/** Time between taking a dead replica off the list and starting it again. */
export const settling: Micros = 20_000

/**
 * The links that an orchestrator needs: "no longer" and "from now on" about the same replica must
 * not overtake each other.
 */
export const serviceLinks: readonly LinkRule<'orchestrator' | 'prober'>[] = [
  link('orchestrator', 'prober', { order: 'fifo' }),
]

/** See the file's header. */
export function serviceOrchestrator<Q extends object, A extends object>(
  options: OrchestratorOptions,
): Behavior<Service<Q, A>, 'orchestrator', OrchestratorState> {
  type Here = Context<Service<Q, A>, 'orchestrator'>
  const { replicas, surge, unavailable, deployEvery, scale, grace, drains = true } = options
  const repairTime = durationSampler(options.repair)

  const expect = (ctx: Here, replica: Replica, expected: boolean): void => {
    for (const prober of ctx.nodes('prober')) ctx.send(prober, 'expect', { replica, expected })
  }
  const advance = (state: OrchestratorState, ctx: Here): void => {
    const goal: Goal = { replicas: state.wanted, version: state.version, surge, unavailable }
    for (let step = nextStep(state.slots, goal); step; step = nextStep(state.slots, goal)) {
      const { slot } = step
      const replica = slot.id as Replica
      if (step.kind === 'start') {
        slot.phase = 'starting'
        slot.version = state.version
        ctx.start(replica, { version: slot.version })
        expect(ctx, replica, true)
      } else {
        slot.phase = 'draining'
        if (drains) expect(ctx, replica, false)
        ctx.after(drains ? grace : 0, 'drained', { replica })
      }
    }
    if (state.rolling && isDone(state.slots, goal)) {
      state.rolling = false
      ctx.count('rolled')
      ctx.note(`${state.wanted} replicas run version ${state.version}`)
    }
  }
  /** Whether anybody is up, for the availability of the whole. */
  const measure = (state: OrchestratorState, ctx: Here): void =>
    ctx.gauge('any', state.slots.some(({ phase }) => phase !== 'off' && phase !== 'failed') ? 1 : 0)

  return behavior<Service<Q, A>, 'orchestrator', OrchestratorState>({
    init: ({ nodes }) => ({
      wanted: replicas,
      version: 1,
      rolling: false,
      slots: nodes('replica').map((id, place) =>
        place < replicas ? { id, phase: 'ready', version: 1 } : { id, phase: 'off', version: 0 },
      ),
    }),
    start(state, ctx) {
      if (deployEvery > 0) ctx.after(Math.round(deployEvery / 4), 'deploy', {})
      if (scale) ctx.after(scale.at, 'scale', { to: scale.to })
      measure(state, ctx)
    },
    supervise(state, { node, status, code }, ctx) {
      const slot = slotOf(state, node)
      if (!slot) return
      if (status === 'up') {
        if (slot.phase === 'failed') slot.phase = 'starting'
        // Somebody else started it; nobody wants it.
        if (slot.phase === 'off') ctx.stop(node)
      } else if (code === 0 || slot.phase === 'draining') slot.phase = 'off'
      else {
        slot.phase = 'failed'
        ctx.after(repairTime(ctx.random), 'repair', { replica: node as Replica })
      }
      measure(state, ctx)
      advance(state, ctx)
    },
    on: {
      deploy(state, _message, ctx) {
        state.version++
        state.rolling = true
        ctx.after(deployEvery, 'deploy', {})
        advance(state, ctx)
      },
      scale(state, { to }, ctx) {
        state.wanted = to
        state.rolling = true
        advance(state, ctx)
      },
      endpoints(state, { ready }, ctx) {
        for (const slot of state.slots) {
          const is = ready.includes(slot.id as Replica)
          if (slot.phase === 'starting' && is) slot.phase = 'ready'
          else if (slot.phase === 'ready' && !is) slot.phase = 'starting'
        }
        advance(state, ctx)
      },
      drained(state, { replica }, ctx) {
        if (slotOf(state, replica)?.phase === 'draining') ctx.stop(replica)
      },
      repair(state, { replica }, ctx) {
        if (slotOf(state, replica)?.phase !== 'failed') return
        // Whoever still sends it requests must stop before it is up and empty.
        expect(ctx, replica, true)
        ctx.after(settling, 'restart', { replica })
      },
      restart(state, { replica }, ctx) {
        const slot = slotOf(state, replica)
        if (slot?.phase !== 'failed') return
        slot.version = state.version
        ctx.start(replica, { version: slot.version })
      },
    },
  })
}

function slotOf(state: OrchestratorState, id: string): Slot | undefined {
  return state.slots.find((slot) => slot.id === id)
}
