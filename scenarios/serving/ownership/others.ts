/** Those around the servers: the client that looks for the owner, and the monitor that times failovers. */
import { behavior } from '../../../engine/index.ts'
import type { Context, NodeId } from '../../../engine/index.ts'
import type { MonitorState, Ownership } from './protocol.ts'

/** What a client remembers: whom it takes for the owner, and what it waits for. */
export interface ClientState {
  guess: number
  open: { [request: string]: { operation: string; tries: number } }
}

/** µs that a client waits for one server. */
const patience = 300_000

function send(state: ClientState, request: string, ctx: Context<Ownership, 'client'>): void {
  const servers = ctx.nodes('server')
  ctx.send(servers[state.guess % servers.length]!, 'serve', { request })
}

/** Asks the server it takes for the owner; when it is not, the next one, once around. */
export const client = behavior<Ownership, 'client', ClientState>({
  init: () => ({ guess: 0, open: {} }),
  on: {
    request(state, _message, ctx) {
      state.open[ctx.id] = { operation: ctx.operation!, tries: 1 }
      send(state, ctx.id, ctx)
      ctx.after(patience, 'overdue', { request: ctx.id })
    },
    served(state, { request }, ctx) {
      if (!state.open[request]) return
      delete state.open[request]
      ctx.end('ok')
    },
    elsewhere(state, { request }, ctx) {
      const open = state.open[request]
      if (!open) return
      state.guess = (state.guess + 1) % ctx.nodes('server').length
      if (open.tries++ < ctx.nodes('server').length) return send(state, request, ctx) as undefined
      delete state.open[request]
      ctx.end('fail')
    },
    overdue(state, { request }, ctx) {
      if (!state.open[request]) return
      delete state.open[request]
      state.guess = (state.guess + 1) % ctx.nodes('server').length
      ctx.end('fail')
    },
  },
})

/** Sees owners crash, as an orchestrator does, and hears of new ones. */
export const monitor = behavior<Ownership, 'monitor', MonitorState>({
  init: () => ({ owner: null, lostAt: null, longest: 0, changes: 0 }),
  on: {
    owns(state, _message, ctx) {
      if (state.lostAt !== null) {
        const took = ctx.now - state.lostAt
        ctx.observe('failover', took)
        state.longest = Math.max(state.longest, took)
      }
      if (state.owner !== null && state.owner !== ctx.from) state.changes++
      state.owner = ctx.from
      state.lostAt = null
    },
  },
  supervise(state, { node, status, code }, ctx) {
    // A server that ended itself had lost its lease before: only crashes are timed.
    if (
      status === 'down' &&
      code === null &&
      (node as NodeId<never>) === state.owner &&
      state.lostAt === null
    )
      state.lostAt = ctx.now
  },
})
