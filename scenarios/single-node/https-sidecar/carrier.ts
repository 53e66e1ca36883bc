/** The network between clients and pods: forwards, balances, and reads what it can. */
import { behavior } from '../../../engine/index.ts'
import type { Context } from '../../../engine/index.ts'
import { isLegible } from './cipher.ts'
import type { CarrierState, Packet, Web } from './protocol.ts'

/** A carrier with a balancer in it: a connection stays at its pod; new ones go to ready pods in turn. */
export const carrier = behavior<Web, 'carrier', CarrierState>({
  init: () => ({ ready: [], turn: 0, routes: {}, read: 0, lastRead: '' }),
  on: {
    out(state, packet, ctx) {
      listen(state, packet, ctx)
      const { connection, client, port, body } = packet
      if (body.kind === 'open') {
        const pod = state.ready[state.turn % state.ready.length]
        if (pod === undefined) {
          ctx.send(client, 'packet', { ...packet, body: { kind: 'refused' } })
          return
        }
        state.turn++
        state.routes[connection] = pod
      }
      const pod = state.routes[connection]
      if (body.kind === 'close' || pod === undefined || !state.ready.includes(pod)) {
        delete state.routes[connection]
        if (body.kind !== 'close')
          ctx.send(client, 'packet', { ...packet, body: { kind: 'reset' } })
        else if (pod !== undefined && port === 443)
          ctx.send(ctx.nodes('gate')[pod]!, 'packet', packet)
        return
      }
      if (port === 443) ctx.send(ctx.nodes('gate')[pod]!, 'packet', packet)
      else ctx.send(ctx.nodes('app')[pod]!, 'packet', packet)
    },
    back(state, packet, ctx) {
      listen(state, packet, ctx)
      const { kind } = packet.body
      if (kind === 'refused' || kind === 'reset') delete state.routes[packet.connection]
      ctx.send(packet.client, 'packet', packet)
    },
    endpoints(state, { ready }) {
      state.ready = ready
    },
  },
})

/** Whoever owns the wire sees every byte on it. */
function listen(state: CarrierState, { body }: Packet, ctx: Context<Web, 'carrier'>): void {
  if (body.kind !== 'data') return
  ctx.count('texts')
  if (!isLegible(body.text)) return
  ctx.count('texts read')
  state.read++
  state.lastRead = body.text
}
