/** What it costs to ask each shard for fewer than one wants in all, as numbers. */
import { absolute, seconds, standardErrors } from '../../../engine/index.ts'
import type { AnyValues, Claim, RunSummary } from '../../../engine/index.ts'

const many: AnyValues = { documents: 300, rate: 20, asks: seconds(4) }

const recall = (run: RunSummary) => run.total('found') / run.total('wanted')

/**
 * E[Σ min(n_i, k')] / k for n ~ Multinomial(k, 1 / S): the mean recall when k documents fall on S
 * shards at random and each shard sends k' of its own.
 */
function expectedRecall(k: number, shards: number, perShard: number): number {
  const p = 1 / shards
  // P(n = i) of one shard, n ~ Binomial(k, p), each from the one before.
  let chance = 1
  for (let i = 0; i < k; i++) chance *= 1 - p
  let mean = 0
  for (let i = 0; i <= k; i++) {
    mean += chance * Math.min(i, perShard)
    chance *= ((k - i) / (i + 1)) * (p / (1 - p))
  }
  return (shards * mean) / k
}

function short(k: number, shards: number, perShard: number): Claim {
  return {
    name: `recall of the best ${k} when each of ${shards} shards sends ${perShard}`,
    rows: ['G8.10'],
    source: "E[Σ min(n_i, k')] / k for n ~ Multinomial(k, 1 / S)",
    runs: { a: { variant: 'short', params: { ...many, k, shards, perShard } } },
    value: ({ a }) => recall(a!),
    expected: { value: expectedRecall(k, shards, perShard), tolerance: standardErrors() },
  }
}

/** The claims of ranked search. */
export const claims: readonly Claim[] = [
  short(10, 5, 2),
  short(10, 5, 4),
  short(12, 4, 3),
  {
    name: 'recall when every shard sends as many as are wanted in all',
    rows: ['G8.10'],
    source: 'the best k of the best k of each is the best k of all',
    runs: { a: { variant: 'with', params: { ...many, skew: 0.5 } } },
    value: ({ a }) => recall(a!),
    expected: { value: 1, tolerance: absolute(0) },
  },
]
