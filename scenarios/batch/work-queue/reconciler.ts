/**
 * The manager of the queue: every period it compares the items of the source with the jobs of the
 * orchestrator and creates a job for each item that has none. A job bears its item's name, so all
 * that the manager knows can be read again, and a manager that dies loses nothing.
 *
 * Source: B. Burns, "Designing Distributed Systems", 2nd ed., ch. 11: list, compare, create, sleep
 * ten seconds.
 */
import { behavior, ms } from '../../../engine/index.ts'
import type { Context, Micros } from '../../../engine/index.ts'
import { only } from './protocol.ts'
import type { ManagerState, WorkQueue } from './protocol.ts'

/** How a manager works. */
export interface ManagerOptions {
  readonly period: Micros
  /** How long it waits for the answers of a round, µs; `null`: for ever. */
  readonly timeout: Micros | null
  /** Whether jobs bear the names of their items; without, it must remember what it has dealt with. */
  readonly named: boolean
}

type Ctx = Context<WorkQueue, 'manager'>

const prefix = 'thumbnail-'

/** See the file's header. */
export function reconciler({ period, timeout, named }: ManagerOptions) {
  const rest = (state: ManagerState, ctx: Ctx): void => {
    ctx.cancel(state.timer)
    state.timer = null
    state.asking = null
    ctx.after(period, 'tick', {})
  }
  return behavior<WorkQueue, 'manager', ManagerState>({
    init: () => ({ asking: null, items: [], missing: 0, timer: null, dealt: {} }),
    start(_state, ctx) {
      // It takes a moment to come up.
      ctx.after(ms(10), 'tick', {})
    },
    on: {
      tick(state, _message, ctx) {
        state.asking = 'items'
        if (timeout !== null) state.timer = ctx.after(timeout, 'timeout', {})
        ctx.send(only(ctx.nodes('source')), 'list', { version: 1 })
      },
      items(state, { items }, ctx) {
        if (state.asking !== 'items') return
        state.asking = 'jobs'
        state.items = items
        ctx.send(only(ctx.nodes('orchestrator')), 'list', {})
      },
      jobs(state, { jobs }, ctx) {
        if (state.asking !== 'jobs') return
        state.asking = 'work'
        const known = new Set(jobs.map(({ name }) => name))
        const missing = state.items.filter((name) =>
          named ? !known.has(prefix + name) : !state.dealt[name],
        )
        // Who waits for a video that nobody can decode is told so, once per round.
        for (const { name, phase } of jobs)
          if (phase === 'failed' && named)
            ctx.send(only(ctx.nodes('camera')), 'unreadable', { name: name.slice(prefix.length) })
        state.missing = missing.length
        for (const name of missing) ctx.send(only(ctx.nodes('source')), 'get', { version: 1, name })
        if (missing.length === 0) rest(state, ctx)
      },
      item(state, { item }, ctx) {
        if (state.asking !== 'work') return
        const { name, operation } = item
        const job = named ? prefix + name : `thumbnail-${ctx.id}`
        state.dealt[name] = true
        ctx.observe('pick-up', Math.max(0, ctx.now - item.at))
        ctx.send(
          only(ctx.nodes('orchestrator')),
          'create',
          { name: job, work: item },
          { operation },
        )
      },
      created(state, _message, ctx) {
        if (state.asking !== 'work') return
        state.missing--
        if (state.missing === 0) rest(state, ctx)
      },
      entries(state, _message, ctx) {
        ctx.note('the source answers in a version that the manager does not speak')
        ctx.count('misunderstood')
        rest(state, ctx)
      },
      timeout(state, _message, ctx) {
        state.timer = null
        ctx.count('rounds given up')
        rest(state, ctx)
      },
    },
  })
}
