/**
 * A key-value store on one node: compare-and-set, versions, times to live and watches. It stands
 * for a group that agrees, so what it has answered survives a crash; `durable: false` makes one
 * that forgets. It leaves out how a group agrees: see a consensus scenario for that.
 */
import { behavior } from '../../engine/index.ts'
import type { Behavior, Context, Micros, NodeId, Plain } from '../../engine/index.ts'
import { apply, machine } from './key-value-machine.ts'
import type { Command, Machine, Result } from './key-value-machine.ts'

/** What a store receives. Give the role `store` of a protocol this. */
export type StoreRequests = {
  /** Asks for a command. The same `request` again gets the same answer again. */
  command: { request: string; command: Command }
  /** Asks to be told once, when the key changes after the version `after`, or at once if it has. */
  watch: { request: string; key: string; after: number }
  /** The store's own timer. */
  expire: { key: string; version: number }
}

/** What whoever asks a store receives. Mix it into the role of each client. */
export type StoreAnswers = {
  /** `age`: µs for which, on the store's clock, the key had been as the command found it. */
  answered: { request: string; result: Result; age: Micros }
  changed: { request: string; key: string; value: Plain; version: number }
}

/** How a store behaves. */
export interface StoreOptions {
  /** Whether a crash loses nothing that was answered. Default true. */
  readonly durable?: boolean
  /**
   * What times to live are measured with. `monotonic` (the default): timers, which no jump of the
   * clock disturbs. `wall`: the clock's reading, so that a jump ahead ends them early.
   */
  readonly clock?: 'monotonic' | 'wall'
  /** What revisions and numbers of values count from. Default 0. */
  readonly first?: number
}

/** The state of a store. */
export interface StoreState {
  machine: Machine
  /** Who wants to know, by key, in the order of asking. */
  watchers: { [key: string]: { watcher: NodeId<'client'>; request: string }[] }
  /** When each key last changed, on the store's clock. */
  changedAt: { [key: string]: Micros }
}

type Minimal = { store: StoreRequests; client: StoreAnswers }
type StoreContext = Context<Minimal, 'store'>

const file = 'machine'

/**
 * A behavior for the role `store`. After a restart every time to live begins anew: a lease may last
 * longer than was promised, never shorter.
 */
export function keyValueStore<
  P extends { store: StoreRequests } & { [role: string]: { [type: string]: object } },
>(options: StoreOptions = {}): Behavior<P, 'store', StoreState> {
  const { durable = true, clock = 'monotonic', first = 0 } = options

  function commit(
    state: StoreState,
    command: Command,
    ctx: StoreContext,
    client?: string,
    request = '',
  ): Result {
    const before = state.machine.revision
    const result = apply(
      state.machine,
      command,
      client === undefined ? undefined : { client, request },
    )
    if (state.machine.revision === before) return result
    const { key } = command
    state.changedAt[key] = ctx.now
    if (durable) ctx.files.write(file, state.machine as unknown as Plain)
    arm(state, key, ctx)
    const watchers = state.watchers[key] ?? []
    delete state.watchers[key]
    for (const { watcher, request } of watchers)
      ctx.send(
        watcher,
        'changed',
        { request, key, value: result.value, version: result.version },
        { operation: null },
      )
    return result
  }

  function arm(state: StoreState, key: string, ctx: StoreContext): void {
    const { ttl, version } = state.machine.entries[key]!
    if (ttl !== null) ctx.after(ttl, 'expire', { key, version })
  }

  /** By the wall clock a key may be over before its timer says so. */
  function expireByClock(state: StoreState, key: string, ctx: StoreContext): void {
    const entry = state.machine.entries[key]
    if (clock !== 'wall' || !entry || entry.ttl === null) return
    if (ctx.now - state.changedAt[key]! >= entry.ttl)
      commit(state, { kind: 'expire', key, version: entry.version }, ctx)
  }

  const store = behavior<Minimal, 'store', StoreState>({
    init: () => ({ machine: machine(first), watchers: {}, changedAt: {} }),
    start(state, ctx) {
      const kept = durable ? ctx.files.read(file) : undefined
      if (kept === undefined) return
      state.machine = kept as unknown as Machine
      for (const key of Object.keys(state.machine.entries)) {
        state.changedAt[key] = ctx.now
        arm(state, key, ctx)
      }
    },
    on: {
      command(state, { request, command }, ctx) {
        expireByClock(state, command.key, ctx)
        const age = ctx.now - (state.changedAt[command.key] ?? 0)
        const result = commit(state, command, ctx, ctx.from, request)
        ctx.reply('answered', { request, result, age })
      },
      watch(state, { request, key, after }, ctx) {
        expireByClock(state, key, ctx)
        const entry = state.machine.entries[key]
        const watcher: NodeId<'client'> = ctx.from
        if (entry && entry.version > after)
          ctx.send(watcher, 'changed', { request, key, value: entry.value, version: entry.version })
        else (state.watchers[key] ??= []).push({ watcher, request })
      },
      expire(state, { key, version }, ctx) {
        const entry = state.machine.entries[key]
        if (!entry || entry.version !== version || entry.ttl === null) return
        const left = state.changedAt[key]! + entry.ttl - ctx.now
        // The clock was set back: by the wall, its time is not over yet.
        if (clock === 'wall' && left > 0) ctx.after(left, 'expire', { key, version })
        else commit(state, { kind: 'expire', key, version }, ctx)
      },
    },
  })
  return store as unknown as Behavior<P, 'store', StoreState>
}
