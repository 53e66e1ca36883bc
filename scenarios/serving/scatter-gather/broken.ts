/** What people get wrong about scatter/gather: the rules that the broken twins follow. */
import type { TiedRules } from './leaf.ts'
import { soundRules } from './root.ts'
import type { Rules } from './root.ts'

/** Calls whatever it has a complete answer: a shard that is missing goes unnoticed. */
export const silentRules: Rules = { ...soundRules, isComplete: () => true }

/** Counts answers, not shards: a hedge that lost its race stands in for a shard still to come. */
export const countingRules: Rules = {
  counts: () => true,
  isComplete: (open) => open.waiting <= 0,
}

/** Cancels even what has begun, so that two copies which begin together stop each other. */
export const crossedRules: TiedRules = { stopsBegun: true }
