/** Ranked search: every shard answers its own best, the root merges. */
import {
  checks,
  choice,
  duration,
  exponential,
  integer,
  ms,
  node,
  nodes,
  number,
  poisson,
  probability,
  scenario,
  seconds,
  shifted,
  system,
} from '../../../engine/index.ts'
import { claims } from './claims.ts'
import { library, ranker, reader, shard } from './nodes.ts'
import type { ClientState, Ranking, RootState } from './nodes.ts'
import { best, vocabulary, weights } from './ranking.ts'

const { always, eventually, slo, sometimes } = checks<
  Ranking,
  { client: ClientState; root: RootState }
>()

const parameters = {
  shards: integer({ default: 5, min: 1, max: 50, help: 'S: shards of the documents' }),
  k: integer({ default: 10, min: 1, max: 100, help: 'k: places in the answer' }),
  perShard: integer({
    default: 0,
    min: 0,
    max: 100,
    help: "k': hits that each shard sends; 0: as many as are wanted in all",
  }),
  documents: integer({ default: 300, min: 10, max: 5000, help: 'documents in all' }),
  skew: probability({
    default: 0,
    help: 'share of the documents that go to the first shard on top of its own',
  }),
  statistics: choice(['global', 'local'], {
    default: 'global',
    help: 'how rare a word is: among all documents, or among those of the shard',
  }),
  scan: duration({
    default: ms(40),
    min: 1,
    max: seconds(10),
    help: 'mean time to score all documents on one machine',
  }),
  deadline: duration({
    default: ms(200),
    min: ms(1),
    max: seconds(10),
    help: 'when the root stops waiting',
  }),
  rate: number({ default: 15, min: 0.1, max: 1000, unit: '1/s', help: 'queries per second' }),
  asks: duration({
    default: seconds(5),
    min: ms(1),
    max: seconds(600),
    help: 'how long clients ask',
  }),
}

/** Documents reach the shards before anybody asks. */
const loaded = ms(50)

/** The best k over sharded documents. */
export const rankedSearch = scenario({
  id: 'ranked-search',
  title: 'Ranked search',
  part: 'serving',
  source:
    'Burns, Designing Distributed Systems: Scatter/Gather, sharded document search; here with an order',
  summary:
    'Each shard knows its own best documents, the root merges them into the best of all. How many ' +
    'must each shard send? And do two shards mean the same when they say how good a document is?',
  parameters,
  duration: ({ asks }) => asks,
  variants: {
    with: {
      title: 'k from each',
      summary: 'Every shard sends as many as are wanted in all.',
      kind: 'with',
    },
    without: {
      title: 'one machine',
      summary: 'All documents on one machine: exact and slow.',
      kind: 'without',
      params: { shards: 1 },
    },
    short: {
      title: 'k / S from each',
      summary: 'Every shard sends only its part of the places, as if the best were spread evenly.',
      kind: 'broken',
      params: { perShard: 2 },
      caughtBy: { check: 'a complete answer is the true ranking', seeds: 1 },
    },
    'local-statistics': {
      title: 'local statistics',
      summary: 'Every shard weighs words by its own documents, so that scores do not compare.',
      kind: 'broken',
      params: { statistics: 'local' },
      caughtBy: { check: 'a complete answer is the true ranking', seeds: 1 },
    },
    silent: {
      title: 'a missing shard ignored',
      summary: 'A shard is cut off for a second, and nobody is told.',
      kind: 'broken',
      caughtBy: { check: 'a complete answer is the true ranking', seeds: 3 },
    },
  },
  build(p, variant) {
    const setup = {
      ...p,
      perShard: p.perShard === 0 ? p.k : p.perShard,
      isSilent: variant === 'silent',
    }
    return system<Ranking>({
      nodes: {
        client: nodes(2, reader(setup)),
        root: node(ranker(setup)),
        shard: nodes(p.shards, shard, {
          capacity: { workers: 1, service: { lookup: exponential(p.scan / p.shards) } },
        }),
      },
      network: { latency: shifted(200, exponential(200)) },
      workload: [
        {
          kind: 'open',
          to: 'client',
          type: 'ask',
          name: 'queries',
          from: loaded,
          arrivals: poisson(p.rate),
          message: ({ random }) => ({
            words: random
              .shuffle(Array.from({ length: vocabulary }, (_, word) => word))
              .slice(0, 2),
          }),
        },
      ],
    })
  },
  faults: (_p, variant) =>
    variant === 'silent'
      ? [{ kind: 'cut', at: seconds(1), for: seconds(1), from: 'root', to: 'shard-1' }]
      : [],
  checks(p) {
    const all = library(p.documents)
    const worth = weights(all)
    return [
      always('a complete answer is the true ranking', {
        rows: ['G8.10'],
        watch: ['client'],
        holds(world) {
          for (const { state } of world.nodes('client')) {
            const { last } = state
            if (!last?.complete) continue
            const right = best(all, last.words, worth, p.k).map(({ document }) => document)
            const given = last.hits.map(({ document }) => document)
            if (given.join() !== right.join())
              return `words ${last.words.join()}: got ${given.join()}; right is ${right.join()}`
          }
          return true
        },
      }),
      slo('the median answer takes at most 0.6 of a scan by one machine', {
        measure: 'latency',
        quantile: 0.5,
        // The slowest of five takes H_5 ÷ 5 = 0.46 of one machine's mean; its median is below that,
        // and one machine makes queries wait as well.
        atMost: 0.6 * p.scan,
      }),
      sometimes('an answer is complete', {
        watch: ['client'],
        holds: (world) => world.nodes('client').some(({ state }) => state.last?.complete === true),
      }),
      eventually('every query ends', {
        watch: ['client'],
        holds: ({ operations: { begun, ok } }) => begun === ok || `${begun - ok} queries are open`,
      }),
    ]
  },
  claims,
  disturbances: (p) => [
    {
      title: `cut root – shard ${Math.min(2, p.shards)}`,
      faults: [
        {
          kind: 'cut',
          at: seconds(1),
          for: seconds(1),
          from: 'root',
          to: `shard-${Math.min(2, p.shards)}`,
        },
      ],
    },
    {
      title: 'crash a shard',
      faults: [{ kind: 'crash', at: seconds(1), for: seconds(1), target: 'shard-1' }],
    },
    {
      title: 'a shard slow ×10',
      faults: [{ kind: 'slow', at: seconds(1), for: seconds(1), target: 'shard-1', factor: 10 }],
    },
    {
      title: 'double the load',
      faults: [{ kind: 'overload', at: seconds(1), for: seconds(2), factor: 2 }],
    },
  ],
  chaos: {
    targets: ['shard'],
    kinds: ['crash', 'pause', 'slow'],
    from: ms(200),
    until: seconds(4),
    shortest: ms(50),
    longest: ms(800),
  },
  ignores: [
    'Scores are sums of counts times rarity; real ones have more in them, and the same problem.',
    'Global statistics are handed out once with the documents; real ones change and lag behind.',
  ],
})
