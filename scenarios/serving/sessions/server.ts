/** A replica that greets users, and the store in which it may keep their sessions. */
import { behavior } from '../../../engine/index.ts'
import type { Micros } from '../../../engine/index.ts'
import type { ReplicaState } from '../../parts/service-replica.ts'
import { receive } from './protocol.ts'
import type { Greeting, Kept, Sessions } from './protocol.ts'

/** What a server keeps: as every replica, and sessions. */
export interface ServerState extends ReplicaState {
  sessions: Kept
}

/** How a server works. */
export interface ServerOptions {
  /** µs from its start until it can answer. */
  readonly load: Micros
  /** Where sessions are: in its own memory, in the store, or (wrongly) in both. */
  readonly keeps: 'memory' | 'store' | 'copy'
}

/** See the file's header. */
export function server({ load, keeps }: ServerOptions) {
  const begin = (warm: boolean): ServerState => ({
    version: 1,
    phase: warm ? 'ready' : 'loading',
    loadedAt: 0,
    seen: warm,
    served: 0,
    sessions: {},
  })
  return behavior<Sessions, 'replica', ServerState>({
    init: ({ argument }) => begin(argument === null),
    recover: () => begin(false),
    start(state, ctx) {
      if (state.phase === 'loading') ctx.after(load, 'loaded', {})
    },
    stop(state) {
      state.phase = 'stopped'
    },
    on: {
      request(state, { id, question }, ctx) {
        const { session } = question
        if (state.phase !== 'ready') {
          ctx.count('unready')
          ctx.reply('answer', { id, ok: false, answer: null, replica: ctx.self })
        } else if (
          keeps === 'memory' ||
          (keeps === 'copy' && session !== null && session in state.sessions)
        ) {
          const greeting = receive(state.sessions, question, ctx.id)
          state.served++
          ctx.reply('answer', { id, ok: true, answer: greeting, replica: ctx.self })
        } else ctx.send(ctx.nodes('store')[0]!, 'visit', { id, visit: question })
      },
      greeting(state, { id, greeting }, ctx) {
        state.served++
        if (keeps === 'copy') remember(state.sessions, greeting)
        ctx.send(ctx.nodes('balancer')[0]!, 'answer', {
          id,
          ok: true,
          answer: greeting,
          replica: ctx.self,
        })
      },
      probe(state, { round }, ctx) {
        ctx.reply('health', { round, ready: state.phase === 'ready' })
      },
      deepProbe(state, { round }, ctx) {
        ctx.reply('health', { round, ready: state.phase === 'ready' })
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

function remember(sessions: Kept, { session, visits }: Greeting): void {
  sessions[session] = { user: '', visits }
}

/** The store: sessions that outlive every replica. It does not fail here. */
export const store = behavior<Sessions, 'store', { sessions: Kept }>({
  init: () => ({ sessions: {} }),
  on: {
    visit(state, { id, visit }, ctx) {
      ctx.reply('greeting', { id, greeting: receive(state.sessions, visit, ctx.id) })
    },
  },
})
