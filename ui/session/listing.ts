/**
 * The list of events: what is wanted of it, and what was found. It is searched for a few
 * milliseconds at a time, and only while somebody looks at it.
 */
import { create } from 'zustand'
import type { EventKind } from '../../engine/index.ts'
import { wholeOf } from '../view/axis.ts'
import { EventSearch, eventIn, placeIn } from '../view/event-search.ts'
import type { EventFilter, Listed } from '../view/event-search.ts'
import { firstAtLeast, lastAtMost } from '../view/grouping.ts'
import { goTo } from './actions.ts'
import { player } from './runs.ts'
import { useStore } from './store.ts'

/** See the file's header. */
export interface Listing {
  readonly text: string
  readonly kinds: readonly EventKind[]
  readonly type: number
  /** Only events of the selected node. */
  readonly onlyNode: boolean
  readonly causedBy: number
  /** Only the window of the timeline, where it is narrower than the run. */
  readonly inWindow: boolean
  readonly listed: Listed
  /** How far the search has come, 0 to 1. */
  readonly progress: number
}

const nothing: Listed = { first: 0, length: 0, rows: null }

/** The listing, for React. */
export const useListing = create<Listing>(() => ({
  text: '',
  kinds: [],
  type: -1,
  onlyNode: false,
  causedBy: -1,
  inWindow: true,
  listed: nothing,
  progress: 1,
}))

/** A stretch of search takes so long, ms. */
const slice = 6
/** Events between two looks at the clock. */
const bite = 500

let search: EventSearch | null = null
let watchers = 0

/** Changes what is wanted. */
export function want(part: Partial<Omit<Listing, 'listed' | 'progress'>>): void {
  useListing.setState(part)
  if (watchers > 0) begin()
}

/** Brings the list forward with everything that an event led to. */
export function listCausedBy(seq: number): void {
  useStore.setState({ inspectorTab: 'events', tab: 'inspector' })
  want({ causedBy: seq, inWindow: false, text: '', kinds: [], type: -1, onlyNode: false })
}

/** Keeps the list up to date until the returned function is called. */
export function watchListing(): () => void {
  watchers++
  begin()
  const stop = useStore.subscribe((now, before) => {
    // A seq means nothing in another run.
    if (now.shown?.model !== before.shown?.model) want({ causedBy: -1, type: -1 })
    else if (now.selected !== before.selected || now.stretch !== before.stretch) begin()
  })
  return () => {
    watchers--
    stop()
    search = null
  }
}

function begin(): void {
  const filter = filterNow(useListing.getState().inWindow)
  const { shown } = useStore.getState()
  if (!shown || !filter) {
    useListing.setState({ listed: nothing, progress: 1 })
    return
  }
  search = new EventSearch(shown.model, filter)
  goOn(search)
}

/** What is wanted of the run that is on the screen. */
function filterNow(inWindow: boolean): EventFilter | null {
  const { shown, axis, stretch, selected } = useStore.getState()
  const { text, kinds, type, onlyNode, causedBy } = useListing.getState()
  if (!shown || !axis) return null
  const whole = wholeOf(axis)
  const isNarrow = stretch.from > whole.from || stretch.to < whole.to
  const { model } = shown
  return {
    text,
    kinds,
    type,
    causedBy: causedBy < model.length ? causedBy : -1,
    node: onlyNode && selected !== null ? (model.places.get(selected) ?? -1) : -1,
    first: inWindow && isNarrow ? firstAtLeast(axis.u, stretch.from) : 0,
    last: inWindow && isNarrow ? lastAtMost(axis.u, stretch.to) : model.length - 1,
  }
}

function goOn(own: EventSearch): void {
  if (own !== search) return
  const then = performance.now()
  while (!own.isDone && performance.now() - then < slice) own.advance(bite)
  useListing.setState({ listed: own.listed, progress: own.progress })
  if (!own.isDone) setTimeout(() => goOn(own))
}

/** To the next or previous event of the list; the window goes along. */
export function stepListed(direction: 1 | -1): void {
  const { shown } = useStore.getState()
  const filter = filterNow(false)
  if (!shown || !filter) return
  const { seq } = player.cursor
  const { listed, progress, inWindow } = useListing.getState()
  const place = placeIn(listed, seq)
  const next = direction > 0 ? place + 1 : place - (eventAtPlace(listed, place) === seq ? 1 : 0)
  // The list knows, unless the next one lies beyond its window or has not been found yet.
  if (watchers > 0 && progress === 1 && next >= 0 && next < listed.length)
    return goTo(eventIn(listed, next))
  if (watchers > 0 && progress === 1 && !inWindow) return
  const found = neighbour(filter, { seq, direction })
  if (found >= 0) goTo(found)
}

function eventAtPlace(listed: Listed, place: number): number {
  return place < 0 ? -1 : eventIn(listed, place)
}

/** So many events are looked through for the next one that is wanted. */
const neighbourMax = 60_000

function neighbour(
  filter: EventFilter,
  { seq, direction }: { seq: number; direction: 1 | -1 },
): number {
  const model = useStore.getState().shown!.model
  for (let width = 64; width <= neighbourMax; width *= 4) {
    const first = direction > 0 ? seq + 1 : Math.max(0, seq - width)
    const last = direction > 0 ? seq + width : seq - 1
    const listed = new EventSearch(model, { ...filter, first, last }).finish()
    if (listed.length > 0) return eventIn(listed, direction > 0 ? 0 : listed.length - 1)
  }
  return -1
}
