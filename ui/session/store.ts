/** What the page shows, for React: changed by `session/actions.ts`, at most ten times a second. */
import { create } from 'zustand'
import type { Axis, AxisMode, Cursor, Stretch } from '../view/axis.ts'
import type { FaultSpan } from '../view/fault-spans.ts'
import type { TraceModel } from '../view/trace-model.ts'
import type { CatalogueEntry, Description, Look, RunRequest } from './protocol.ts'
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
  readonly request: RunRequest
  readonly model: TraceModel
  readonly spans: readonly FaultSpan[]
  readonly axes: { readonly [mode in AxisMode]?: Axis }
  /** How long the engine took, ms. */
  readonly took: number
}

/** What stands in the middle of the page beside the panels. */
export type Dialog = 'gallery' | 'help' | 'lab' | null

/** The panel in front on a narrow screen. */
export type Tab = 'story' | 'stage' | 'inspector'

/** See the file's header. */
export interface State {
  readonly catalogue: readonly CatalogueEntry[]
  readonly request: RunRequest | null
  readonly description: Description | null
  readonly problems: readonly Problem[]
  /** How far the run has come; `null` when none is going on. */
  readonly progress: { readonly events: number; readonly at: number } | null
  readonly shown: Shown | null
  readonly mode: AxisMode
  readonly axis: Axis | null
  readonly stretch: Stretch
  /** The cursor as panels know it. */
  readonly cursor: Cursor
  readonly isPlaying: boolean
  /** Places of the axis a second. */
  readonly speed: number
  /** The id of the selected node. */
  readonly selected: string | null
  readonly look: Look | null
  readonly opened: ReadonlySet<string>
  readonly showsTwins: boolean
  readonly theme: Theme
  readonly dialog: Dialog
  readonly tab: Tab
  readonly inspectorTab: 'node' | 'events'
  readonly breaking: boolean
}

/** The store. Read it in components through `useStore`; change it through actions. */
export const useStore = create<State>(() => ({
  catalogue: [],
  request: null,
  description: null,
  problems: [],
  progress: null,
  shown: null,
  mode: 'compressed',
  axis: null,
  stretch: { from: 0, to: 1 },
  cursor: { seq: -1, at: 0 },
  isPlaying: false,
  speed: 1,
  selected: null,
  look: null,
  opened: new Set<string>(),
  showsTwins: false,
  theme: initialTheme(),
  dialog: null,
  tab: 'stage',
  inspectorTab: 'node',
  breaking: false,
}))
