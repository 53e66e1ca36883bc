/** What the page shows, for React: changed by `session/actions.ts`, at most ten times a second. */
import { create } from 'zustand'
import type { Axis, AxisMode, Cursor, Stretch } from '../view/axis.ts'
import type { Comparison } from '../view/comparison.ts'
import type { FaultSpan } from '../view/fault-spans.ts'
import { plainLines } from '../view/lifeline-rows.ts'
import type { LineChoice } from '../view/lifeline-rows.ts'
import type { TraceModel } from '../view/trace-model.ts'
import type { CatalogueEntry, Description, Look, RunRequest, Source } from './protocol.ts'
import { initialTheme } from './theme.ts'
import type { Theme } from './theme.ts'

/** Something that went wrong, and where on the page it belongs. */
export interface Problem {
  readonly where: 'parameter' | 'faults' | 'run' | 'link'
  /** The parameter's name; '' elsewhere. */
  readonly name: string
  readonly text: string
}

/** A run on the screen: the model and what is derived from it once. */
export interface Shown {
  readonly source: Source
  /** What was run; of a file, what it says was run. */
  readonly request: RunRequest
  readonly model: TraceModel
  readonly spans: readonly FaultSpan[]
  readonly axes: { readonly [mode in AxisMode]?: Axis }
  /** How long the engine took, ms. */
  readonly took: number
}

/**
 * A run that the page keeps: the first one, a branch of another, or one to compare with. Lanes are
 * stacked under one ruler; an edit of the plan of faults opens a branch, so that the old future
 * stays.
 */
export interface Lane {
  readonly id: number
  /** The lane that it began as a copy of; `null` for one that stands by itself. */
  readonly parent: number | null
  readonly source: Source
  /** `null` until it has been run. */
  readonly shown: Shown | null
}

/** Two runs and how they differ, here being the one on the screen. */
export interface Compared {
  readonly here: TraceModel
  readonly there: TraceModel
  readonly comparison: Comparison
}

/** What is looked at when it is no node. Events and flights by `seq`, faults and checks by place. */
export type Focus =
  | { readonly kind: 'message'; readonly send: number }
  | { readonly kind: 'link'; readonly from: string; readonly to: string }
  | { readonly kind: 'operation'; readonly operation: number }
  | { readonly kind: 'fault'; readonly fault: number }
  | { readonly kind: 'check'; readonly check: number }

/** What stands in the middle of the page: the picture of a run, or of many. */
export type Middle = 'stage' | 'seeds'

/** What stands before the page. */
export type Dialog = 'gallery' | 'help' | 'lab' | 'palette' | 'export' | null

/** The panel in front on a narrow screen. */
export type Tab = 'story' | 'stage' | 'inspector'

/** The panels of the inspector; differences are there while two runs are compared. */
export type InspectorTab = 'node' | 'events' | 'differences'

/** How the page is divided, as shares from 0 to 1; `null` where nobody has moved anything. */
export interface Layout {
  /** The timeline's part of the page's height. */
  readonly timeline: number | null
  /** The charts' part of the height of lifelines and charts. */
  readonly charts: number | null
}

/** See the file's header. */
export interface State {
  readonly catalogue: readonly CatalogueEntry[]
  readonly request: RunRequest | null
  readonly description: Description | null
  readonly problems: readonly Problem[]
  /** How far the run has come; `null` when none is going on. */
  readonly progress: {
    readonly events: number
    readonly at: number
    /** How much of a file has been read, 0 to 1. */
    readonly share?: number | undefined
  } | null
  /** All runs that are kept, in the order in which they were opened. */
  readonly lanes: readonly Lane[]
  /** The lane that everything else here is about. */
  readonly active: number
  /** The lane that it is compared with, on the same cursor; `null` for none. */
  readonly beside: number | null
  /** What the worker found between the two; `null` until it has. */
  readonly compared: Compared | null
  readonly middle: Middle
  /** The run of the active lane. */
  readonly shown: Shown | null
  readonly mode: AxisMode
  readonly axis: Axis | null
  readonly stretch: Stretch
  /** The cursor as panels know it. */
  readonly cursor: Cursor
  readonly isPlaying: boolean
  /** Places of the axis a second; 0 for one event at a time. */
  readonly speed: number
  /** The id of the selected node. */
  readonly selected: string | null
  /** What else is selected; `null` while a node or nothing is. */
  readonly focus: Focus | null
  /** The states at an event, as the worker last told them. */
  readonly look: (Look & { readonly seq: number }) | null
  readonly opened: ReadonlySet<string>
  /** Which lines of the space-time diagram are hidden, folded or moved. */
  readonly lines: LineChoice
  readonly layout: Layout
  /** Whether the form for running until something is open. */
  readonly untilOpen: boolean
  readonly showsTwins: boolean
  readonly theme: Theme
  readonly dialog: Dialog
  readonly tab: Tab
  readonly inspectorTab: InspectorTab
  readonly breaking: boolean
}

/** The store. Read it in components through `useStore`; change it through actions. */
export const useStore = create<State>(() => ({
  catalogue: [],
  request: null,
  description: null,
  problems: [],
  progress: null,
  lanes: [],
  active: 0,
  beside: null,
  compared: null,
  middle: 'stage',
  shown: null,
  mode: 'compressed',
  axis: null,
  stretch: { from: 0, to: 1 },
  cursor: { seq: -1, at: 0 },
  isPlaying: false,
  speed: 1,
  selected: null,
  focus: null,
  look: null,
  opened: new Set<string>(),
  lines: plainLines,
  layout: { timeline: null, charts: null },
  untilOpen: false,
  showsTwins: false,
  theme: initialTheme(),
  dialog: null,
  tab: 'stage',
  inspectorTab: 'node',
  breaking: false,
}))
