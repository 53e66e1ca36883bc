/** The receiver of an owner's requests: the last one who can stop a stale one. */
import { behavior } from '../../../engine/index.ts'
import type { Behavior, Context, NodeId } from '../../../engine/index.ts'
import { ask, settle } from '../../parts/store-client.ts'
import { ownerKey } from './protocol.ts'
import type { Check, Fencing, WorkerState, Write } from './protocol.ts'

type WorkerContext = Context<Fencing, 'worker'>

/** µs after which a store that does not answer means no. */
const patience = 500_000

/** A worker that checks writes in a certain way. */
export function worker(check: Check): Behavior<Fencing, 'worker', WorkerState> {
  function decide(
    state: WorkerState,
    write: Write,
    sender: NodeId<'server'>,
    ok: boolean,
    ctx: WorkerContext,
  ): void {
    const old = write.token < state.highest
    if (ok) {
      state.accepted++
      state.value = write
      state.highest = Math.max(state.highest, write.token)
      ctx.count('accepted')
      ctx.gauge('token', write.token)
      if (old) {
        state.stale++
        ctx.count('stale')
        ctx.note('accepts a stale write', { token: write.token, highest: state.highest })
      }
    } else {
      state.refused++
      ctx.count('refused')
      if (old) state.fenced++
    }
    ctx.send(sender, 'written', { job: write.job, ok })
  }

  return behavior<Fencing, 'worker', WorkerState>({
    init: () => ({
      value: null,
      highest: 0,
      accepted: 0,
      refused: 0,
      stale: 0,
      fenced: 0,
      calls: {},
      open: {},
    }),
    on: {
      write(state, write, ctx) {
        const sender: NodeId<'server'> = ctx.from
        if (check === 'none') decide(state, write, sender, true, ctx)
        else if (check === 'token') decide(state, write, sender, write.token >= state.highest, ctx)
        else {
          const request = ask(state.calls, ctx, { kind: 'get', key: ownerKey }, patience)
          state.open[request] = { write: { ...write }, sender }
        }
      },
      answered(state, { request, result }, ctx) {
        const open = state.open[request]
        if (!settle(state.calls, request) || !open) return
        delete state.open[request]
        const { owner, token } = open.write
        const owns = result.value === owner && (check === 'name' || result.created === token)
        decide(state, { ...open.write }, open.sender, owns, ctx)
      },
      overdue(state, { request }, ctx) {
        const open = state.open[request]
        if (!settle(state.calls, request) || !open) return
        delete state.open[request]
        ctx.count('refused for want of the store')
        decide(state, { ...open.write }, open.sender, false, ctx)
      },
      changed() {},
    },
  })
}
