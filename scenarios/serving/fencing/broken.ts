/** Subtly wrong guards, each with the check that catches it. */
import type { Variant } from '../../../engine/index.ts'

const check = 'no write of an older owner after one of a newer'

/** The broken variants. */
export const broken = {
  'guard-only': {
    kind: 'broken',
    title: 'the owner looks at its lease, and that is all',
    summary:
      'The look is right when it is taken. A freeze between the look and the act makes it worthless.',
    params: { check: 'none' },
    caughtBy: { check, seeds: 3 },
  },
  'name-only': {
    kind: 'broken',
    title: 'the worker compares names',
    summary: 'The sender owns it, yes; but it did not own it continuously.',
    params: { check: 'name', incident: 'regain' },
    caughtBy: { check, seeds: 3 },
  },
  'slow-clock': {
    kind: 'broken',
    title: 'a local guard by a slow clock',
    summary:
      "The owner's clock runs 30% slow, and its guard of 75% lasts for longer than the lease.",
    params: { check: 'none', incident: 'cut', drift: -300_000, work: 1000 },
    caughtBy: { check, seeds: 5 },
  },
} as const satisfies { [name: string]: Variant }
