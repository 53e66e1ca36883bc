/**
 * A server that owns something for as long as its lease lasts, renews the lease before it ends, and
 * otherwise stands by. Source: Burns, chapter Ownership Election, Implementing Ownership and the
 * hands-on on leases.
 */
import { behavior } from '../../../engine/index.ts'
import type { Behavior, Context } from '../../../engine/index.ts'
import { ask, askAgain, settle, watch } from '../../parts/store-client.ts'
import { ownerKey } from './protocol.ts'
import type { Manner, Ownership, ServerState } from './protocol.ts'

type ServerContext = Context<Ownership, 'server'>

/** A server that follows a manner. */
export function server(manner: Manner): Behavior<Ownership, 'server', ServerState> {
  const { ttl, renew, margin, onLoss } = manner
  const key = ownerKey
  const lasts = Math.floor(ttl * (1 - margin))

  function tryToOwn(state: ServerState, ctx: ServerContext): void {
    state.watching = null
    const command = {
      kind: 'swap',
      key,
      expected: null,
      value: ctx.self,
      ttl,
      version: null,
    } as const
    ask(state.calls, ctx, command, 500_000)
  }

  function standBy(state: ServerState, version: number, ctx: ServerContext): void {
    state.watching = watch(ctx, key, version)
    // The news may be lost on its way, and then nothing else would ever wake this server.
    ctx.after(ttl, 'look', { watching: state.watching })
  }

  /** Counted from the asking: the store began to count when that arrived, which is later. */
  function own(state: ServerState, created: number, sentAt: number, ctx: ServerContext): void {
    const until = sentAt + lasts
    state.lease = { created, until }
    if (onLoss === 'exit') ctx.after(Math.max(0, until - ctx.now), 'deadline', { until })
  }

  function lose(state: ServerState, why: string, ctx: ServerContext): void {
    if (onLoss === 'ignore') return
    ctx.note(`ends itself: ${why}`)
    state.lease = null
    ctx.exit(1)
  }

  return behavior<Ownership, 'server', ServerState>({
    init: () => ({ lease: null, calls: {}, watching: null }),
    start(_state, ctx) {
      // The first server comes first, at any moment of a renewal's period; the others find it there.
      const period = Math.min(renew, 5_000_000)
      const delay = Math.floor(ctx.random.uniform() * period) + (ctx.index === 0 ? 0 : period)
      ctx.after(delay, 'look', { watching: null })
    },
    on: {
      look(state, { watching }, ctx) {
        if (state.watching === watching && state.lease === null) tryToOwn(state, ctx)
      },
      answered(state, { request, result }, ctx) {
        const call = settle(state.calls, request)
        if (!call || call.command.kind !== 'swap') return
        const renewal = call.command.expected !== null
        if (renewal && state.lease === null) return
        if (result.done) {
          own(state, result.created, call.sentAt, ctx)
          if (renewal) return
          ctx.note('owns it', { created: result.created })
          ctx.send(ctx.nodes('monitor')[0]!, 'owns', {})
          ctx.after(Math.max(0, call.sentAt + renew - ctx.now), 'renew', {
            created: result.created,
          })
        } else if (renewal) {
          ctx.count('renewals refused')
          lose(state, `the lease is ${result.value === null ? "nobody's" : "another's"}`, ctx)
        } else standBy(state, result.version, ctx)
      },
      overdue(state, { request }, ctx) {
        askAgain(state.calls, ctx, request)
      },
      changed(state, { request, value, version }, ctx) {
        if (state.watching !== request) return
        if (value === null) tryToOwn(state, ctx)
        else standBy(state, version, ctx)
      },
      renew(state, { created }, ctx) {
        if (state.lease?.created !== created) return
        ctx.count('renewals')
        // One attempt per period: an answer that does not come is as good as a refusal.
        ask(
          state.calls,
          ctx,
          { kind: 'swap', key, expected: ctx.self, value: ctx.self, ttl, version: null },
          null,
        )
        ctx.after(renew, 'renew', { created })
      },
      deadline(state, { until }, ctx) {
        if (state.lease?.until !== until) return
        ctx.count('leases run out')
        lose(state, 'no renewal was confirmed in time', ctx)
      },
      serve(state, { request }, ctx) {
        const owner = state.lease !== null && (onLoss === 'ignore' || ctx.now < state.lease.until)
        ctx.reply(owner ? 'served' : 'elsewhere', { request })
      },
    },
  })
}
