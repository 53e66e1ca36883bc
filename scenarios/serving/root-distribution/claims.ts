/** How wide to scatter, as numbers. */
import { absolute, ms, seconds } from '../../../engine/index.ts'
import type { AnyValues, Claim, RunSummary } from '../../../engine/index.ts'

const bare: AnyValues = { hop: 0, work: seconds(2), overhead: ms(5), upTo: 2000, asks: ms(500) }

const meanMs = (run: RunSummary): number => {
  const latency = run.measures['latency']
  return latency?.kind === 'histogram' ? latency.mean! / 1000 : 0
}

function width(leaves: number, expected: number): Claim {
  return {
    name: `time of a task over ${leaves} leaves`,
    rows: ['G8.5'],
    source: 'T(n) = W / n + o · n, with W = 2,000 ms and o = 5 ms',
    runs: { a: { variant: 'with', params: { ...bare, leaves } } },
    value: ({ a }) => meanMs(a!),
    expected: { value: expected, tolerance: absolute(0.001) },
    unit: 'ms',
  }
}

const widths = [8, 10, 16, 18, 20, 22, 25, 40]

/** The claims of root distribution. */
export const claims: readonly Claim[] = [
  width(5, 425),
  width(20, 200),
  width(80, 425),
  {
    name: 'the best width',
    rows: ['G8.5'],
    source: 'n* = √(W / o), where the derivative of W / n + o · n is 0',
    runs: Object.fromEntries(
      widths.map((leaves) => [`w${leaves}`, { variant: 'with', params: { ...bare, leaves } }]),
    ),
    value: (runs) =>
      widths.reduce((best, leaves) =>
        meanMs(runs[`w${leaves}`]!) < meanMs(runs[`w${best}`]!) ? leaves : best,
      ),
    expected: { value: 20, tolerance: absolute(0) },
    unit: 'leaves',
  },
  {
    name: 'speedup of four leaves',
    rows: ['G8.1'],
    source: 'T = W alone, W / n + o · n over n leaves: below n, and close to it where o is small',
    runs: {
      scattered: { variant: 'with', params: { ...bare, leaves: 4, overhead: 100 } },
      alone: { variant: 'without', params: { ...bare, overhead: 100 } },
    },
    value: ({ scattered, alone }) => meanMs(alone!) / meanMs(scattered!),
    expected: { atLeast: 3.9, atMost: 4 },
  },
]
