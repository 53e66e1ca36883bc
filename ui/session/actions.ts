/** What a person does with a run that is on the screen. */
import {
  axisOf,
  cursorAt,
  placeOf,
  placeOfTime,
  showing,
  wholeOf,
  within,
  zoomed,
} from '../view/axis.ts'
import type { AxisMode, Cursor, Stretch } from '../view/axis.ts'
import { alongMessage, firstEffect, onSameNode } from '../view/causes.ts'
import type { FaultSpan } from '../view/fault-spans.ts'
import { failureFrom } from '../view/failures.ts'
import { nodesInSight } from '../view/nodes-in-sight.ts'
import { oneByOne } from '../view/speed-scale.ts'
import { calmSpeed, engine, player } from './runs.ts'
import { useStore } from './store.ts'
import type { Dialog, Focus, Shown, Tab } from './store.ts'
import { remember, wear } from './theme.ts'
import type { Theme } from './theme.ts'

const set = useStore.setState
const get = useStore.getState

/** Puts the cursor on an event and, where it is outside, moves the window there. */
export function goTo(seq: number): void {
  const { shown, axis } = get()
  if (!shown || !axis || seq < 0 || seq >= shown.model.length) return
  player.pause()
  seek({ seq, at: shown.model.events.at[seq]! })
}

/** Moves the cursor; the window follows. */
function seek(cursor: Cursor): void {
  player.seek(cursor)
  follow()
}

/** Moves the cursor to a place of the axis. */
export function seekPlace(place: number): void {
  const { axis } = get()
  if (axis) seek(cursorAt(axis, Math.min(Math.max(place, wholeOf(axis).from), wholeOf(axis).to)))
}

function follow(): void {
  const { axis, stretch } = get()
  if (!axis) return
  const place = placeOf(axis, player.cursor)
  const next = showing(stretch, place, wholeOf(axis))
  if (next !== stretch) set({ stretch: next })
}

/** One event forwards or back. */
export function step(direction: 1 | -1): void {
  const { seq, at } = player.cursor
  const start = get().shown?.model.events.at[seq] ?? at
  // Between two events, the first step back is to the one that has just happened.
  goTo(direction < 0 && at > start ? seq : Math.max(0, seq + direction))
}

/** The next or previous event on the selected node, or on the node of the event under the cursor. */
export function stepOnNode(direction: 1 | -1): void {
  const { shown, selected } = get()
  if (!shown) return
  const { seq } = player.cursor
  const node =
    selected === null
      ? (shown.model.events.node[seq] ?? -1)
      : (shown.model.places.get(selected) ?? -1)
  goTo(onSameNode(shown.model, { node, seq, direction }))
}

/** To the cause, or the first effect, of the event under the cursor. */
export function stepCause(direction: 1 | -1): void {
  const { shown } = get()
  const { seq } = player.cursor
  if (shown)
    goTo(direction < 0 ? (shown.model.events.cause[seq] ?? -1) : firstEffect(shown.model, seq))
}

/** Along the message. */
export function stepMessage(direction: 1 | -1): void {
  const { shown } = get()
  if (shown) goTo(alongMessage(shown.model, player.cursor.seq, direction))
}

/** To the next or previous failure. */
export function stepFailure(direction: 1 | -1): void {
  const { shown } = get()
  const failure = shown && failureFrom(shown.model.failures, player.cursor.seq, direction)
  if (failure) goTo(failure.seq)
}

/** To the first or last event. */
export function toEnd(direction: 1 | -1): void {
  const { shown } = get()
  if (shown) goTo(direction < 0 ? 0 : shown.model.length - 1)
}

/** Plays or pauses. */
export function togglePlay(): void {
  if (player.isPlaying) player.pause()
  else player.play()
}

/** Sets how fast it plays, places of the axis a second; 0 for one event at a time. */
export function setSpeed(speed: number): void {
  player.speed = speed
  set({ speed })
}

/** Changes the axis; the cursor keeps its moment, the window keeps its events. */
export function setMode(mode: AxisMode): void {
  const { shown, axis, stretch } = get()
  if (!shown || !axis) return
  const next = shown.axes[mode] ?? axisOf(shown.model, mode)
  const from = placeOf(next, cursorAt(axis, stretch.from))
  const to = placeOf(next, cursorAt(axis, stretch.to))
  const speed = get().speed === oneByOne ? oneByOne : calmSpeed(shown.model, mode)
  player.speed = speed
  set({
    shown: { ...shown, axes: { ...shown.axes, [mode]: next } },
    mode,
    axis: next,
    speed,
    stretch: within({ from, to: to > from ? to : from + 1 }, wholeOf(next)),
  })
  player.load(next, player.cursor)
}

/** Shows this stretch of the timeline. */
export function setStretch(stretch: Stretch): void {
  const { axis } = get()
  if (axis) set({ stretch: within(stretch, wholeOf(axis)) })
}

/** Shows less (factor below 1) or more around a place, the cursor's if none is given. */
export function zoom(factor: number, around?: number): void {
  const { axis, stretch, shown } = get()
  if (!axis || !shown) return
  const whole = wholeOf(axis)
  const place = around ?? placeOf(axis, player.cursor)
  const least = Math.max((whole.to - whole.from) * 1e-7, get().mode === 'events' ? 4 : 20)
  set({ stretch: zoomed(stretch, { around: place, factor, least, whole }) })
}

/** Shows the whole run. */
export function showWhole(): void {
  const { axis } = get()
  if (axis) set({ stretch: wholeOf(axis) })
}

/** Selects a node, or none. */
export function select(id: string | null): void {
  set({
    selected: id,
    focus: null,
    breaking: false,
    ...(id === null ? {} : { inspectorTab: 'node' as const }),
  })
  // Where story and inspector share a place, the inspector comes forward; a phone keeps the stage.
  if (id !== null && matchMedia('(min-width: 721px)').matches) set({ tab: 'inspector' })
}

/** Looks at something that is no node: the inspector shows it until something else is chosen. */
export function focusOn(focus: Focus | null): void {
  set({ focus, selected: null, breaking: false, ...(focus && { inspectorTab: 'node' as const }) })
  if (focus && matchMedia('(min-width: 721px)').matches) set({ tab: 'inspector' })
}

/** Shows when a fault was in force on the timeline, with a little around it. */
export function showFault({ from, to, event }: FaultSpan): void {
  const { axis } = get()
  if (!axis) return
  const left = placeOfTime(axis, from)
  const right = placeOfTime(axis, to)
  const room = Math.max((right - left) * 0.15, (wholeOf(axis).to - wholeOf(axis).from) * 0.01)
  setStretch({ from: left - room, to: right + room })
  goTo(event)
}

/** Goes to the event that ended an operation, and looks at the operation. */
export function openOperation(end: number): void {
  const operation = get().shown?.model.events.operation[end] ?? -1
  goTo(end)
  if (operation >= 0) focusOn({ kind: 'operation', operation })
}

/** Opens a folded role, or folds it again. */
export function toggleFold(role: string): void {
  const opened = new Set(get().opened)
  if (!opened.delete(role)) opened.add(role)
  set({ opened })
}

/** Opens a dialog, or closes it. */
export function openDialog(dialog: Dialog): void {
  set({ dialog })
}

/** Brings a panel to the front on a narrow screen. */
export function chooseTab(tab: Tab): void {
  set({ tab })
}

/** Changes the theme and remembers it. */
export function chooseTheme(theme: Theme): void {
  remember(theme)
  wear(theme)
  set({ theme })
}

/** The theme that is not worn now. */
export function otherTheme(): void {
  chooseTheme(get().theme === 'dark' ? 'light' : 'dark')
}

/** How long panels wait between two moves of the cursor, ms. */
const pace = 100

/** Lets the panels follow the cursor, ten times a second at most, and looks into the worker. */
export function followCursor(): void {
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const publish = () => {
    timer = undefined
    last = performance.now()
    set({ cursor: player.cursor })
    if (player.isPlaying) follow()
    look()
  }
  player.listen(() => {
    if (timer !== undefined) return
    const wait = pace - (performance.now() - last)
    if (wait <= 0) publish()
    else timer = setTimeout(publish, wait)
  })
  player.onPlaying = (isPlaying) => {
    set({ isPlaying })
    publish()
  }
  useStore.subscribe((now, before) => {
    if (now.selected !== before.selected || now.opened !== before.opened) look()
  })
}

let isLooking = false
let wanted = -1
/** Whose states the latest answer tells, as one text; of a small system everybody's. */
let told = ''

/** Asks for the state at the cursor; one question at a time, the latest position wins. */
function look(): void {
  const { shown, progress } = get()
  const { seq } = player.cursor
  if (!shown || progress || seq < 0) return
  wanted = seq
  if (isLooking) return
  const nodes = inSight(shown, seq)
  if (get().look?.seq === seq && told === textOf(nodes)) return
  isLooking = true
  void lookAt(shown, seq, nodes)
}

function inSight({ model }: Shown, seq: number): readonly string[] | null {
  const { selected, opened } = get()
  const { nodes } = model.header.topology
  const here = nodes[model.events.node[seq] ?? -1]
  const chosen = [...(selected === null ? [] : [selected]), ...(here ? [here.id] : [])]
  return nodesInSight(nodes, { opened, chosen })
}

function textOf(nodes: readonly string[] | null): string {
  return nodes?.join(' ') ?? ''
}

async function lookAt(shown: Shown, seq: number, nodes: readonly string[] | null): Promise<void> {
  try {
    const found = await engine.ask('look', { source: shown.source, seq, nodes, contents: [seq] })
    told = textOf(nodes)
    if (get().shown?.model === shown.model) set({ look: { ...found, seq } })
  } catch {
    // A new run has begun, or none is there: the picture says so itself.
    if (wanted === seq) return
  } finally {
    isLooking = false
  }
  if (wanted !== seq || textOf(nodes) !== textOf(inSight(shown, seq))) look()
}
