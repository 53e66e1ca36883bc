/** Subtly wrong owners, each with the check that catches it. */
import type { Variant } from '../../../engine/index.ts'

/** The broken variants. */
export const broken = {
  'ignores-loss': {
    kind: 'broken',
    title: 'ignores the loss of its lease',
    summary: 'An owner that cannot renew goes on as if nothing had happened.',
    params: { onLoss: 'ignore' },
    caughtBy: { check: 'one owner at a time', seeds: 3 },
  },
  'slow-clock': {
    kind: 'broken',
    title: 'clocks a fifth slow, no margin for it',
    summary:
      'Owners time their leases with clocks that lose 12 seconds a minute against the store.',
    params: { drift: -200_000 },
    caughtBy: { check: 'one owner at a time', seeds: 5 },
  },
} as const satisfies { [name: string]: Variant }
