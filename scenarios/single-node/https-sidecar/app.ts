/** The program that nobody wants to touch: it speaks plain HTTP, and knows where it listens. */
import { behavior } from '../../../engine/index.ts'
import type { Web } from './protocol.ts'

/** Where it listens: for its own pod only, or for everyone. */
export type Bind = '127.0.0.1' | '0.0.0.0'

const answer = (text: string) => text.replace('GET', 'OK')

/** An HTTP service. */
export function app(bind: Bind) {
  return behavior<Web, 'app', { answered: number }>({
    init: () => ({ answered: 0 }),
    on: {
      packet(state, packet, ctx) {
        const carrier = ctx.nodes('carrier')[0]!
        const { body } = packet
        if (bind === '127.0.0.1') {
          // The system refuses for it: no one listens at the outer address.
          ctx.send(carrier, 'back', { ...packet, body: { kind: 'refused' } })
        } else if (body.kind === 'open') {
          ctx.send(carrier, 'back', { ...packet, body: { kind: 'opened' } })
        } else if (body.kind === 'data') {
          state.answered++
          ctx.send(carrier, 'back', { ...packet, body: { kind: 'data', text: answer(body.text) } })
        }
      },
      fetch(state, { connection, client, text }, ctx) {
        state.answered++
        ctx.reply('fetched', { connection, client, text: answer(text) })
      },
      probe(_state, { round }, ctx) {
        ctx.reply('alive', { pod: ctx.index, round })
      },
    },
  })
}
