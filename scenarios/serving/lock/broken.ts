/** Subtly wrong locks, each with the check that catches it. */
import type { Variant } from '../../../engine/index.ts'

/** The broken variants. */
export const broken = {
  'late-unlock': {
    kind: 'broken',
    title: 'unlock without the version',
    summary: 'A user that took too long frees the lock of the one that has it by now.',
    params: { unlock: 'value', watchdog: false, rate: 4 },
    caughtBy: { check: 'one owner at a time', seeds: 5 },
  },
  'no-watchdog': {
    kind: 'broken',
    title: 'nobody watches the time',
    summary: 'A user goes on with its work when its lock has run out.',
    params: { watchdog: false },
    caughtBy: { check: 'nobody works past its time', seeds: 3 },
  },
  'plain-set': {
    kind: 'broken',
    title: 'set without looking',
    summary: 'bob writes his name over that of alice.',
    params: { acquire: 'set', mark: 'name', users: 2, ttl: 0, deaths: 0, long: 0 },
    caughtBy: { check: 'one owner at a time', seeds: 3 },
  },
} as const satisfies { [name: string]: Variant }
