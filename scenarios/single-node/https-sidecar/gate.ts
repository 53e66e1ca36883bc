/** The sidecar: speaks TLS to the world and plain HTTP to the program beside it. */
import { behavior } from '../../../engine/index.ts'
import type { Context, Micros } from '../../../engine/index.ts'
import { publicHalf, seal, sharedKey, unseal } from './cipher.ts'
import type { Body, Packet, Web } from './protocol.ts'

/** What tells a good sidecar from a bad one. */
export interface GateRules {
  /** Whether it goes on without encryption when its certificate has expired. */
  readonly fallsBack: boolean
}

/** Never without encryption. */
export const soundGate: GateRules = { fallsBack: false }

interface GateState {
  /** Keys by connection; `null`: not encrypted. */
  sessions: { [connection: string]: number | null }
  expires: Micros
}

/** Where the certificate lies in the files that the pod shares; it outlives a crash of the sidecar. */
const certificate = 'tls/expires'

/**
 * A TLS proxy. It has its certificate renewed when a third of its `life` is left, and asks again
 * every tenth of it until there is an answer.
 */
export function gate(life: Micros, { fallsBack }: GateRules = soundGate) {
  const say = (ctx: Context<Web, 'gate'>, packet: Packet, body: Body) =>
    ctx.send(ctx.nodes('carrier')[0]!, 'back', { ...packet, body })

  return behavior<Web, 'gate', GateState>({
    init: () => ({ sessions: {}, expires: 0 }),
    start(state, ctx) {
      state.expires = Number(ctx.files.read(certificate) ?? 0)
      ctx.after(0, 'renew', {})
    },
    on: {
      renew(state, _none, ctx) {
        const early = state.expires - ctx.now - Math.floor(life / 3)
        if (early > 0) {
          ctx.after(early, 'renew', {})
          return
        }
        ctx.send(ctx.nodes('issuer')[0]!, 'sign', {})
        ctx.after(Math.floor(life / 10), 'renew', {})
      },
      issued(state, { expires }, ctx) {
        if (expires <= state.expires) return
        state.expires = expires
        ctx.files.write(certificate, expires)
      },
      packet(state, packet, ctx) {
        const { connection, client, body } = packet
        switch (body.kind) {
          case 'open':
            say(ctx, packet, { kind: 'opened' })
            return
          case 'hello': {
            if (fallsBack && state.expires <= ctx.now) {
              state.sessions[connection] = null
              say(ctx, packet, { kind: 'unprotected' })
              return
            }
            const secret = 1 + ctx.random.choose(65_535)
            state.sessions[connection] = sharedKey(body.half, secret)
            say(ctx, packet, {
              kind: 'certificate',
              half: publicHalf(secret),
              expires: state.expires,
            })
            return
          }
          case 'data': {
            const key = state.sessions[connection]
            if (key === undefined) {
              say(ctx, packet, { kind: 'reset' })
              return
            }
            const text = key === null ? body.text : unseal(body.text, key)
            ctx.send(ctx.nodes('app')[ctx.index]!, 'fetch', { connection, client, text })
            return
          }
          case 'close':
            delete state.sessions[connection]
            return
        }
      },
      fetched(state, { connection, client, text }, ctx) {
        const key = state.sessions[connection]
        if (key === undefined) return
        const body: Body = { kind: 'data', text: key === null ? text : seal(text, key) }
        ctx.send(ctx.nodes('carrier')[0]!, 'back', { connection, client, port: 443, body })
      },
      probe(_state, { round }, ctx) {
        ctx.send(ctx.nodes('app')[ctx.index]!, 'probe', { round })
      },
      alive(_state, message, ctx) {
        ctx.send(ctx.nodes('prober')[0]!, 'alive', message)
      },
    },
  })
}

/** Signs certificates that are good for `life`. */
export function issuer(life: Micros) {
  return behavior<Web, 'issuer', { signed: number }>({
    init: () => ({ signed: 0 }),
    on: {
      sign(state, _none, ctx) {
        state.signed++
        ctx.send(
          ctx.nodes('gate').find((id) => id === ctx.from)!,
          'issued',
          { expires: ctx.now + life },
        )
      },
    },
  })
}
