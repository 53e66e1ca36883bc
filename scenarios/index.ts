/**
 * The registry of bundled scenarios, by part of the book. A scenario is loaded when somebody wants
 * it; listing loads none.
 */
import type { Part, Scenario } from '../engine/index.ts'

/** A bundled scenario, not loaded yet. */
export interface Entry {
  readonly id: string
  readonly title: string
  readonly part: Part
  /** The catalogue rows it stands for. */
  readonly rows: readonly string[]
  readonly load: () => Promise<Scenario>
}

/** Every bundled scenario, in the order of the book. */
export const registry: readonly Entry[] = [
  {
    id: 'scatter-gather',
    title: 'Scatter/gather',
    part: 'serving',
    rows: ['G8.1', 'G8.5', 'G8.6', 'G8.7', 'G8.8'],
    load: async () => (await import('./serving/scatter-gather/scenario.ts')).scatterGather,
  },
]
