/**
 * Seeking against replaying: whatever moment somebody jumps to, and wherever they come from, the
 * states are those of a run from the beginning that was stopped there.
 */
import fc from 'fast-check'
import { Simulation } from '../../engine/index.ts'
import type { Moment, Scenario } from '../../engine/index.ts'
import { make } from '../../ui/session/worker/making.ts'
import { goldenSeed } from './golden.ts'

/** A jump after which the states were not those of the replay. */
export interface WrongMoment {
  readonly seq: number
  readonly found: string
  readonly replayed: string
}

/**
 * Takes a golden run, as the page makes it, and jumps to so many of its moments: in the order in
 * which they were drawn, forwards and back, and then along them the one way and the other.
 */
export async function wrongMoments(
  scenario: Scenario,
  variant: string,
  positions: number,
): Promise<{ readonly wrong: WrongMoment[]; readonly jumps: number; readonly distinct: number }> {
  const request = { scenario: scenario.id, variant, params: {}, seed: goldenSeed, faults: null }
  const kept = await make({ kind: 'spec', request }, () => undefined)
  const events = kept.trace.events.length
  const drawn = fc.sample(fc.nat(events - 1), { numRuns: positions, seed: 7 })
  const along = [...new Set(drawn)].sort((a, b) => a - b)
  const replayed = replay(scenario, variant, along)
  const wrong: WrongMoment[] = []
  const jumps = [...drawn, ...along, ...along.toReversed()]
  for (const seq of jumps) {
    const found = textOf(kept.moment(seq)!.nodes)
    if (found !== replayed.get(seq)) wrong.push({ seq, found, replayed: replayed.get(seq)! })
  }
  return { wrong, jumps: jumps.length, distinct: new Set(replayed.values()).size }
}

/** All states after the steps that these events belong to, by one walk from the beginning. */
function replay(
  scenario: Scenario,
  variant: string,
  ascending: readonly number[],
): ReadonlyMap<number, string> {
  const simulation = new Simulation(scenario.configure(variant), { seed: goldenSeed })
  const { assembly, world } = simulation
  const nodes = assembly.places.map(({ role, rank }) => world.nodes(role)[rank]!)
  return new Map(
    ascending.map((seq) => {
      while (simulation.events <= seq && simulation.step());
      return [seq, textOf(nodes)]
    }),
  )
}

/** Everything about nodes at a moment, the keys of their states in the order in which they came. */
function textOf(nodes: Moment['nodes']): string {
  return nodes
    .map(({ id, role, status, state, queued, serving, clock }) =>
      JSON.stringify({ id, role, status, state, queued, serving, clock }),
    )
    .join('\n')
}
