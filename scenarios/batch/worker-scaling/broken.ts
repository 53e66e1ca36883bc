/** Worker scaling with one mistake each. */
import { micros } from '../../../engine/index.ts'
import type { Variant } from '../../../engine/index.ts'

/** The variants with a mistake. */
export const brokenVariants = {
  lean: {
    title: 'no headroom',
    summary:
      'The target is so near to full that full workers are within the tolerance: it never adds one.',
    kind: 'broken',
    params: { target: 0.95 },
    caughtBy: { check: 'the backlog is worked off', seeds: 1 },
  },
  nervous: {
    title: 'no tolerance, no patience',
    summary:
      'Each small deviation from the target changes the number of workers, at a load that three just carry.',
    kind: 'broken',
    params: { tolerance: 0, patience: 0, interval: micros(740_000) },
    caughtBy: { check: 'the number of workers settles', seeds: 3 },
  },
  rounding: {
    title: 'rounded to the nearest',
    summary: 'Two and two tenths of a worker become two, one too few.',
    kind: 'broken',
    caughtBy: { check: 'each decision follows the rule', seeds: 1 },
  },
} as const satisfies { readonly [name: string]: Variant }
