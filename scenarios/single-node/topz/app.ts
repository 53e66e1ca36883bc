/** Users and the programs they use, written by different people in different languages. */
import { behavior, ms } from '../../../engine/index.ts'
import type { Micros, Timer } from '../../../engine/index.ts'
import type { AppState, Topz } from './protocol.ts'

/** How often a program's memory is accounted for. */
const breath = ms(100)

/** MB that a program needs at least, and garbage on top that comes and goes. */
export const footprint = { base: 40, garbage: 8 }

/** What tells one program from the next. */
export interface AppOptions {
  /** Which program leaks, from 0; −1: none. */
  readonly leaker: number
  /** MB per second that it never gives back. */
  readonly leak: number
  /** MB at which a program is killed. */
  readonly limit: number
  /** Languages in use; program `k` is written in language `k` modulo this. */
  readonly languages: number
  /** The first so many languages have a library with an end point; 0 where nobody links one in. */
  readonly libraries: number
}

/** A program that serves, and maybe leaks. It knows nothing of any sidecar. */
export function app({ leaker, leak, limit, languages, libraries }: AppOptions) {
  return behavior<Topz, 'app', AppState>({
    init: () => ({ since: 0, memory: footprint.base }),
    start(state, ctx) {
      state.since = ctx.now
      ctx.after(0, 'breathe', {})
    },
    on: {
      serve(_state, { n }, ctx) {
        ctx.reply('page', { n })
      },
      breathe(state, _none, ctx) {
        const leaked = ctx.index === leaker ? (leak * (ctx.now - state.since)) / 1e6 : 0
        state.memory = Math.round(
          footprint.base + leaked + footprint.garbage * ctx.random.uniform(),
        )
        ctx.gauge('memory', state.memory)
        if (state.memory > limit) {
          ctx.count('out of memory')
          ctx.note('out of memory', { memory: state.memory })
          ctx.exit(137)
          return
        }
        ctx.after(breath, 'breathe', {})
      },
      describe(state, { round }, ctx) {
        // Without the library there is nothing at that address.
        if (ctx.index % languages >= libraries) return
        ctx.reply('table', {
          round,
          processes: [{ id: ctx.self, status: 'up', memory: state.memory }],
        })
      },
    },
  })
}

/** Users, who ask the programs in turn and give up after `patience`. */
export function user(patience: Micros) {
  return behavior<Topz, 'user', { waiting: { [visit: string]: Timer } }>({
    init: () => ({ waiting: {} }),
    on: {
      visit(state, { n }, ctx) {
        const apps = ctx.nodes('app')
        ctx.send(apps[n % apps.length]!, 'serve', { n })
        state.waiting[`v${n}`] = ctx.after(patience, 'impatient', { n })
      },
      page(state, { n }, ctx) {
        const timer = state.waiting[`v${n}`]
        if (timer === undefined) return
        ctx.cancel(timer)
        delete state.waiting[`v${n}`]
        ctx.end('ok')
      },
      impatient(state, { n }, ctx) {
        delete state.waiting[`v${n}`]
        ctx.end('fail', 'gave up')
      },
    },
  })
}

/** Starts what ended or crashed again, a moment later. */
export function keeper(restart: Micros) {
  return behavior<Topz, 'keeper', { restarts: number }>({
    init: () => ({ restarts: 0 }),
    supervise(_state, { node, status }, ctx) {
      if (status === 'down') ctx.after(restart, 'start', { id: node })
    },
    on: {
      start(state, { id }, ctx) {
        state.restarts++
        for (const node of ctx.nodes('app')) if (node === id) ctx.start(node)
      },
    },
  })
}
