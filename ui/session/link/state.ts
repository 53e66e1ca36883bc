/** Everything that a link restores. */
import type { AxisMode, Stretch } from '../../view/axis.ts'
import type { Prints } from '../../view/prints.ts'
import type { RunRequest } from '../protocol.ts'
import type { State } from '../store.ts'

/** The seed of a page that was opened without one. */
export const firstSeed = '7'

/** A run of the page, as a link has it. */
export interface LinkedLane {
  readonly request: RunRequest
  /** The place of the lane that it is a branch of; `null` for none. */
  readonly parent: number | null
  /** The file it was read from: a link holds its name, not its bytes. */
  readonly file: { readonly id: string; readonly name: string } | null
}

/** An event: by its address, and where to go if no event has it any more. */
export interface LinkedEvent {
  readonly address: string | null
  readonly seq: number | null
  readonly at: number | null
}

/**
 * What of the store goes into a link under its own name, where it is not as the page begins. A panel
 * that keeps something more in the store adds its name here, and to `fields.ts` what it may be.
 */
export const viewNames = [
  'middle',
  'tab',
  'inspectorTab',
  'speed',
  'showsTwins',
  'opened',
  'focus',
  'lines',
  'layout',
] as const satisfies readonly (keyof State)[]

/** See {@link viewNames}. */
export type LinkedView = { readonly [N in (typeof viewNames)[number]]?: Linked<State[N]> }

/** Sets are lists in a link. */
type Linked<T> = T extends ReadonlySet<infer Item> ? readonly Item[] : NonNullable<T>

/** See the file's header. */
export interface LinkState {
  readonly lanes: readonly LinkedLane[]
  readonly active: number
  readonly beside: number | null
  readonly cursor: LinkedEvent
  readonly node: string | null
  readonly mode: AxisMode | null
  readonly stretch: Stretch | null
  readonly view: LinkedView
  /** What the run of the active lane was when the link was made. */
  readonly prints: Prints | null
}

/** What an address turned out to be. */
export type Reading =
  | { readonly kind: 'none' }
  /** A trace that is to be fetched. */
  | { readonly kind: 'trace'; readonly address: string }
  /** `problems`: what in it could not be used and was left out. */
  | { readonly kind: 'state'; readonly state: LinkState; readonly problems: readonly string[] }
  /** Cut, changed on the way, or nothing that a page has written. */
  | { readonly kind: 'damaged'; readonly reason: string }
  /** Whole, but not to be followed. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'newer'; readonly version: number }

/** A state with one run, for whoever knows no more. */
export function stateOf(request: RunRequest, more: Partial<LinkState> = {}): LinkState {
  return {
    lanes: [{ request, parent: null, file: null }],
    active: 0,
    beside: null,
    cursor: { address: null, seq: null, at: null },
    node: null,
    mode: null,
    stretch: null,
    view: {},
    prints: null,
    ...more,
  }
}
