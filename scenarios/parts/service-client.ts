/** A client that passes each question to the balancer and ends its operation with the answer. */
import { behavior } from '../../engine/index.ts'
import type { Behavior, Plain } from '../../engine/index.ts'
import type { Service } from './service.ts'

/** A client keeps nothing but counts. */
export interface ClientState {
  asked: number
  failed: number
}

/** See the file's header. A request that is lost on the way keeps its operation open. */
export function serviceClient<Q extends object, A extends object>(): Behavior<
  Service<Q, A>,
  'client',
  ClientState
> {
  return behavior<Service<Q, A>, 'client', ClientState>({
    init: () => ({ asked: 0, failed: 0 }),
    on: {
      ask(state, { key, question }, ctx) {
        state.asked++
        ctx.send(ctx.nodes('balancer')[0]!, 'request', { id: ctx.id, key, cookie: null, question })
      },
      answer(state, { ok, answer }, ctx) {
        if (!ok) state.failed++
        ctx.end(ok ? 'ok' : 'fail', answer as Plain)
      },
    },
  })
}
