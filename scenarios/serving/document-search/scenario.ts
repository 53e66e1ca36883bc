/** Document search: the terms of a query spread over leaves, or the documents. */
import {
  checks,
  choice,
  duration,
  exponential,
  integer,
  link,
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
import type { Stream } from '../../../engine/index.ts'
import { heapRules, silentRules } from './broken.ts'
import { claims } from './claims.ts'
import { readAll, words } from './corpus.ts'
import { librarian, reader, shelf } from './nodes.ts'
import type { ClientState, Library, RootState } from './nodes.ts'

const { always, eventually, sometimes, slo } = checks<
  Library,
  { client: ClientState; root: RootState }
>()

const parameters = {
  arrangement: choice(['shards', 'terms'], {
    default: 'shards',
    help: 'shards: documents spread, every leaf gets the query; terms: every leaf has all, and gets one term',
  }),
  leaves: integer({ default: 5, min: 1, max: 50, help: 'leaves' }),
  documents: integer({ default: 600, min: 4, max: 5000, help: 'documents in the library' }),
  memory: integer({ default: 250, min: 1, max: 5000, help: 'documents a leaf can hold' }),
  terms: integer({ default: 2, min: 1, max: 4, help: 'words in a query' }),
  missing: integer({
    default: 0,
    min: 0,
    max: 50,
    help: 'the leaf that is down from the beginning; 0: none',
  }),
  deadline: duration({
    default: ms(100),
    min: ms(1),
    max: seconds(10),
    help: 'when the root stops waiting',
  }),
  lookup: duration({
    default: ms(4),
    min: 1,
    max: seconds(1),
    help: 'mean of a lookup, exponential',
  }),
  duplication: probability({ default: 0.01, help: 'chance that a message arrives twice' }),
  rate: number({ default: 40, min: 0.1, max: 1000, unit: '1/s', help: 'queries per second' }),
  asks: duration({
    default: seconds(4),
    min: ms(1),
    max: seconds(600),
    help: 'how long clients ask',
  }),
}

/** The search over documents of the book: cat ∧ dog, by term and by shard. */
export const documentSearch = scenario({
  id: 'document-search',
  title: 'Document search',
  part: 'serving',
  source:
    'Burns, Designing Distributed Systems: Scatter/Gather, hands-on distributed and sharded document search',
  summary:
    'Which documents have all these words? Ask a leaf per word and keep what all of them found, or ' +
    'give every leaf a share of the documents and put together what any of them found. Either way ' +
    'an answer without one leaf looks perfectly fine.',
  parameters,
  duration: ({ asks }) => asks,
  settle: seconds(12),
  variants: {
    with: {
      title: 'sharded documents',
      summary: 'Each leaf keeps a part of the documents; the root unites.',
      kind: 'with',
    },
    without: {
      title: 'one leaf',
      summary: 'One machine, which cannot hold all documents.',
      kind: 'without',
      params: { leaves: 1 },
    },
    terms: {
      title: 'a term per leaf',
      summary: 'Each leaf has all documents and looks up one word; the root intersects.',
      kind: 'with',
      params: { arrangement: 'terms', memory: 600 },
    },
    superset: {
      title: 'a missing term ignored',
      summary: 'A leaf is down; the root intersects what it got, and finds too much.',
      kind: 'broken',
      params: { arrangement: 'terms', memory: 600, missing: 2 },
      caughtBy: { check: 'a complete answer is exactly right', seeds: 1 },
    },
    silent: {
      title: 'a missing shard ignored',
      summary: 'A leaf is down; the root unites what it got, and finds too little.',
      kind: 'broken',
      params: { missing: 2 },
      caughtBy: { check: 'a complete answer is exactly right', seeds: 1 },
    },
    heap: {
      title: 'answers on a heap',
      summary: 'The root counts answers; one that arrives twice stands in for one still to come.',
      kind: 'broken',
      caughtBy: { check: 'a complete answer is exactly right', seeds: 3 },
    },
  },
  build(p, variant) {
    const rules =
      variant === 'superset' || variant === 'silent'
        ? silentRules
        : variant === 'heap'
          ? heapRules
          : undefined
    return system<Library>({
      nodes: {
        client: nodes(2, reader(p.documents)),
        root: node(librarian(p.arrangement, p.deadline, rules)),
        leaf: nodes(p.leaves, shelf(p), (index) => ({
          capacity: { workers: 2, service: { lookup: exponential(p.lookup) } },
          down: index + 1 === p.missing,
        })),
      },
      network: { latency: shifted(200, exponential(200)) },
      links: [
        link('root', 'leaf', {
          latency: shifted(200, exponential(200)),
          duplication: p.duplication,
        }),
      ],
      workload: [
        {
          kind: 'open',
          to: 'client',
          type: 'ask',
          name: 'queries',
          arrivals: poisson(p.rate),
          // Every fourth is the book's.
          message: ({ n, random }) => ({
            terms: n % 4 === 0 ? ['cat', 'dog'].slice(0, p.terms) : query(p.terms, random),
          }),
        },
      ],
    })
  },
  checks: (p) => [
    always('a complete answer is exactly right', {
      rows: ['G8.2', 'G8.3', 'G8.4'],
      watch: ['client'],
      holds(world) {
        for (const { state } of world.nodes('client')) {
          const { last } = state
          if (!last?.complete) continue
          const right = readAll(p.documents, last.terms)
          if (last.documents.join() !== right.join())
            return `${last.terms.join(' ∧ ')}: ${last.documents.length} documents, right are ${right.length}`
        }
        return true
      },
    }),
    always('no document is in an answer twice', {
      rows: ['G8.3', 'G8.4'],
      watch: ['client'],
      holds: (world) =>
        world
          .nodes('client')
          .every(
            ({ state: { last } }) =>
              last === null || new Set(last.documents).size === last.documents.length,
          ),
    }),
    ...(p.terms > 1
      ? [
          sometimes('of the first four documents, cat ∧ dog finds 1 and 4', {
            rows: ['G8.2'],
            watch: ['client' as const],
            holds: (world) =>
              world
                .nodes('client')
                .some(
                  ({ state: { last } }) =>
                    last?.complete === true &&
                    last.terms.join() === 'cat,dog' &&
                    last.documents.filter((document) => document <= 4).join() === '1,4',
                ),
          }),
        ]
      : []),
    slo('nothing is left out', { rows: ['G8.3', 'G8.4'], measure: 'left out', atMost: 0 }),
    eventually('every query ends', {
      watch: ['client'],
      holds: ({ operations: { begun, ok } }) => begun === ok || `${begun - ok} queries are open`,
    }),
  ],
  claims,
  disturbances: (p) => [
    {
      title: 'crash a leaf',
      faults: [{ kind: 'crash', at: seconds(1), for: seconds(1), target: 'leaf-1' }],
    },
    {
      title: `cut root – leaf ${Math.min(3, p.leaves)}`,
      faults: [
        {
          kind: 'cut',
          at: seconds(1),
          for: seconds(1),
          from: 'root',
          to: `leaf-${Math.min(3, p.leaves)}`,
        },
      ],
    },
    {
      title: 'everything twice',
      faults: [
        {
          kind: 'degrade',
          at: seconds(1),
          for: seconds(1),
          from: 'leaf',
          to: 'root',
          duplication: 1,
        },
      ],
    },
    {
      title: 'a leaf slow ×20',
      faults: [{ kind: 'slow', at: seconds(1), for: seconds(1), target: 'leaf-1', factor: 20 }],
    },
  ],
  chaos: {
    targets: ['leaf'],
    kinds: ['crash', 'pause', 'slow'],
    from: ms(200),
    until: seconds(3),
    shortest: ms(50),
    longest: ms(800),
  },
  ignores: [
    'Ranking: an answer is a set. The scenario about ranked search is about order.',
    'Words are whole and exact; there is no stemming and no typing error.',
    'How long a lookup takes does not depend on how many documents have the word.',
  ],
})

/** Some different words, the frequent ones as likely as the rare ones. */
function query(terms: number, random: Stream): string[] {
  return random.shuffle(words).slice(0, terms)
}
