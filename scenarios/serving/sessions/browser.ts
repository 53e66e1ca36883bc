/** The browsers of many users: each keeps its session and the cookie of the balancer. */
import { behavior } from '../../../engine/index.ts'
import type { Plain } from '../../../engine/index.ts'
import type { Sessions } from './protocol.ts'

/** What a browser remembers of its user. */
interface User {
  /** Where the network sees the user: an address of its own, or one shared with many. */
  readonly address: string
  session: string | null
  /** The replica that answered last, as a cookie. */
  cookie: string | null
  /** How often the session was used, as the service says. */
  visits: number
}

/** What browsers keep. */
export interface BrowserState {
  users: { [user: string]: User }
  /** The user behind each request on its way. */
  open: { [id: string]: string }
}

/** The address of everybody behind the same translator of addresses. */
const shared = '192.0.2.1'

/** See the file's header. `nat` is the share of users behind one address. */
export function browser(nat: number) {
  return behavior<Sessions, 'client', BrowserState>({
    init: () => ({ users: {}, open: {} }),
    on: {
      ask(state, { question }, ctx) {
        const { user } = question
        const known = (state.users[user] ??= {
          address: ctx.random.bernoulli(nat) ? shared : `10.${ctx.random.choose(16_777_216)}`,
          session: null,
          cookie: null,
          visits: 0,
        })
        state.open[ctx.id] = user
        const { address, cookie, session } = known
        const request = { id: ctx.id, key: address, cookie, question: { user, session } }
        ctx.send(ctx.nodes('balancer')[0]!, 'request', request)
      },
      answer(state, { id, ok, answer, replica }, ctx) {
        const user = state.users[state.open[id]!]!
        delete state.open[id]
        if (ok) {
          const { session, kept, visits } = answer!
          if (user.session === null) ctx.count('first')
          else ctx.count(kept ? 'kept' : 'lost')
          if (kept && visits <= user.visits) ctx.count('stale')
          user.session = session
          user.visits = visits
          user.cookie = replica
        }
        ctx.end(ok ? 'ok' : 'fail', answer as Plain)
      },
    },
  })
}
