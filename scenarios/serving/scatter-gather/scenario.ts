/** Scatter/gather with stragglers: one request asks every leaf and waits for the slowest. */
import {
  constant,
  exponential,
  mixture,
  ms,
  node,
  nodes,
  poisson,
  scenario,
  seconds,
  shifted,
  system,
} from '../../../engine/index.ts'
import type { Disturbance, Fault, Micros } from '../../../engine/index.ts'
import { countingRules, crossedRules, silentRules } from './broken.ts'
import { searchChecks } from './checks.ts'
import { claims } from './claims.ts'
import { searchClient } from './client.ts'
import { leaf, tiedLeaf } from './leaf.ts'
import { parameters } from './parameters.ts'
import type { Search } from './protocol.ts'
import { searchRoot } from './root.ts'

const clients = 3

/** How long a balancer takes to notice that a copy is down. */
const notice = ms(5)

/** Scatter/gather: clients, root, leaves; hedged, tied and partial answers; copies of leaves. */
export const scatterGather = scenario({
  id: 'scatter-gather',
  title: 'Scatter/gather',
  part: 'serving',
  source: 'Burns, Designing Distributed Systems: Scatter/Gather (1st ed. ch. 7, 2nd ed. ch. 8)',
  summary:
    'One request asks every leaf and waits for the slowest. The more leaves, the surer that one of ' +
    'them is slow: a second copy, asked late, takes the tail away for a few per cent more work.',
  parameters,
  duration: ({ asks }) => asks,
  settle: ({ patience }) => patience + seconds(2),
  variants: {
    with: {
      title: 'hedged',
      summary:
        'Asks a second copy of whatever is late, and answers at the deadline with what it has.',
      kind: 'with',
    },
    without: {
      title: 'without',
      summary: 'One copy of each shard, and the root waits for all of them.',
      kind: 'without',
      params: { copies: 1, strategy: 'plain', atDeadline: 'wait' },
    },
    tied: {
      title: 'tied',
      summary:
        'Asks both copies at almost the same time; whoever begins tells the other to leave it.',
      kind: 'with',
      params: { strategy: 'tied' },
    },
    partial: {
      title: 'partial',
      summary:
        'One copy of each shard; at the deadline the root answers with what it has, and says so.',
      kind: 'with',
      params: { copies: 1, strategy: 'plain' },
    },
    replicated: {
      title: 'replicated',
      summary: 'Two copies of each shard behind a balancer that avoids the one that is down.',
      kind: 'with',
      params: { strategy: 'balanced' },
    },
    silent: {
      title: 'silent about what is missing',
      summary: 'At the deadline the root passes off what it has as the whole.',
      kind: 'broken',
      params: { copies: 1, strategy: 'plain' },
      caughtBy: { check: 'an answer is complete or says it is partial', seeds: 5 },
    },
    'counts-answers': {
      title: 'counts answers, not leaves',
      summary: 'The answer of a hedge that lost its race counts as one more leaf.',
      kind: 'broken',
      params: { hedgeAfter: ms(10) },
      caughtBy: { check: 'an answer is complete or says it is partial', seeds: 5 },
    },
    eager: {
      title: 'hedges too early',
      summary: 'Asks the second copy long before the first is late, and so doubles the work.',
      kind: 'broken',
      params: { hedgeAfter: ms(2) },
      caughtBy: { check: 'hedges stay few', seeds: 3 },
    },
    crossed: {
      title: 'tied, and both cancelled',
      summary: 'Both copies begin at once, and each stops the other although it has begun.',
      kind: 'broken',
      params: { strategy: 'tied', tieAfter: 0, atDeadline: 'wait' },
      caughtBy: { check: 'the root has let go of every search', seeds: 3 },
    },
  },
  build(p, variant) {
    const policy = {
      leaves: p.leaves,
      copies: p.copies,
      strategy: p.strategy,
      hedgeAfter: p.hedgeAfter,
      tieAfter: p.tieAfter,
      deadline: p.deadline,
      answersAtDeadline: p.atDeadline === 'answer',
      enough: Math.max(1, Math.ceil(p.enough * p.leaves - 1e-9)),
    }
    const rules =
      variant === 'silent' ? silentRules : variant === 'counts-answers' ? countingRules : undefined
    const lookup = mixture([
      { probability: 1 - p.slow, of: exponential(p.lookup) },
      { probability: p.slow, of: constant(p.slowness) },
    ])
    const isTied = p.strategy === 'tied'
    const options = (index: number) => ({
      capacity: { workers: p.workers, service: isTied ? { work: lookup } : { lookup } },
      label: `${(index % p.leaves) + 1}${['', 'b', 'c'][Math.floor(index / p.leaves)]}`,
    })
    return system<Search>({
      nodes: {
        client: nodes(clients, searchClient({ leaves: p.leaves, patience: p.patience })),
        root: node(
          searchRoot(policy, rules),
          p.strategy === 'balanced' ? { supervises: ['leaf'], noticeAfter: notice } : {},
        ),
        leaf: isTied
          ? nodes(
              p.leaves * p.copies,
              tiedLeaf(p.failing, p.workers, variant === 'crossed' ? crossedRules : undefined),
              options,
            )
          : nodes(p.leaves * p.copies, leaf(p.failing), options),
      },
      network: { latency: p.hop === 0 ? 0 : shifted(p.hop / 2, exponential(p.hop / 2)) },
      workload: [
        {
          kind: 'open',
          to: 'client',
          type: 'ask',
          name: 'searches',
          arrivals: poisson(p.rate),
          message: ({ n }) => ({ query: n }),
        },
      ],
    })
  },
  faults: (p) => (p.rollout ? rollout(p.leaves * p.copies, 0, p.asks / (p.leaves * p.copies)) : []),
  checks: (p) => searchChecks(p),
  claims,
  disturbances: (p): readonly Disturbance[] => {
    const third = Math.min(3, p.leaves)
    const fifth = Math.min(5, p.leaves)
    return [
      {
        title: `leaf ${third} slow ×20`,
        faults: [
          { kind: 'slow', at: seconds(1), for: seconds(1.5), target: `leaf-${third}`, factor: 20 },
        ],
      },
      {
        title: 'crash a leaf',
        faults: [{ kind: 'crash', at: seconds(1), for: seconds(1), target: 'leaf-2' }],
      },
      {
        title: `cut root – leaf ${fifth}`,
        faults: [
          { kind: 'cut', at: seconds(1), for: seconds(1), from: 'root', to: `leaf-${fifth}` },
        ],
      },
      {
        title: 'double the load',
        faults: [{ kind: 'overload', at: seconds(1), for: seconds(2), factor: 2 }],
      },
      {
        title: 'lose 5%',
        faults: [
          {
            kind: 'degrade',
            at: seconds(1),
            for: seconds(1),
            from: 'root',
            to: 'leaf',
            loss: 0.05,
          },
        ],
      },
      { title: 'rolling upgrade', faults: rollout(p.leaves * p.copies, seconds(0.5), ms(250)) },
    ]
  },
  chaos: {
    targets: ['leaf'],
    kinds: ['crash', 'pause', 'slow'],
    count: 3,
    from: ms(200),
    until: seconds(3),
    shortest: ms(50),
    longest: ms(800),
  },
  ignores: [
    'A slow lookup is slow for reasons of its own; real slowness comes in spells that copies may share.',
    'Sending and merging cost the root nothing here; the scenario about root distribution is about that.',
    'Connections, retransmission and the size of answers.',
  ],
})

/** Each leaf in turn is down for `each` µs: a rolling upgrade with nobody spared. */
function rollout(leaves: number, from: Micros, each: Micros): Fault[] {
  return Array.from({ length: leaves }, (_, place) => ({
    kind: 'crash' as const,
    at: from + Math.floor(place * each),
    for: Math.floor((place + 1) * each) - Math.floor(place * each),
    target: `leaf-${place + 1}`,
  }))
}
