/** W6: a rumour is pushed to everybody; those it misses ask. */
import { Simulation } from '../../engine/index.ts'
import { now } from '../clock.ts'
import { bytesInUse, peakBytes } from '../memory.ts'
import type { Outcome } from '../outcome.ts'
import { rumour } from './rumour.ts'

/** How many nodes gossip. */
export type GossipSize = {
  readonly nodes: number
}

/** What a member remembers, as far as it is counted. */
interface MemberState {
  readonly aware: boolean
  readonly messages: number
}

/** Runs it until everybody has heard. Amount in messages received. */
export function gossip({ nodes }: GossipSize): Outcome {
  // A system of few is over at once, and would be timed right after two collections each time.
  const isMany = nodes >= 10_000
  const before = isMany ? bytesInUse() : 0
  const begin = now()
  const simulation = new Simulation(rumour(nodes).configure(), {
    seed: '1',
    caps: { events: 1e9, pending: 1e8 },
  })
  simulation.run()
  const seconds = now() - begin
  const memory = isMany
    ? { bytesPerNode: (bytesInUse() - before) / nodes, peakBytes: peakBytes() }
    : {}
  let messages = 0
  let aware = 0
  for (let i = 1; i <= nodes; i++) {
    const state = simulation.state(nodes === 1 ? 'member' : `member-${i}`) as MemberState
    messages += state.messages
    if (state.aware) aware++
  }
  return {
    amount: messages,
    seconds,
    more: { aware, ...memory },
  }
}
