/**
 * Users that take turns at something only one may do at a time, by a lock in a key-value store.
 * How they lock, wait and unlock is a matter of options, right and wrong ones.
 */
import { behavior } from '../../../engine/index.ts'
import type { Behavior, Context, Micros, Plain } from '../../../engine/index.ts'
import type { KeeperMessages } from '../../parts/keeper.ts'
import type { Result } from '../../parts/key-value-machine.ts'
import type { StoreRequests } from '../../parts/key-value-store.ts'
import { ask, askAgain, settle, watch } from '../../parts/store-client.ts'
import type { Calls, StoreClient } from '../../parts/store-client.ts'

/** A piece of work under the lock. `dies`: whoever does it crashes half-way. */
export interface Job {
  work: Micros
  dies: boolean
}

/** What each role receives. */
export type Lock = {
  store: StoreRequests
  keeper: KeeperMessages
  user: StoreClient & {
    job: Job
    poll: { watching: string | null }
    finished: { version: number }
    death: { version: number }
    watchdog: { version: number }
  }
}

/** How users go about it. */
export interface Manner {
  /** `swap`: compare and set. `read-then-write`: look, then set. `set`: set without looking. */
  readonly acquire: 'swap' | 'read-then-write' | 'set'
  /** What a taken lock holds: the same `one` for everybody, or the taker's `name`. */
  readonly mark: 'one' | 'name'
  /** What an unlock compares: the value alone, or the version as well. */
  readonly unlock: 'version' | 'value'
  readonly wait: 'watch' | 'poll'
  /** µs between two polls. */
  readonly poll: Micros
  /** Time to live of the lock; `null`: for ever. */
  readonly ttl: Micros | null
  /** Whether a user ends itself when its lock's time is over. */
  readonly watchdog: boolean
}

/** The lock as its holder knows it. */
export interface Held {
  version: number
  /** Moment on the holder's clock from which it may be another's; `null`: never. */
  until: Micros | null
}

/** What a user remembers. */
export interface UserState {
  /** Jobs to do, the present one first. */
  jobs: { operation: string; job: Job }[]
  phase: 'idle' | 'asking' | 'waiting' | 'working' | 'releasing'
  /** Whether it found the lock taken and had to wait. */
  waited: boolean
  held: Held | null
  /** The lock operation under way. */
  operation: string | null
  calls: Calls
  /** The watch that it waits for. */
  watching: string | null
}

/** The name of the lock in the store. */
export const lockKey = 'lock'

/** µs without an answer after which a user asks the store again. */
const patience: Micros = 200_000

/** How long to wait for a watch before looking anyway: its store may have crashed and forgotten it. */
const watchPatience: Micros = 5_000_000

type UserContext = Context<Lock, 'user'>

/** A user that follows a manner. */
export function user(manner: Manner): Behavior<Lock, 'user', UserState> {
  const value = (ctx: UserContext): Plain => (manner.mark === 'name' ? ctx.self : 1)

  function begin(state: UserState, ctx: UserContext): void {
    state.phase = 'asking'
    state.waited = false
    state.operation = ctx.begin('acquire', ctx.self)
    tryLock(state, ctx)
  }

  function tryLock(state: UserState, ctx: UserContext): void {
    state.phase = 'asking'
    state.watching = null
    const { ttl } = manner
    const key = lockKey
    if (manner.acquire === 'swap')
      ask(
        state.calls,
        ctx,
        { kind: 'swap', key, expected: null, value: value(ctx), ttl, version: null },
        patience,
      )
    else if (manner.acquire === 'set')
      ask(state.calls, ctx, { kind: 'put', key, value: value(ctx), ttl }, patience)
    else ask(state.calls, ctx, { kind: 'get', key }, patience)
  }

  function wait(state: UserState, version: number, ctx: UserContext): void {
    state.phase = 'waiting'
    state.waited = true
    ctx.count('refused')
    if (manner.wait === 'watch') {
      state.watching = watch(ctx, lockKey, version)
      ctx.after(watchPatience, 'poll', { watching: state.watching })
    } else ctx.after(manner.poll, 'poll', { watching: null })
  }

  function work(
    state: UserState,
    result: Result,
    sentAt: Micros,
    age: Micros,
    ctx: UserContext,
  ): void {
    const { job } = state.jobs[0]!
    const { version } = result
    state.phase = 'working'
    // Counted from the asking, not from the answer: the store's own count began in between.
    state.held = { version, until: manner.ttl === null ? null : sentAt + manner.ttl }
    if (state.waited) ctx.observe('handoff', age)
    ctx.end('ok', null, state.operation!)
    ctx.note('has the lock', { version })
    ctx.after(job.work, 'finished', { version })
    if (job.dies) ctx.after(job.work / 2, 'death', { version })
    if (manner.watchdog && state.held.until !== null)
      ctx.after(Math.max(0, state.held.until - ctx.now), 'watchdog', { version })
  }

  function next(state: UserState, ctx: UserContext): void {
    state.phase = 'idle'
    state.jobs.shift()
    if (state.jobs.length > 0) begin(state, ctx)
  }

  return behavior<Lock, 'user', UserState>({
    init: () => ({
      jobs: [],
      phase: 'idle',
      waited: false,
      held: null,
      operation: null,
      calls: {},
      watching: null,
    }),
    on: {
      job(state, job, ctx) {
        state.jobs.push({ operation: ctx.operation!, job })
        if (state.jobs.length === 1) begin(state, ctx)
      },
      answered(state, { request, result, age }, ctx) {
        const call = settle(state.calls, request)
        if (!call) return
        const { command, sentAt } = call
        if (state.phase === 'releasing') {
          if (!result.done) ctx.count('late unlocks refused')
          ctx.end(result.done ? 'ok' : 'fail', null, state.operation!)
          next(state, ctx)
        } else if (command.kind === 'get' && result.value === null) {
          // It was free a moment ago; by the time the next message arrives it may not be.
          ask(
            state.calls,
            ctx,
            { kind: 'put', key: lockKey, value: value(ctx), ttl: manner.ttl },
            patience,
          )
        } else if (command.kind !== 'get' && result.done) work(state, result, sentAt, age, ctx)
        else wait(state, result.version, ctx)
      },
      overdue(state, { request }, ctx) {
        askAgain(state.calls, ctx, request)
      },
      changed(state, { request }, ctx) {
        if (state.watching === request) tryLock(state, ctx)
      },
      poll(state, { watching }, ctx) {
        if (state.phase === 'waiting' && watching === state.watching) tryLock(state, ctx)
      },
      finished(state, { version }, ctx) {
        if (state.held?.version !== version) return
        state.held = null
        state.phase = 'releasing'
        ctx.end('ok', null, state.jobs[0]!.operation)
        state.operation = ctx.begin('release', ctx.self)
        const checked = manner.unlock === 'version' ? version : null
        ask(
          state.calls,
          ctx,
          {
            kind: 'swap',
            key: lockKey,
            expected: value(ctx),
            value: null,
            ttl: null,
            version: checked,
          },
          patience,
        )
      },
      death(state, { version }, ctx) {
        if (state.held?.version === version) ctx.exit(137)
      },
      watchdog(state, { version }, ctx) {
        if (state.held?.version !== version) return
        ctx.count('watchdog')
        ctx.note('ends itself: its time is over')
        ctx.exit(1)
      },
    },
  })
}
