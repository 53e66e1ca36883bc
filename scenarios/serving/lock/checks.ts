/** What must be true of a lock: one holder, nobody past its time, and no holder that blocks for ever. */
import { checks } from '../../../engine/index.ts'
import type { AnyCheck, Micros, NodeView, World } from '../../../engine/index.ts'
import type { StoreState } from '../../parts/key-value-store.ts'
import { lockKey } from './nodes.ts'
import type { Lock, UserState } from './nodes.ts'

type States = { user: UserState; store: StoreState }
type User = NodeView<UserState>

const { always, eventually, sometimes, linearizable } = checks<Lock, States>()

/** Whether a user holds the lock by its own knowledge, and its time is not over. */
function holds({ status, state, clock }: User): boolean {
  return (
    status !== 'down' &&
    state.held !== null &&
    (state.held.until === null || clock < state.held.until)
  )
}

/** Whether a user goes on working although its time is over. */
function overruns({ status, state, clock }: User): boolean {
  return (
    status === 'up' && state.held !== null && state.held.until !== null && clock > state.held.until
  )
}

/**
 * Whether the lock is taken but nobody alive has it: the version, or −1 when somebody does or it is
 * free. `null` when it cannot be told: a grant or a release may be on its way.
 */
function orphan(world: World<Lock, States>): number | null {
  const entry = world.nodes('store')[0]!.state.machine.entries[lockKey]
  if (!entry || entry.value === null) return -1
  const alive = world.nodes('user').filter(({ status }) => status !== 'down')
  if (alive.some(({ state }) => state.held?.version === entry.version)) return -1
  if (alive.some(({ state }) => state.phase === 'asking' || state.phase === 'releasing'))
    return null
  return entry.version
}

/** The checks. `ttl` is 0 for a lock that lives for ever; `grace` µs is a round trip, and then some. */
export function lockChecks(ttl: Micros, grace: Micros): AnyCheck[] {
  const bound = (ttl === 0 ? 5_000_000 : ttl) + grace
  return [
    always('one owner at a time', {
      rows: ['O10.2', 'O10.4', 'O10.6', 'O10.7'],
      watch: ['user'],
      holds(world) {
        const owners = world.nodes('user').filter(holds)
        return (
          owners.length <= 1 ||
          `${owners.map(({ id }) => id).join(' and ')} hold the lock at the same time`
        )
      },
    }),
    always('nobody works past its time', {
      rows: ['O10.5'],
      watch: ['user', 'store'],
      holds(world) {
        const late = world.nodes('user').find(overruns)
        return !late || `${late.id} goes on although its lock ran out`
      },
    }),
    always('the lock of a dead owner comes free in time', {
      rows: ['O10.5', 'O10.7'],
      memory: { version: -1, since: 0 },
      holds(world, memory) {
        const version = orphan(world)
        if (version === null) return true
        if (version !== memory['version']) {
          memory['version'] = version
          memory['since'] = world.now
        }
        const waited = world.now - (memory['since'] as number)
        return (
          version === -1 ||
          waited <= bound ||
          `nobody alive has held version ${version} for ${waited / 1e6} s, and it is still taken`
        )
      },
    }),
    eventually('in the end the lock is free and nobody waits', {
      rows: ['O10.5', 'O10.7'],
      watch: ['user', 'store'],
      holds(world) {
        const entry = world.nodes('store')[0]!.state.machine.entries[lockKey]
        if (entry && entry.value !== null) return 'the lock is taken'
        const waiting = world
          .nodes('user')
          .find(({ state, status }) => status === 'up' && state.phase !== 'idle')
        return !waiting || `${waiting.id} is not done`
      },
    }),
    sometimes('somebody has to wait', {
      watch: ['user'],
      holds: (world) => world.nodes('user').some(({ state }) => state.phase === 'waiting'),
    }),
    // With a time to live the store may end a holding, which no client reports as a release.
    ...(ttl === 0
      ? [
          linearizable('a lock as in the textbook', {
            rows: ['O10.2', 'O10.4'],
            model: 'lock',
            operations: ['acquire', 'release'],
          }),
        ]
      : []),
  ]
}
