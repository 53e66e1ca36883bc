/** Running what a lane asks for, and putting it on the screen. */
import { axisOf, within, wholeOf } from '../view/axis.ts'
import type { AxisMode, Cursor } from '../view/axis.ts'
import { faultSpans } from '../view/fault-spans.ts'
import { plainLines } from '../view/lifeline-rows.ts'
import { flightsAt } from '../view/flights.ts'
import { firstDifference } from '../view/prints.ts'
import type { Prints } from '../view/prints.ts'
import { eventAt } from '../view/trace-model.ts'
import type { TraceModel } from '../view/trace-model.ts'
import { words } from '../words/words.ts'
import { CancelledError, EngineClient } from './engine-client.ts'
import { activeLane, changeLane, onlyLane } from './lanes.ts'
import { eventWith } from './event-address.ts'
import { Player } from './player.ts'
import type { RunRequest, Source } from './protocol.ts'
import { useStore } from './store.ts'
import type { Lane, Problem, Shown } from './store.ts'
import { fitting } from './where.ts'
import type { Where } from './where.ts'

/** The engine behind this page. */
export const engine = new EngineClient()
/** The cursor of this page. */
export const player = new Player()

const set = useStore.setState
const get = useStore.getState
/** The latest run wins: what an older one brings back is not shown. */
let generation = 0

/**
 * Runs what the active lane asks for, and then the other lanes that have not been run yet. `where`
 * the cursor goes: the same time as before, unless a link says more.
 */
export async function runNow(where: Where = {}): Promise<void> {
  const { progress } = get()
  const lane = activeLane()
  if (!lane) return
  const { source } = lane
  // The engine does not listen while it runs: what is going on must be stopped.
  if (progress) engine.cancel()
  const own = ++generation
  set({
    progress: { events: 0, at: 0 },
    problems: where.problems ? linkProblems(where.problems) : [],
  })
  const began = performance.now()
  try {
    if (source.kind === 'spec') await describe(source.request, own)
    if (own !== generation) return
    const model = await engine.ask('run', source, (events, at, share) => {
      if (own === generation) set({ progress: { events, at, share } })
    })
    if (own !== generation) return
    const shown = shownOf(source, model, performance.now() - began)
    if (source.kind === 'file') await describe(shown.request, own).catch(() => undefined)
    if (own !== generation) return
    const found = await foundIn(shown, where)
    if (own !== generation) return
    changeLane(lane.id, { shown })
    show(shown, found)
    await runOthers(own)
  } catch (error) {
    if (own !== generation || error instanceof CancelledError) return
    const problem = problemOf(error instanceof Error ? error.message : String(error))
    set({ progress: null, problems: [...get().problems, problem] })
  }
}

async function describe(request: RunRequest, own: number): Promise<void> {
  const description = await engine.ask('describe', request)
  if (own === generation) set({ description })
}

/** Runs the lanes that have no picture yet, one after the other, behind the one on the screen. */
async function runOthers(own: number): Promise<void> {
  for (;;) {
    const lane = get().lanes.find(({ shown }) => !shown)
    if (!lane || own !== generation) return
    const began = performance.now()
    const model = await engine.ask('run', lane.source)
    if (own !== generation) return
    changeLane(lane.id, { shown: shownOf(lane.source, model, performance.now() - began) })
  }
}

/** Runs what has not been run yet, without touching what is on the screen. */
export function fillLanes(): void {
  if (get().progress) return
  runOthers(generation).catch((error: unknown) => {
    if (error instanceof CancelledError) return
    const problem = problemOf(error instanceof Error ? error.message : String(error))
    set({ problems: [...get().problems, problem] })
  })
}

/**
 * Makes a run of something that is not on the page yet, so that nothing has changed if it cannot be
 * made. `null`: somebody wanted something else meanwhile.
 * @throws Error as the engine says it
 */
export async function tryOut(source: Source): Promise<Shown | null> {
  if (get().progress) engine.cancel()
  const own = ++generation
  set({ progress: { events: 0, at: 0 }, problems: [] })
  const began = performance.now()
  try {
    const model = await engine.ask('run', source, (events, at, share) => {
      if (own === generation) set({ progress: { events, at, share } })
    })
    return own === generation ? shownOf(source, model, performance.now() - began) : null
  } catch (error) {
    if (own !== generation || error instanceof CancelledError) return null
    throw error
  } finally {
    if (own === generation) set({ progress: null })
  }
}

/** Puts a run that was made by {@link tryOut} on the screen, in the place of all others. */
export async function showOnly(shown: Shown): Promise<void> {
  onlyLane(shown.source)
  changeLane(get().active, { shown })
  const own = ++generation
  set({ request: shown.request, description: null, selected: null, focus: null })
  // A scenario that nobody here knows has nothing to tell about itself.
  await describe(shown.request, own).catch(() => undefined)
  if (own === generation) show(shown, {})
}

/** Stops the run that is going on. The picture before stays. */
export function cancelRun(): void {
  generation++
  engine.cancel()
  set({
    progress: null,
    look: null,
    problems: [{ where: 'run', name: '', text: words.run.cancelled }],
  })
}

/** What was run, as the page asks for it. */
function requestOf(source: Source, { header }: TraceModel): RunRequest {
  if (source.kind === 'spec') return source.request
  const { scenario, variant, params, seed, faults } = header.spec
  return { scenario, variant, params, seed, faults }
}

function shownOf(source: Source, model: TraceModel, took: number): Shown {
  const request = requestOf(source, model)
  return { source, request, model, spans: faultSpans(model), axes: {}, took }
}

/** Puts the run of a lane on the screen, the cursor at the same time as before. */
export function showLane({ shown }: Lane): void {
  if (shown) show(shown, {})
}

function show(shown: Shown, where: Where): void {
  const before = get()
  const { request, model } = shown
  const mode: AxisMode = where.mode ?? before.mode
  const axis = shown.axes[mode] ?? axisOf(model, mode)
  const sameScenario = before.shown?.request.scenario === request.scenario
  const cursor = whereTo(model, where, sameScenario ? before.cursor : null)
  const problems = linkProblems(differences(where.prints ?? null, model))
  const whole = wholeOf(axis)
  const stretch = where.stretch
    ? within(where.stretch, whole)
    : sameScenario && before.mode === mode
      ? within(before.stretch, whole)
      : null
  const speed =
    where.view?.speed ??
    (sameScenario && before.mode === mode ? before.speed : calmSpeed(model, mode))
  player.pause()
  player.speed = speed
  const selected = where.node ?? before.selected
  set({
    shown: { ...shown, axes: { ...shown.axes, [mode]: axis } },
    progress: null,
    problems: [...before.problems, ...problems],
    mode,
    axis,
    speed,
    cursor,
    look: null,
    selected: selected !== null && model.places.has(selected) ? selected : null,
    // What is looked at is named by its place in the old run; it means nothing in this one.
    focus: null,
    stretch: stretch ?? firstStretch(model, axis.u, cursor),
    ...(sameScenario ? {} : { opened: new Set<string>(), lines: plainLines }),
    ...fitting(where.view ?? {}, model),
  })
  player.load(axis, cursor)
  document.title = `${before.description?.title ?? request.scenario} · ${words.name}`
}

function whereTo(model: TraceModel, where: Where, before: Cursor | null): Cursor {
  const { seq: event = null, at = null } = where.cursor ?? {}
  if (event !== null && event < model.length) {
    const from = model.events.at[event]!
    const to = event + 1 < model.length ? model.events.at[event + 1]! : from
    return { seq: event, at: Math.min(Math.max(at ?? from, from), to) }
  }
  if (at !== null) return { seq: eventAt(model, at), at }
  if (before && before.seq >= 0) {
    const time = Math.min(before.at, model.footer.time)
    return { seq: eventAt(model, time), at: time }
  }
  return livelyMoment(model)
}

/** Early in the run, the moment with the most messages under way: a first picture worth seeing. */
function livelyMoment(model: TraceModel): Cursor {
  let best = { seq: Math.min(0, model.length - 1), count: -1 }
  const last = Math.min(model.length, 1200)
  for (let seq = 0; seq < last; seq++) {
    const count = flightsAt(model.flights, seq).length
    if (count > best.count) best = { seq, count }
  }
  if (best.seq < 0) return { seq: best.seq, at: 0 }
  // A little later, when what was sent at once has left its node.
  const at = Math.min(model.events.at[best.seq]! + model.flights.typical * 0.45, model.footer.time)
  return { seq: eventAt(model, at), at }
}

/** About so many events are in the window at first. */
const firstEvents = 260

function firstStretch(model: TraceModel, u: Float64Array, { seq }: Cursor) {
  const from = Math.max(0, Math.min(seq - firstEvents / 3, model.length - firstEvents))
  const to = Math.min(model.length - 1, Math.floor(from) + firstEvents)
  const left = u[Math.floor(from)] ?? 0
  const right = u[to] ?? left + 1
  return { from: left, to: right > left ? right : left + 1 }
}

/** A typical message is half a second on its way; by events, a dozen happen in a second. */
export function calmSpeed(model: TraceModel, mode: AxisMode): number {
  return mode === 'events' ? 12 : model.flights.typical / 0.5
}

/** Which part of the page a refusal belongs to. */
function problemOf(text: string): Problem {
  const parameter = /^parameter (\S+) is /.exec(text)
  if (parameter) return { where: 'parameter', name: parameter[1]!, text }
  if (/^fault \d+: /.test(text)) return { where: 'faults', name: '', text }
  return { where: 'run', name: '', text }
}

/** With the event looked up that has the wanted address; the numbers of a changed run are others. */
async function foundIn(shown: Shown, where: Where): Promise<Where> {
  const { address = null, seq = null, at = null } = where.cursor ?? {}
  if (address === null) return where
  const seqNow = await eventWith(engine, shown, { address, hint: seq ?? 0 }).catch(() => -1)
  if (seqNow === seq) return where
  if (seqNow >= 0)
    // Between two events the time was a part of the way; of another run that means nothing.
    return { ...where, cursor: { address, seq: seqNow, at: shown.model.events.at[seqNow]! } }
  const problems = [...(where.problems ?? []), words.files.eventGone]
  set({ problems: [...get().problems, ...linkProblems([words.files.eventGone])] })
  return { ...where, cursor: { address: null, seq: null, at }, problems }
}

/** What is to be said when the code has changed since a link was made. */
function differences(prints: Prints | null, { footer }: TraceModel): string[] {
  const difference = prints && firstDifference(prints, footer)
  return difference ? [words.files.changed(difference.sameUpTo, difference.differsBy)] : []
}

function linkProblems(problems: readonly string[]): Problem[] {
  return problems.map((text) => ({ where: 'link', name: '', text }))
}
