/** The sidecar: fetches configuration, checks it, writes the shared file, and tells the program. */
import { behavior } from '../../../engine/index.ts'
import type { Context, Micros } from '../../../engine/index.ts'
import { file, isWellFormed } from './protocol.ts'
import type { Configured, Offer, SidecarState } from './protocol.ts'

/** How a program learns that its file has changed: a signal, a restart, or by looking itself. */
export type Apply = 'signal' | 'restart' | 'watch'

/** What tells a good sidecar from a bad one. */
export interface SidecarRules {
  /** Whether it refuses what has not the right form. */
  readonly validates: boolean
  /** Whether it keeps what it has when the API has nothing to say. */
  readonly keepsLastGood: boolean
  /** Whether it tells the program. */
  readonly tells: boolean
}

/** Checks, keeps, tells. */
export const soundRules: SidecarRules = { validates: true, keepsLastGood: true, tells: true }

/** How often it looks at the program. */
const glance = 50_000

/** A sidecar that polls the API every `period`, from a moment of its own on. */
export function sidecar(
  { period, apply }: { period: Micros; apply: Apply },
  { validates, keepsLastGood, tells }: SidecarRules = soundRules,
) {
  function write(ctx: Context<Configured, 'sidecar'>, offer: Offer | null): void {
    ctx.files.write(file, offer)
    if (!tells || apply === 'watch') return
    const app = ctx.nodes('app')[ctx.index]!
    if (apply === 'signal') ctx.signal(app, 'HUP')
    else ctx.stop(app)
  }

  return behavior<Configured, 'sidecar', SidecarState>({
    init: () => ({ written: null, good: null, bad: [] }),
    start(state, ctx) {
      // What it wrote before it went down is still there.
      state.written = (ctx.files.read(file) ?? null) as Offer | null
      ctx.after(Math.floor(period * ctx.random.uniform()), 'poll', {})
      ctx.after(glance, 'look', {})
    },
    on: {
      poll(state, _none, ctx) {
        ctx.after(period, 'poll', {})
        // The process table says what the program really runs.
        const app = ctx.peers().find(({ role }) => role === 'app')
        const running = app?.gauges['version'] ?? 0
        ctx.send(ctx.nodes('api')[0]!, 'want', { pod: ctx.index, running, bad: state.bad })
      },
      offer(state, { offer }, ctx) {
        if (offer === null) {
          ctx.count('empty answers')
          if (!keepsLastGood) write(ctx, null)
          return
        }
        const { config } = offer
        if (config.version === state.written?.config.version) {
          // Also after an empty answer was written.
          if (ctx.files.read(file) === null) write(ctx, offer)
          return
        }
        if (state.bad.includes(config.version)) return
        if (validates && !isWellFormed(config)) {
          state.bad.push(config.version)
          ctx.count('versions refused')
          ctx.note(`version ${config.version} is malformed`)
          return
        }
        state.good = state.written
        state.written = offer
        write(ctx, offer)
      },
      look(state, _none, ctx) {
        ctx.after(glance, 'look', {})
        const version = state.written?.config.version
        if (version === undefined || ctx.files.read('crashed') !== version) return
        ctx.count('versions rolled back')
        state.bad.push(version)
        // Whoever starts the program again starts it with this; without one, with what is built in.
        if (state.good) ctx.files.write(file, state.good)
        else ctx.files.remove(file)
        state.written = state.good
        state.good = null
      },
    },
  })
}
