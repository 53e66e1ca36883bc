/**
 * A server that acts while it owns a lease. Between the look at its lease and the act lies some
 * work, and in that gap a machine can freeze for as long as it likes.
 */
import { behavior } from '../../../engine/index.ts'
import type { Behavior, Context } from '../../../engine/index.ts'
import { ask, askAgain, settle, watch } from '../../parts/store-client.ts'
import { ownerKey } from './protocol.ts'
import type { Fencing, Manner, ServerState } from './protocol.ts'

type ServerContext = Context<Fencing, 'server'>

/** A server that follows a manner. */
export function server(manner: Manner): Behavior<Fencing, 'server', ServerState> {
  const { ttl, renew, guard, work, begin, jitter } = manner
  const key = ownerKey

  function standBy(state: ServerState, version: number, ctx: ServerContext): void {
    state.watching = watch(ctx, key, version)
    // The news may be lost, or the store's clock may have ended the lease without a timer.
    ctx.after(Math.max(1, Math.round(ttl / 4)), 'look', { watching: state.watching })
  }

  /** The local guard: whether it owns, as far as it can tell by its own clock. */
  function mayAct({ lease }: ServerState, ctx: ServerContext): boolean {
    return lease !== null && (guard === 0 || lease.lockedAt + Math.floor(guard * ttl) > ctx.now)
  }

  return behavior<Fencing, 'server', ServerState>({
    init: () => ({ lease: null, calls: {}, watching: null, clients: {} }),
    start(_state, ctx) {
      const earliest = begin[Math.min(ctx.index, begin.length - 1)] ?? 0
      ctx.after(earliest + Math.floor(ctx.random.uniform() * jitter), 'look', { watching: null })
    },
    on: {
      look(state, { watching }, ctx) {
        if (state.watching !== watching || state.lease !== null) return
        state.watching = null
        ask(
          state.calls,
          ctx,
          { kind: 'swap', key, expected: null, value: ctx.self, ttl, version: null },
          500_000,
        )
      },
      answered(state, { request, result }, ctx) {
        const call = settle(state.calls, request)
        if (!call || call.command.kind !== 'swap') return
        const renewal = call.command.expected !== null
        if (renewal && state.lease === null) return
        if (!result.done) {
          state.lease = null
          return standBy(state, result.version, ctx) as undefined
        }
        state.lease = { created: result.created, lockedAt: call.sentAt }
        if (renewal) return
        ctx.note('owns it', { token: result.created })
        ctx.after(Math.max(0, call.sentAt + renew - ctx.now), 'renew', { created: result.created })
      },
      overdue(state, { request }, ctx) {
        askAgain(state.calls, ctx, request)
      },
      changed(state, { request, value, version }, ctx) {
        if (state.watching !== request) return
        if (value !== null) return standBy(state, version, ctx) as undefined
        state.watching = null
        ask(
          state.calls,
          ctx,
          { kind: 'swap', key, expected: null, value: ctx.self, ttl, version: null },
          500_000,
        )
      },
      renew(state, { created }, ctx) {
        if (state.lease?.created !== created) return
        ask(
          state.calls,
          ctx,
          { kind: 'swap', key, expected: ctx.self, value: ctx.self, ttl, version: null },
          null,
        )
        ctx.after(renew, 'renew', { created })
      },
      perform(state, { job }, ctx) {
        if (!mayAct(state, ctx)) {
          if (state.lease !== null) ctx.count('held back by the guard')
          return
        }
        const write = { job, owner: ctx.self, token: state.lease!.created }
        ctx.after(work, 'send', { write, client: ctx.from })
      },
      send(state, { write, client }, ctx) {
        state.clients[write.job] = client
        ctx.send(ctx.nodes('worker')[0]!, 'write', write)
      },
      written(state, { job, ok }, ctx) {
        const client = state.clients[job]
        if (client === undefined) return
        delete state.clients[job]
        ctx.send(client, 'done', { job, ok })
      },
    },
  })
}
