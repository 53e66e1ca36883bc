/**
 * A load balancer as a node: passes each request to a replica that is said to be ready, waits so
 * long for the answer, and passes that back. It does not retry.
 */
import { behavior } from '../../engine/index.ts'
import type { Behavior, Micros, NodeId, Timer } from '../../engine/index.ts'
import { pick } from './balancer.ts'
import type { Policy } from './balancer.ts'
import type { Replica, Service } from './service.ts'

/** How a balancer works. */
export interface BalancerOptions {
  readonly policy: Policy
  /** Replicas that are ready at the beginning: the first so many. */
  readonly replicas: number
  /** µs until a request without an answer fails. */
  readonly timeout: Micros
  /** What its hash ring is salted with is drawn from the run's seed, if true. Default false. */
  readonly salted?: boolean
  /** Whether it lets go of replicas that are no longer ready. Default true. */
  readonly ejects?: boolean
}

/** A request that waits for its answer. */
interface Open {
  readonly asker: NodeId<'client'>
  readonly id: string // the asker's name for it
  readonly replica: Replica
  readonly timer: Timer
}

/** What a balancer keeps. */
export interface BalancerState {
  backends: Replica[] // ready, in the order of their numbers
  revision: number
  turn: number
  salt: string
  busy: { [replica: string]: number } // requests open
  open: { [id: string]: Open }
}

/** See the file's header. */
export function serviceBalancer<Q extends object, A extends object>(
  options: BalancerOptions,
): Behavior<Service<Q, A>, 'balancer', BalancerState> {
  const { policy, replicas, timeout, salted = false, ejects = true } = options
  return behavior<Service<Q, A>, 'balancer', BalancerState>({
    init: ({ nodes, random }) => ({
      backends: nodes('replica').slice(0, replicas),
      revision: 0,
      turn: 0,
      salt: salted ? `s${random.choose(1e9)}` : '',
      busy: {},
      open: {},
    }),
    on: {
      request(state, { id, key, cookie, question }, ctx) {
        const backends = state.backends.map((replica) => ({
          id: replica,
          busy: state.busy[replica] ?? 0,
        }))
        const { turn, salt } = state
        const place = pick(policy, backends, { turn, random: ctx.random, key, cookie, salt })
        if (place < 0) {
          ctx.count('nobody')
          ctx.reply('answer', { id, ok: false, answer: null, replica: null })
          return
        }
        // Users who are known take no turn, so that new ones are handed out evenly.
        if (policy !== 'cookie' || cookie !== state.backends[place]) state.turn++
        const replica = state.backends[place]!
        const timer = ctx.after(timeout, 'expired', { id: ctx.id })
        state.open[ctx.id] = { asker: ctx.from, id, replica, timer }
        state.busy[replica] = (state.busy[replica] ?? 0) + 1
        ctx.count(`sent.${replica}`)
        ctx.send(replica, 'request', { id: ctx.id, key, cookie, question })
      },
      answer(state, { id, ok, answer, replica }, ctx) {
        const open = state.open[id]
        if (!open) return
        ctx.cancel(open.timer)
        close(state, id)
        ctx.send(open.asker, 'answer', { id: open.id, ok, answer, replica })
      },
      expired(state, { id }, ctx) {
        const open = state.open[id]!
        close(state, id)
        ctx.count('expired')
        ctx.send(open.asker, 'answer', { id: open.id, ok: false, answer: null, replica: null })
      },
      endpoints(state, { revision, ready }) {
        if (revision <= state.revision) return
        state.revision = revision
        state.backends = ejects
          ? [...ready]
          : [...state.backends, ...ready.filter((replica) => !state.backends.includes(replica))]
      },
    },
  })
}

function close(state: BalancerState, id: string): void {
  const { replica } = state.open[id]!
  delete state.open[id]
  state.busy[replica] = state.busy[replica]! - 1
}
