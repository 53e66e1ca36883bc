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
    id: 'https-sidecar',
    title: 'HTTPS sidecar',
    part: 'single-node',
    rows: ['S3.1'],
    load: async () => (await import('./single-node/https-sidecar/scenario.ts')).httpsSidecar,
  },
  {
    id: 'config-sidecar',
    title: 'Configuration sidecar',
    part: 'single-node',
    rows: ['S3.2'],
    load: async () => (await import('./single-node/config-sidecar/scenario.ts')).configSidecar,
  },
  {
    id: 'topz',
    title: 'Introspection sidecar (topz)',
    part: 'single-node',
    rows: ['S3.3'],
    load: async () => (await import('./single-node/topz/scenario.ts')).topzSidecar,
  },
  {
    id: 'replicated-service',
    title: 'Replicated load-balanced service',
    part: 'serving',
    rows: ['R6.1', 'R6.2'],
    load: async () => (await import('./serving/replicated-service/scenario.ts')).replicatedService,
  },
  {
    id: 'dictionary-service',
    title: 'A replicated dictionary',
    part: 'serving',
    rows: ['R6.2', 'R6.3'],
    load: async () => (await import('./serving/dictionary-service/scenario.ts')).dictionaryService,
  },
  {
    id: 'sessions',
    title: 'Session tracking',
    part: 'serving',
    rows: ['R6.4'],
    load: async () => (await import('./serving/sessions/scenario.ts')).sessions,
  },
  {
    id: 'root-distribution',
    title: 'Root distribution',
    part: 'serving',
    rows: ['G8.1', 'G8.5'],
    load: async () => (await import('./serving/root-distribution/scenario.ts')).rootDistribution,
  },
  {
    id: 'document-search',
    title: 'Document search',
    part: 'serving',
    rows: ['G8.2', 'G8.3', 'G8.4'],
    load: async () => (await import('./serving/document-search/scenario.ts')).documentSearch,
  },
  {
    id: 'scatter-gather',
    title: 'Scatter/gather',
    part: 'serving',
    rows: ['G8.6', 'G8.7', 'G8.8'],
    load: async () => (await import('./serving/scatter-gather/scenario.ts')).scatterGather,
  },
  {
    id: 'video-encoding',
    title: 'Video encoding',
    part: 'serving',
    rows: ['G8.9'],
    load: async () => (await import('./serving/video-encoding/scenario.ts')).videoEncoding,
  },
  {
    id: 'ranked-search',
    title: 'Ranked search',
    part: 'serving',
    rows: ['G8.10'],
    load: async () => (await import('./serving/ranked-search/scenario.ts')).rankedSearch,
  },
  {
    id: 'lock',
    title: 'Lock',
    part: 'serving',
    rows: ['O10.2', 'O10.4', 'O10.5', 'O10.6', 'O10.7'],
    load: async () => (await import('./serving/lock/scenario.ts')).lock,
  },
  {
    id: 'ownership',
    title: 'Renewable ownership',
    part: 'serving',
    rows: ['O10.8', 'O10.9'],
    load: async () => (await import('./serving/ownership/scenario.ts')).ownership,
  },
  {
    id: 'fencing',
    title: 'Fencing',
    part: 'serving',
    rows: ['O10.10', 'O10.11', 'O10.12'],
    load: async () => (await import('./serving/fencing/scenario.ts')).fencing,
  },
  {
    id: 'work-queue',
    title: 'Work queue',
    part: 'batch',
    rows: ['W11.1', 'W11.2', 'W11.3', 'W11.4', 'W11.5'],
    load: async () => (await import('./batch/work-queue/scenario.ts')).workQueue,
  },
  {
    id: 'worker-scaling',
    title: 'Scaling the workers',
    part: 'batch',
    rows: ['W11.6'],
    load: async () => (await import('./batch/worker-scaling/scenario.ts')).workerScaling,
  },
]
