/** What must be true of every run of scatter/gather. */
import { checks } from '../../../engine/index.ts'
import type { AnyCheck, Micros } from '../../../engine/index.ts'
import { matches } from './protocol.ts'
import type { ClientState, RootState, Search } from './protocol.ts'
import type { Strategy } from './root.ts'

const { always, eventually, sometimes, slo } = checks<
  Search,
  { client: ClientState; root: RootState }
>()

/** The checks for a number of shards, a promise and a way of working. */
export function searchChecks({
  leaves,
  deadline,
  strategy,
  copies,
}: {
  leaves: number
  deadline: Micros
  strategy: Strategy
  copies: number
}): readonly AnyCheck[] {
  return [
    always('an answer is complete or says it is partial', {
      rows: ['G8.7'],
      watch: ['client'],
      holds(world, memory) {
        for (const { id, state } of world.nodes('client')) {
          const { last } = state
          // An answer is judged once, not whenever some client changes.
          if (last === null || last.failed || memory[id] === last.query) continue
          memory[id] = last.query
          const wrong = judge(last, leaves)
          if (wrong) return `${id}, query ${last.query}: ${wrong}`
        }
        return true
      },
    }),
    slo('answers are within the promise', {
      rows: ['G8.6'],
      measure: 'latency',
      quantile: 0.99,
      // The promise is the root's; the client's own two hops come on top.
      atMost: deadline + 10_000,
    }),
    eventually('every search ends', {
      rows: ['G8.6', 'G8.8'],
      watch: ['client'],
      holds: ({ operations: { begun, ok, fail } }) =>
        begun === ok + fail || `${begun - ok - fail} searches are open`,
    }),
    eventually('the root has let go of every search', {
      rows: ['G8.6'],
      watch: ['root'],
      holds: (world) => {
        const open = Object.keys(world.nodes('root')[0]!.state.open).length
        return open === 0 || `${open} searches are still open at the root`
      },
    }),
    ...(strategy === 'hedged' && copies > 1
      ? [
          sometimes('a hedge is sent', {
            rows: ['G8.6'],
            watch: ['root'],
            holds: (world) => world.counter('hedges') > 0,
          }),
          always('hedges stay few', {
            rows: ['G8.6'],
            watch: ['root'],
            // One leaf of five that is slow throughout, and some: more is no longer a hedge.
            holds(world) {
              const hedges = world.counter('hedges')
              const first = world.counter('calls') - hedges
              return hedges <= 0.3 * first + 10 || `${hedges} hedges for ${first} first calls`
            },
          }),
        ]
      : []),
  ]
}

/** What is wrong with an answer, if anything: duplicates, inventions, or a claim to be complete. */
function judge(
  { query, hits, complete }: NonNullable<ClientState['last']>,
  leaves: number,
): string | null {
  const given = new Set(hits)
  if (given.size !== hits.length)
    return `${hits.length - given.size} documents are in the answer twice`
  let missing = 0
  let right = 0
  for (let shard = 0; shard < leaves; shard++)
    for (const document of matches(shard, query))
      if (given.has(document)) right++
      else missing++
  if (right !== given.size) return `${given.size - right} documents do not match`
  if (complete && missing > 0)
    return `${missing} documents are missing from an answer that says it is complete`
  return null
}
