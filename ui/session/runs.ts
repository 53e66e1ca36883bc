/** Choosing what to run, running it, and putting it on the screen. */
import type { AnyValues, Fault } from '../../engine/index.ts'
import { axisOf, within, wholeOf } from '../view/axis.ts'
import type { AxisMode, Cursor } from '../view/axis.ts'
import { faultSpans } from '../view/fault-spans.ts'
import { flightsAt } from '../view/flights.ts'
import { eventAt, traceModel } from '../view/trace-model.ts'
import type { TraceModel } from '../view/trace-model.ts'
import { words } from '../words/words.ts'
import { CancelledError, EngineClient } from './engine-client.ts'
import { firstSeed } from './link.ts'
import type { ReadLink } from './link.ts'
import { Player } from './player.ts'
import type { RunRequest } from './protocol.ts'
import { useStore } from './store.ts'
import type { Problem } from './store.ts'

/** The engine behind this page. */
export const engine = new EngineClient()
/** The cursor of this page. */
export const player = new Player()

const set = useStore.setState
const get = useStore.getState
/** The latest run wins: what an older one brings back is not shown. */
let generation = 0

/** Runs what is asked for. `where` the cursor goes: the same time as before, unless a link says more. */
export async function runNow(where: Partial<ReadLink> = {}): Promise<void> {
  const { request, progress } = get()
  if (!request) return
  // The engine does not listen while it runs: what is going on must be stopped.
  if (progress) engine.cancel()
  const own = ++generation
  set({
    progress: { events: 0, at: 0 },
    problems: where.problems ? linkProblems(where.problems) : [],
  })
  const began = performance.now()
  try {
    const description = await engine.ask('describe', request)
    if (own !== generation) return
    set({ description })
    const data = await engine.ask('run', request, (events, at) => {
      if (own === generation) set({ progress: { events, at } })
    })
    if (own !== generation) return
    show(request, traceModel(data), { where, took: performance.now() - began })
  } catch (error) {
    if (own !== generation || error instanceof CancelledError) return
    const problem = problemOf(error instanceof Error ? error.message : String(error))
    set({ progress: null, problems: [...get().problems, problem] })
  }
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

function show(
  request: RunRequest,
  model: TraceModel,
  how: { where: Partial<ReadLink>; took: number },
): void {
  const { where, took } = how
  const before = get()
  const mode: AxisMode = where.mode ?? before.mode
  const axis = axisOf(model, mode)
  const sameScenario = before.shown?.request.scenario === request.scenario
  const cursor = whereTo(model, where, sameScenario ? before.cursor : null)
  const changed = where.print && !model.footer.fingerprint.startsWith(where.print)
  const problems: Problem[] = changed ? [{ where: 'link', name: '', text: words.run.changed }] : []
  const whole = wholeOf(axis)
  const stretch = where.stretch
    ? within(where.stretch, whole)
    : sameScenario && before.mode === mode
      ? within(before.stretch, whole)
      : null
  const speed = sameScenario && before.mode === mode ? before.speed : calmSpeed(model, mode)
  player.pause()
  player.speed = speed
  const selected = where.node ?? before.selected
  set({
    shown: { request, model, spans: faultSpans(model), axes: { [mode]: axis }, took },
    progress: null,
    problems: [...before.problems, ...problems],
    mode,
    axis,
    speed,
    cursor,
    look: null,
    selected: selected !== null && model.places.has(selected) ? selected : null,
    stretch: stretch ?? firstStretch(model, axis.u, cursor),
    ...(sameScenario ? {} : { opened: new Set<string>() }),
  })
  player.load(axis, cursor)
  document.title = `${before.description?.title ?? request.scenario} · ${words.name}`
}

function whereTo(model: TraceModel, where: Partial<ReadLink>, before: Cursor | null): Cursor {
  const { event = null, at = null } = where
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

function linkProblems(problems: readonly string[]): Problem[] {
  return problems.map((text) => ({ where: 'link', name: '', text }))
}

/** Opens a scenario with everything as its author left it. */
export function openScenario(id: string): void {
  player.pause()
  change({
    scenario: id,
    variant: null,
    params: {},
    seed: get().request?.seed ?? firstSeed,
    faults: null,
  })
  set({ dialog: null, selected: null, description: null, showsTwins: false })
  void runNow()
}

/** Chooses a variant; values that a person had changed stay where the variant has them too. */
export function chooseVariant(variant: string): void {
  edit({ variant })
}

/** Changes one parameter and runs again. */
export function turn(name: string, value: AnyValues[string]): void {
  const { request, description } = get()
  if (!request || !description) return
  set({ description: { ...description, params: { ...description.params, [name]: value } } })
  edit({ params: { ...request.params, [name]: value } })
}

/** Puts all parameters back. */
export function resetParameters(): void {
  edit({ params: {} })
}

/** Runs with another seed. */
export function chooseSeed(seed: string): void {
  edit({ seed })
}

/** A seed that nobody chose, short enough to say aloud. */
export function rollSeed(): void {
  const [draw = 0] = crypto.getRandomValues(new Uint32Array(1))
  chooseSeed(String((draw % 9999) + 1))
}

/** Adds faults to the plan, or takes them away where they are in it, and runs again. */
export function toggleFaults(faults: readonly Fault[]): void {
  const plan = planNow()
  const isIn = faults.every((fault) => plan.some((other) => isSame(other, fault)))
  const rest = plan.filter((other) => !faults.some((fault) => isSame(other, fault)))
  edit({ faults: isIn ? rest : [...rest, ...faults] })
}

/** Takes one fault out of the plan. */
export function removeFault(fault: Fault): void {
  edit({ faults: planNow().filter((other) => !isSame(other, fault)) })
}

/** Back to the scenario's own plan. */
export function clearFaults(): void {
  edit({ faults: null })
}

/** The plan in force: a person's, or the scenario's own. */
function planNow(): readonly Fault[] {
  const { request, description } = get()
  return request?.faults ?? description?.faults ?? []
}

/** Whether two faults are the same entry of a plan. */
export function isSame(a: Fault, b: Fault): boolean {
  const text = (fault: Fault) =>
    JSON.stringify(Object.entries(fault).sort(([x], [y]) => (x < y ? -1 : 1)))
  return text(a) === text(b)
}

function change(request: RunRequest): void {
  set({ request })
}

function edit(part: Partial<RunRequest>): void {
  const { request } = get()
  if (!request) return
  change({ ...request, ...part })
  void runNow()
}
