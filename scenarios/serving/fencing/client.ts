/** A client that wants jobs done by whoever owns; it does not know who that is, and tells all. */
import { behavior } from '../../../engine/index.ts'
import type { Fencing } from './protocol.ts'

/** What a client remembers: jobs that nobody has reported done. */
export interface ClientState {
  open: { [job: string]: { operation: string } }
}

/** µs after which a job counts as failed. */
const patience = 2_000_000

/** The client. */
export const client = behavior<Fencing, 'client', ClientState>({
  init: () => ({ open: {} }),
  on: {
    job(state, { to }, ctx) {
      const job = ctx.id
      state.open[job] = { operation: ctx.operation! }
      ctx.nodes('server').forEach((server, index) => {
        if (to === 0 || to === index + 1) ctx.send(server, 'perform', { job })
      })
      ctx.after(patience, 'overdue', { job })
    },
    done(state, { job, ok }, ctx) {
      const open = state.open[job]
      if (!open || !ok) return
      delete state.open[job]
      ctx.end('ok', null, open.operation)
    },
    overdue(state, { job }, ctx) {
      const open = state.open[job]
      if (!open) return
      delete state.open[job]
      ctx.end('fail', null, open.operation)
    },
  },
})
