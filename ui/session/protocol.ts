/** What the page and the worker with the engine say to each other; plain data. */
import type {
  AnyValues,
  CheckVerdict,
  Disturbance,
  Expectation,
  Fault,
  Moment,
  Parameters,
  Part,
  Variant,
} from '../../engine/index.ts'
import type { Term } from '../view/run-until.ts'
import type { Comparison } from '../view/comparison.ts'
import type { TraceModel } from '../view/trace-model.ts'

/** A scenario that exists. */
export interface CatalogueEntry {
  readonly id: string
  readonly title: string
  readonly part: Part
  /** One sentence, when it is known without loading the scenario. */
  readonly summary: string
}

/** What to run. Values and faults left out are the scenario's own. */
export interface RunRequest {
  readonly scenario: string
  readonly variant: string | null
  /** Only what differs from the variant's own values. */
  readonly params: AnyValues
  readonly seed: string
  /** The whole plan; `null`: the scenario's own. */
  readonly faults: readonly Fault[] | null
}

/**
 * Where a run comes from: what to run, or a trace file. The file is a handle that the browser keeps;
 * `id` tells two files of one name apart.
 */
export type Source =
  | { readonly kind: 'spec'; readonly request: RunRequest }
  | { readonly kind: 'file'; readonly id: string; readonly name: string; readonly file: Blob }

/** What tells one run from another: the same key, the same run. */
export function keyOf(source: Source): string {
  return source.kind === 'spec' ? JSON.stringify(source.request) : `file ${source.id}`
}

/** A bound that a check puts on a measure, for the charts. */
export interface Objective {
  readonly name: string
  readonly measure: string
  readonly atMost: number
}

/** A claim without its code. */
export interface ClaimText {
  readonly name: string
  readonly rows: readonly string[]
  readonly source: string
  readonly unit: string
  readonly expected: Expectation
}

/** A scenario with its variant and parameters settled, without its code. */
export interface Description {
  readonly id: string
  readonly title: string
  readonly part: Part
  readonly source: string
  readonly summary: string
  readonly parameters: Parameters
  readonly variants: readonly (Variant & { readonly name: string })[]
  readonly variant: string
  readonly params: AnyValues
  /** How long its workloads ask, µs. */
  readonly duration: number
  readonly faults: readonly Fault[]
  readonly disturbances: readonly Disturbance[]
  readonly claims: readonly ClaimText[]
  readonly checks: readonly Pick<CheckVerdict, 'name' | 'kind'>[]
  readonly objectives: readonly Objective[]
  readonly ignores: readonly string[]
}

/** The state at an event, and the contents of the messages of some events. */
export interface Look {
  /** Of the nodes that were asked for; `null` where the run is a file without its states. */
  readonly moment: Moment | null
  readonly contents: { readonly [seq: number]: unknown }
}

/** What a node says it is, from an event on. */
export interface Said {
  readonly node: string
  readonly seq: number
  /** As `badgeOf` has it; '' for nothing. */
  readonly badge: string
}

/** What the page may ask, and what the answer is. */
export interface Asks {
  catalogue: { ask: Record<string, never>; answer: readonly CatalogueEntry[] }
  describe: { ask: RunRequest; answer: Description }
  /** Runs a spec or opens a file, and keeps what came of it for as long as there is room. */
  run: { ask: Source; answer: TraceModel }
  /** The keys of a run's events, by which they are found in other runs and by links. */
  keys: { ask: Source; answer: Float64Array }
  /** Compares two runs, event by event. */
  compare: { ask: { readonly a: Source; readonly b: Source }; answer: Comparison }
  /** Looks into a run; one that was not kept is run once more. */
  look: {
    ask: {
      readonly source: Source
      readonly seq: number
      /** The nodes whose states are told; `null` for all. */
      readonly nodes: readonly string[] | null
      readonly contents: readonly number[]
    }
    answer: Look
  }
  /** The next event at which a condition on states becomes true, having been false; −1 for none. */
  until: {
    ask: { readonly source: Source; readonly seq: number; readonly terms: readonly Term[] }
    answer: number
  }
  /** What nodes say they are, at the beginning of a stretch and at each change until its end. */
  strip: {
    ask: {
      readonly source: Source
      readonly from: number
      readonly to: number
      readonly nodes: readonly string[]
    }
    answer: readonly Said[]
  }
  /** Gives up the question of this number, if it is one that listens; nothing answers to it then. */
  stop: { ask: { readonly id: number }; answer: null }
}

/** A question with its number. */
export interface Question<K extends keyof Asks = keyof Asks> {
  readonly id: number
  readonly kind: K
  readonly ask: Asks[K]['ask']
}

/** What comes back: progress any number of times, then an answer or a refusal. */
export type Reply =
  | { readonly id: number; readonly kind: 'answer'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'refused'; readonly reason: string }
  | { readonly id: number; readonly kind: 'progress'; readonly events: number; readonly at: number }
