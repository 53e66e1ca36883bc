/** What a person changes about a run: which scenario, variant, values, seed and faults. */
import type { AnyValues, Fault } from '../../engine/index.ts'
import { words } from '../words/words.ts'
import { activeLane, addLane, changeLane, dropLane, laneOf, lanesMax, onlyLane } from './lanes.ts'
import { firstSeed } from './link/state.ts'
import { keyOf } from './protocol.ts'
import type { RunRequest, Source } from './protocol.ts'
import { engine, fillLanes, player, runNow, showLane } from './runs.ts'
import { useStore } from './store.ts'

const set = useStore.setState
const get = useStore.getState

/** Opens a scenario with everything as its author left it. */
export function openScenario(id: string): void {
  player.pause()
  openRequest({
    scenario: id,
    variant: null,
    params: {},
    seed: get().request?.seed ?? firstSeed,
    faults: null,
  })
}

/** Opens a run in the place of all that are on the page. */
export function openRequest(request: RunRequest): void {
  set({ request, dialog: null, selected: null, focus: null, description: null, showsTwins: false })
  onlyLane({ kind: 'spec', request })
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
  changePlan(isIn ? rest : [...rest, ...faults])
}

/** Puts a fault in the place of another, or takes it away if there is none to put. */
export function replaceFault(fault: Fault, by: Fault | null): void {
  changePlan(planNow().flatMap((other) => (isSame(other, fault) ? (by ? [by] : []) : [other])))
}

/** Takes one fault out of the plan. */
export function removeFault(fault: Fault): void {
  replaceFault(fault, null)
}

/** Back to the scenario's own plan. */
export function clearFaults(): void {
  changePlan(null)
}

/** The plan in force: a person's, or the scenario's own. */
function planNow(): readonly Fault[] {
  const { request, description } = get()
  return request?.faults ?? description?.faults ?? []
}

/** Whether two faults are the same entry of a plan. */
export function isSame(a: Fault, b: Fault): boolean {
  return textOf(a) === textOf(b)
}

function textOf(fault: Fault): string {
  return JSON.stringify(Object.entries(fault).sort(([x], [y]) => (x < y ? -1 : 1)))
}

/**
 * Takes another plan. The first change of a run's plan opens a branch beside it; later ones change
 * the branch, until it is left or branched again. A branch that is as its parent was is gone.
 */
function changePlan(faults: readonly Fault[] | null): void {
  const lane = activeLane()
  const { request, description } = get()
  if (!lane || !request) return
  const own = description?.faults ?? []
  const plan = faults && isSamePlan(faults, own) ? null : faults
  const source: Source = { kind: 'spec', request: { ...request, faults: plan } }
  const parent = laneOf(lane.parent)
  if (parent && keyOf(parent.source) === keyOf(source)) {
    dropLane(lane.id)
    activate(parent.id)
  } else if (parent) edit({ faults: plan })
  else openBranch(lane.id, source)
}

function isSamePlan(a: readonly Fault[], b: readonly Fault[]): boolean {
  return a.length === b.length && a.every((fault, place) => isSame(fault, b[place]!))
}

/** Opens a branch of the active lane, still the same; what is changed now changes the branch. */
export function branch(): void {
  const lane = activeLane()
  if (lane) openBranch(lane.id, lane.source)
}

function openBranch(parent: number, source: Source): void {
  if (get().lanes.length >= lanesMax) {
    set({ problems: [{ where: 'run', name: '', text: words.run.tooManyLanes(lanesMax) }] })
    return
  }
  const id = addLane(source, parent)
  const same = laneOf(parent)
  if (same?.shown && keyOf(same.source) === keyOf(source)) changeLane(id, { shown: same.shown })
  activate(id)
}

/** Puts a lane on the screen, the cursor at the same time. */
export function activate(id: number): void {
  const lane = laneOf(id)
  if (!lane) return
  const { beside, active } = get()
  set({
    active: id,
    request: lane.shown?.request ?? requestOf(lane.source) ?? get().request,
    // Two lanes that are compared change places.
    beside: beside === id ? active : beside,
  })
  if (!lane.shown) void runNow()
  else {
    showLane(lane)
    void describeAgain(lane.shown.request)
  }
}

function requestOf(source: Source): RunRequest | null {
  return source.kind === 'spec' ? source.request : null
}

/** Parameters, variants and faults to try, as they are for the run that came to the screen. */
async function describeAgain(request: RunRequest): Promise<void> {
  const description = await engine.ask('describe', request).catch(() => null)
  if (description && get().request === request) set({ description })
}

/** Closes a lane; the one on the screen gives way to its parent or to another. The last one stays. */
export function closeLane(id: number): void {
  const { lanes, active } = get()
  if (lanes.length < 2) return
  const next = laneOf(id)?.parent ?? lanes.find((lane) => lane.id !== id)!.id
  dropLane(id)
  if (id === active) activate(next)
}

/** Shows another run beside the one on the screen, on the same cursor. */
export function compareWith(source: Source): void {
  const key = keyOf(source)
  const { lanes, active } = get()
  const known = lanes.find((lane) => lane.id !== active && keyOf(lane.source) === key)
  if (!known && lanes.length >= lanesMax) {
    set({ problems: [{ where: 'run', name: '', text: words.run.tooManyLanes(lanesMax) }] })
    return
  }
  set({
    beside: known?.id ?? addLane(source, null),
    inspectorTab: 'differences',
    middle: 'stage',
  })
  fillLanes()
}

/** Shows one run again; the other one stays a lane. */
export function stopComparing(): void {
  const { inspectorTab } = get()
  set({ beside: null, inspectorTab: inspectorTab === 'differences' ? 'node' : inspectorTab })
}

function edit(part: Partial<RunRequest>): void {
  const { request, active } = get()
  if (!request) return
  const next = { ...request, ...part }
  // A file stays what it is.
  if (laneOf(active)?.source.kind === 'file')
    return openBranch(active, { kind: 'spec', request: next })
  set({ request: next })
  changeLane(active, { source: { kind: 'spec', request: next } })
  void runNow()
}
