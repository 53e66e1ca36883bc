/** A client asks the root and waits, but not for ever. */
import { behavior } from '../../../engine/index.ts'
import type { Micros } from '../../../engine/index.ts'
import { allMatches } from './protocol.ts'
import type { ClientState, Search } from './protocol.ts'

/**
 * A client that gives up after `patience`. It counts what it should have found (`wanted`) and what
 * it was given (`found`), so that recall is their quotient.
 */
export function searchClient({ leaves, patience }: { leaves: number; patience: Micros }) {
  return behavior<Search, 'client', ClientState>({
    init: () => ({ waiting: {}, last: null }),
    on: {
      ask(state, { query }, ctx) {
        ctx.send(ctx.nodes('root')[0]!, 'search', { query })
        state.waiting[`q${query}`] = ctx.after(patience, 'impatient', { query })
      },
      answer(state, answer, ctx) {
        const key = `q${answer.query}`
        const timer = state.waiting[key]
        // Too late: the person has left.
        if (timer === undefined) return
        ctx.cancel(timer)
        delete state.waiting[key]
        state.last = answer
        if (answer.failed) {
          ctx.end('fail', 'failed')
          return
        }
        ctx.count('wanted', allMatches(leaves, answer.query))
        ctx.count('found', answer.hits.length)
        ctx.end('ok', { hits: answer.hits.length, complete: answer.complete })
      },
      impatient(state, { query }, ctx) {
        delete state.waiting[`q${query}`]
        ctx.count('gave up')
        ctx.end('fail', 'gave up')
      },
    },
  })
}
