/** How long a film takes, as numbers. */
import { absolute, ms } from '../../../engine/index.ts'
import type { Claim, RunSummary } from '../../../engine/index.ts'

const graham = 'Graham, Bounds for certain multiprocessing anomalies, BSTJ 45 (1966)'

const meanOf = (run: RunSummary, name: string): number => {
  const measure = run.measures[name]
  return measure?.kind === 'histogram' ? measure.mean! : 0
}

/**
 * n · (n − 1) segments of length 1 and then one of length n: the optimum is n, list scheduling
 * takes 2n − 1. With the long one first it takes n as well.
 */
function worst(encoders: number): Claim {
  return {
    name: `the worst film for ${encoders} encoders, against its best schedule`,
    rows: ['G8.9'],
    source: `2 − 1 / n; ${graham}`,
    runs: {
      a: {
        variant: 'with',
        params: { encoders, hop: 0, film: 'long-last', overdueAfter: 0, asks: ms(500) },
      },
    },
    value: ({ a }) => meanOf(a!, 'makespan') / (encoders * ms(100)),
    expected: { value: 2 - 1 / encoders, tolerance: absolute(1e-6) },
  }
}

/** The claims of video encoding. */
export const claims: readonly Claim[] = [
  worst(2),
  worst(4),
  worst(6),
  {
    name: 'the same film for 4 encoders, the long segment first',
    rows: ['G8.9'],
    source: `longest first meets the optimum here; ${graham}`,
    runs: {
      a: {
        variant: 'with',
        params: { encoders: 4, hop: 0, film: 'long-first', overdueAfter: 0, asks: ms(500) },
      },
    },
    value: ({ a }) => meanOf(a!, 'makespan') / (4 * ms(100)),
    expected: { value: 1, tolerance: absolute(1e-6) },
  },
  {
    name: 'speedup of six encoders on films with a heavy tail',
    rows: ['G8.9'],
    source:
      'Σ alone; between max(longest, Σ / n) and Σ / n + (1 − 1 / n) · longest over n encoders',
    runs: {
      six: { variant: 'with', params: { hop: 0, overdueAfter: 0, asks: ms(500) } },
      alone: { variant: 'without', params: { hop: 0, overdueAfter: 0, asks: ms(500) } },
    },
    value: ({ six, alone }) => meanOf(alone!, 'makespan') / meanOf(six!, 'makespan'),
    expected: { atLeast: 2, atMost: 6 },
  },
]
