/** What the page of the bench offers: every bundled scenario, and one that is there to be measured. */
import { registry as bundled } from '../../scenarios/index.ts'
import type { Entry } from '../../scenarios/index.ts'

/** See the file's header. */
export const registry: readonly Entry[] = [
  ...bundled,
  {
    id: 'gossip',
    title: 'A rumour among ten thousand',
    part: 'serving',
    rows: [],
    load: async () => (await import('../orrery/rumour.ts')).rumour(10_000),
  },
]
