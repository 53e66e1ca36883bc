/** What sharding a search gives and costs, as numbers. */
import { absolute, seconds } from '../../../engine/index.ts'
import type { Claim } from '../../../engine/index.ts'

const source = 'Burns, Scatter/Gather: leaf sharding, hands-on sharded document search'

/** The claims of document search. */
export const claims: readonly Claim[] = [
  {
    name: 'recall with one of five shards missing, over the five that may be',
    rows: ['G8.3', 'G8.4'],
    source: '(S − 1) / S: every document is in one shard',
    runs: Object.fromEntries(
      [1, 2, 3, 4, 5].map((missing) => [
        `m${missing}`,
        { variant: 'with', params: { leaves: 5, missing, asks: seconds(1) } },
      ]),
    ),
    value: (runs) => {
      const all = Object.keys(runs).map((name) => runs[name]!)
      return (
        all.reduce((sum, run) => sum + run.total('found'), 0) /
        all.reduce((sum, run) => sum + run.total('wanted'), 0)
      )
    },
    // Not one document more or less, whatever the queries: each is missed in one run of the five.
    expected: { value: 0.8, tolerance: absolute(1e-9) },
  },
  {
    name: 'lookups per leaf and search when documents are sharded',
    rows: ['G8.3', 'G8.4'],
    source: `${source}: every leaf sees every request`,
    runs: { a: { variant: 'with', params: { leaves: 5, asks: seconds(1) } } },
    value: ({ a }) => a!.total('calls') / 5 / a!.total('asked'),
    expected: { value: 1, tolerance: absolute(0) },
  },
  {
    name: 'documents left out when shards hold them all',
    rows: ['G8.3', 'G8.4'],
    source,
    runs: { a: { variant: 'with', params: { asks: seconds(1) } } },
    value: ({ a }) => a!.total('left out'),
    expected: { atMost: 0 },
  },
  {
    name: 'recall of one leaf that holds five twelfths of the documents',
    rows: ['G8.3', 'G8.4'],
    source: `${source}: the index does not fit one machine`,
    runs: { a: { variant: 'without', params: { asks: seconds(1) } } },
    value: ({ a }) => a!.total('found') / a!.total('wanted'),
    expected: { atMost: 0.6 },
  },
  {
    name: 'lookups per search of two terms when terms are spread',
    rows: ['G8.2'],
    source: 'Burns, Scatter/Gather: root distribution, one leaf per term',
    runs: { a: { variant: 'terms', params: { terms: 2, asks: seconds(1) } } },
    value: ({ a }) => a!.total('calls') / a!.total('asked'),
    expected: { value: 2, tolerance: absolute(0) },
  },
]
