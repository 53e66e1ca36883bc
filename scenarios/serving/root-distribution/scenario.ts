/** Root distribution: one task cut into slices that any leaf can do, and how many leaves are best. */
import {
  checks,
  duration,
  exponential,
  integer,
  ms,
  node,
  nodes,
  scenario,
  seconds,
  shifted,
  system,
} from '../../../engine/index.ts'
import { forgetful } from './broken.ts'
import { claims } from './claims.ts'
import { asker, counter, divider, primesIn } from './nodes.ts'
import type { ClientState, Count, RootState } from './nodes.ts'

const { always, eventually, slo } = checks<Count, { client: ClientState; root: RootState }>()

const parameters = {
  leaves: integer({ default: 10, min: 1, max: 200, help: 'leaves, one slice each' }),
  work: duration({
    default: seconds(2),
    min: ms(1),
    max: seconds(100),
    help: 'W: the whole task on one leaf',
  }),
  overhead: duration({
    default: ms(5),
    min: 1,
    max: seconds(1),
    help: 'o: what each leaf costs the root, one after the other',
  }),
  upTo: integer({ default: 2000, min: 2, max: 20_000, help: 'count the primes up to this' }),
  hop: duration({ default: 400, min: 0, max: seconds(1), help: 'mean one-way network time' }),
  asks: duration({
    default: seconds(10),
    min: ms(1),
    max: seconds(600),
    help: 'how long tasks are asked for',
  }),
}

/** A task over n leaves: faster, until the root does nothing but hand out and collect. */
export const rootDistribution = scenario({
  id: 'root-distribution',
  title: 'Root distribution',
  part: 'serving',
  source:
    'Burns, Designing Distributed Systems: Scatter/Gather, root distribution and choosing the number of leaves',
  summary:
    'A task is cut into slices, one for each leaf. Twice the leaves halve the work of each but double ' +
    'what the root has to hand out and collect; beyond a certain width more leaves make it slower.',
  parameters,
  duration: ({ asks }) => asks,
  variants: {
    with: { title: 'scattered', summary: 'One slice for each of ten leaves.', kind: 'with' },
    without: {
      title: 'one leaf',
      summary: 'One leaf does everything.',
      kind: 'without',
      params: { leaves: 1 },
    },
    'too-wide': {
      title: 'far too many leaves',
      summary: 'Eighty leaves: as slow as five.',
      kind: 'broken',
      params: { leaves: 80 },
      caughtBy: {
        check: 'a task takes at most half as long again as over the best width',
        seeds: 1,
      },
    },
    forgetful: {
      title: 'the rest forgotten',
      summary: 'Slices of a rounded size; what is left over belongs to nobody.',
      kind: 'broken',
      params: { upTo: 1999 },
      caughtBy: { check: 'the answer is that of one machine', seeds: 1 },
    },
  },
  build: (p, variant) =>
    system<Count>({
      nodes: {
        client: node(asker),
        root: node(divider(variant === 'forgetful' ? forgetful : undefined), {
          capacity: { workers: 1, service: { counted: p.overhead } },
        }),
        leaf: nodes(p.leaves, counter, {
          capacity: {
            workers: 1,
            service: {
              count: ({ from, to, upTo }: Count['leaf']['count']) => (p.work * (to - from)) / upTo,
            },
          },
        }),
      },
      network: { latency: p.hop === 0 ? 0 : shifted(p.hop / 2, exponential(p.hop / 2)) },
      workload: [
        {
          kind: 'closed',
          to: 'client',
          type: 'ask',
          name: 'tasks',
          users: 1,
          think: 1000,
          message: () => ({ upTo: p.upTo }),
        },
      ],
    }),
  checks: (p) => [
    always('the answer is that of one machine', {
      rows: ['G8.1'],
      watch: ['client'],
      holds(world) {
        const { last } = world.nodes('client')[0]!.state
        if (last === null) return true
        const right = primesIn(0, last.upTo)
        return (
          last.primes === right || `${last.primes} primes up to ${last.upTo}; there are ${right}`
        )
      },
    }),
    always('n leaves are at most n times as fast', {
      rows: ['G8.1'],
      watch: ['client'],
      holds(world) {
        const { last } = world.nodes('client')[0]!.state
        return (
          last === null ||
          last.took >= Math.floor(p.work / p.leaves) ||
          `a task took ${last.took} µs`
        )
      },
    }),
    slo('a task takes at most half as long again as over the best width', {
      rows: ['G8.5'],
      measure: 'latency',
      quantile: 0.5,
      // W / n + o · n is least at n = √(W / o), where it is 2 √(W · o).
      atMost: 1.5 * 2 * Math.sqrt(p.work * p.overhead),
    }),
    eventually('every task ends', {
      watch: ['client'],
      holds: ({ operations: { begun, ok } }) => begun === ok || `${begun - ok} tasks are open`,
    }),
  ],
  claims,
  disturbances: [
    {
      title: 'a leaf slow ×5',
      faults: [{ kind: 'slow', at: seconds(2), for: seconds(3), target: 'leaf-1', factor: 5 }],
    },
    {
      title: 'the root slow ×5',
      faults: [{ kind: 'slow', at: seconds(2), for: seconds(3), target: 'root', factor: 5 }],
    },
    {
      title: 'pause a leaf',
      faults: [{ kind: 'pause', at: seconds(2), for: seconds(1), target: 'leaf-1' }],
    },
  ],
  chaos: {
    targets: ['leaf'],
    kinds: ['pause', 'slow'],
    from: seconds(1),
    until: seconds(8),
    shortest: ms(100),
    longest: seconds(1),
  },
  ignores: [
    'All numbers are equally hard to test, so slices are equally long.',
    'Leaves do not fail; the scenario about stragglers and copies is about that.',
  ],
})
