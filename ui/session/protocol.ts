/** What the page and the worker with the engine say to each other; plain data. */
import type {
  AnyValues,
  CheckVerdict,
  ClaimTerms,
  Disturbance,
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
  | {
      readonly kind: 'file'
      readonly id: string
      readonly name: string
      readonly file: Blob
      /** Whether somebody wants to see it though its check sums do not fit. */
      readonly isDamaged?: boolean
    }

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
export type ClaimText = ClaimTerms

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

/** Where a value came from. */
export interface Origin {
  /** The event that changed it last; `null` where none did. */
  readonly event: number | null
  /** How many events were looked at. */
  readonly looked: number
  /** Whether the search was given up before the beginning of the run. */
  readonly gaveUp: boolean
}

/** An operation of a history, as the drawing of an explanation needs it. */
export interface PlacedOperation {
  readonly id: string
  readonly process: string
  readonly kind: string
  /** Input and output as short JSON; '' for none. */
  readonly input: string
  readonly output: string
  readonly outcome: 'ok' | 'fail' | 'info'
  readonly start: number
  readonly end: number | null
  readonly startSeq: number
  readonly endSeq: number | null
  /** Its number in the longest order that fits, from 1; `null`: it has no place in it. */
  readonly order: number | null
  /** Whether it is one that finds no place though it was answered. */
  readonly isCulprit: boolean
}

/** What a check looked at, and why it came out as it did. */
export type Explained =
  | { readonly kind: 'states'; readonly watch: readonly string[]; readonly events: boolean }
  | {
      readonly kind: 'slo'
      readonly measure: string
      readonly quantile: number | null
      readonly atMost: number | null
      readonly atLeast: number | null
      readonly value: number | null
    }
  | {
      readonly kind: 'history'
      readonly model: string
      /** How many operations it judged. */
      readonly judged: number
      /** `null` when it holds or is undecided. */
      readonly failure: {
        readonly key: string | null
        readonly at: number
        readonly shortest: boolean
        /** By invocation; the latest and those without a place, at most as many as can be drawn. */
        readonly operations: readonly PlacedOperation[]
        /** How many there are in all, and in the order. */
        readonly all: number
        readonly ordered: number
        readonly sentences: readonly string[]
      } | null
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
  /** The contents of the messages of some events. */
  contents: {
    ask: { readonly source: Source; readonly events: readonly number[] }
    answer: Look['contents']
  }
  /** The last event before, or at, event `seq` that changed what stands at a path of a state. */
  origin: {
    ask: {
      readonly source: Source
      readonly node: string
      readonly path: readonly string[]
      readonly seq: number
      /** Whether the step of event `seq` counts. */
      readonly including: boolean
    }
    answer: Origin
  }
  /** Why a check came out as it did; `null` for a file, which has only the verdict. */
  explain: {
    ask: { readonly source: Source; readonly check: number }
    answer: Explained | null
  }
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
  | {
      readonly id: number
      readonly kind: 'progress'
      readonly events: number
      readonly at: number
      /** Of a file: how much has been read, 0 to 1. */
      readonly share?: number | undefined
    }
