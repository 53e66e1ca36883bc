/** A program that reads a file, the clients that visit it, and the agent that starts it again. */
import { behavior } from '../../../engine/index.ts'
import type { Context, Micros } from '../../../engine/index.ts'
import { baked, file, isWellFormed } from './protocol.ts'
import type { AppState, ClientState, Configured, Offer } from './protocol.ts'

/** A program that reads its file again `apply` after a HUP, or looks at it every `watch`. */
export function app({ apply, watch }: { apply: Micros; watch: Micros | null }) {
  function load(state: AppState, ctx: Context<Configured, 'app'>): void {
    const content = ctx.files.read(file) as Offer | null | undefined
    if (content === null) {
      // An empty file: it has no configuration, and says so to whoever asks.
      state.version = null
      return
    }
    const { config, since } = content ?? state.image
    const { version, engine } = config
    if (!isWellFormed(config) || engine === 'experimental') {
      if (ctx.files.read('crashed') !== version) ctx.count('pods taken down')
      ctx.files.write('crashed', version)
      ctx.note('bad configuration', { version, malformed: !isWellFormed(config) })
      ctx.exit(1)
      return
    }
    state.version = version
    ctx.gauge('version', version)
    if (version === baked.version || ctx.files.read('applied') === version) return
    ctx.files.write('applied', version)
    ctx.observe('staleness', ctx.now - since)
  }

  return behavior<Configured, 'app', AppState>({
    init: ({ argument }) => ({
      image: argument === null ? { config: baked, since: 0 } : (argument as Offer),
      version: null,
    }),
    start(state, ctx) {
      load(state, ctx)
      if (watch !== null) ctx.after(Math.floor(watch * ctx.random.uniform()), 'peek', {})
    },
    signal(_state, name, ctx) {
      if (name === 'HUP') ctx.after(apply, 'apply', {})
      else ctx.exit()
    },
    on: {
      apply(state, _none, ctx) {
        load(state, ctx)
      },
      peek(state, _none, ctx) {
        ctx.after(watch!, 'peek', {})
        const content = ctx.files.read(file) as Offer | null | undefined
        if (content !== undefined && (content?.config.version ?? null) !== state.version)
          load(state, ctx)
      },
      serve(state, { n }, ctx) {
        if (state.version === null) ctx.count('errors without configuration')
        ctx.reply('answer', { n, version: state.version })
      },
    },
  })
}

/** Visits the programs in turn. */
export function client(patience: Micros) {
  return behavior<Configured, 'client', ClientState>({
    init: () => ({ waiting: {} }),
    on: {
      visit(state, { n }, ctx) {
        const apps = ctx.nodes('app')
        ctx.send(apps[n % apps.length]!, 'serve', { n })
        state.waiting[`v${n}`] = ctx.after(patience, 'impatient', { n })
      },
      answer(state, { n, version }, ctx) {
        const timer = state.waiting[`v${n}`]
        if (timer === undefined) return
        ctx.cancel(timer)
        delete state.waiting[`v${n}`]
        ctx.end(version === null ? 'fail' : 'ok', version)
      },
      impatient(state, { n }, ctx) {
        delete state.waiting[`v${n}`]
        ctx.end('fail', 'gave up')
      },
    },
  })
}

/** What the agent knows: the image of each program, and the one that is being rolled out. */
interface KeeperState {
  images: (Offer | null)[]
  image: Offer | null
}

/** How long things take that people without sidecars do. */
export interface KeeperOptions {
  /** From the end of a program to its next start. */
  readonly restart: Micros
  /** To build an image. */
  readonly build: Micros
  /** From one pod of a rollout to the next. */
  readonly interval: Micros
}

/** Starts what ended again; rolls a new image out, pod after pod, come what may. */
export function keeper({ restart, build, interval }: KeeperOptions) {
  return behavior<Configured, 'keeper', KeeperState>({
    init: ({ nodes }) => ({ images: nodes('app').map(() => null), image: null }),
    supervise(_state, { node, status }, ctx) {
      if (status === 'down') ctx.after(restart, 'start', { id: node })
    },
    on: {
      start(state, { id }, ctx) {
        const place = ctx.nodes('app').findIndex((node) => node === id)
        ctx.start(ctx.nodes('app')[place]!, state.images[place] ?? null)
      },
      deploy(state, offer, ctx) {
        state.image = offer
        ctx.after(build, 'roll', { version: offer.config.version, pod: 0 })
      },
      roll(state, { version, pod }, ctx) {
        const app = ctx.nodes('app')[pod]
        // A newer image overtakes a rollout.
        if (app === undefined || state.image?.config.version !== version) return
        const { config, since } = state.image
        state.images[pod] = { config: { ...config }, since }
        ctx.stop(app)
        ctx.after(interval, 'roll', { version, pod: pod + 1 })
      },
    },
  })
}
