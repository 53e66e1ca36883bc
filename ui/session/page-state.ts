/** The state of the page as links and saves have it: taken from the store, and put back. */
import { printsOf } from '../view/prints.ts'
import { calmSpeed, engine, player, runNow } from './runs.ts'
import { addressAt } from './event-address.ts'
import { stateOf, viewNames } from './link/state.ts'
import type { LinkedLane, LinkedView, LinkState } from './link/state.ts'
import { fileSource, knownFile } from './open-files.ts'
import { keyOf } from './protocol.ts'
import type { RunRequest, Source } from './protocol.ts'
import { savedFile } from './saving/store.ts'
import { useStore } from './store.ts'
import type { Lane, State } from './store.ts'
import { fetchTrace, tracePrefix } from './trace-address.ts'
import { words } from '../words/words.ts'
import { whereOf } from './where.ts'

const get = useStore.getState

/** The state now; `null` before there is anything. */
export async function stateNow(): Promise<LinkState | null> {
  const { lanes, active, beside, request, shown, selected, mode, stretch } = get()
  if (!request || lanes.length === 0) return null
  const { seq, at } = player.cursor
  const placeOf = (id: number | null) => lanes.findIndex((lane) => lane.id === id)
  const asIs = stateOf(request, {
    lanes: lanes.map((lane) => linkedLane(lane, placeOf(lane.parent))),
    active: Math.max(0, placeOf(active)),
    beside: placeOf(beside) < 0 ? null : placeOf(beside),
    node: selected,
    mode,
    view: viewNow(),
  })
  if (!shown || seq < 0) return asIs
  return {
    ...asIs,
    cursor: { address: await addressAt(engine, shown, seq), seq, at },
    stretch,
    prints: printsOf(shown.model.footer),
  }
}

function linkedLane({ source, shown }: Lane, parent: number): LinkedLane {
  const place = parent < 0 ? null : parent
  if (source.kind === 'spec') return { request: source.request, parent: place, file: null }
  const file = { id: source.id, name: source.name }
  return { request: shown?.request ?? nothing, parent: place, file }
}

/** What a file says was run, before it was read. */
const nothing: RunRequest = { scenario: '?', variant: null, params: {}, seed: '7', faults: null }

function viewNow(): LinkedView {
  const now = get()
  const usual = useStore.getInitialState()
  const view: { [name: string]: unknown } = {}
  for (const name of viewNames) {
    const value: unknown = now[name]
    if (isUsual(name, now, usual)) continue
    view[name] = value instanceof Set ? [...(value as ReadonlySet<unknown>)] : value
  }
  return view
}

function isUsual(name: (typeof viewNames)[number], now: State, usual: State): boolean {
  if (name === 'speed') return !now.shown || now.speed === calmSpeed(now.shown.model, now.mode)
  const value: unknown = now[name]
  return value === null || JSON.stringify(plain(value)) === JSON.stringify(plain(usual[name]))
}

function plain(value: unknown): unknown {
  return value instanceof Set ? [...(value as ReadonlySet<unknown>)] : value
}

/**
 * Puts a state on the page, in the place of everything that is there. What is the same run as before
 * is not run again. A file that this page does not have is run instead, as it says it was run.
 */
export async function takeState(state: LinkState, problems: readonly string[]): Promise<void> {
  const said = [...problems]
  const sources: Source[] = []
  for (const lane of state.lanes) sources.push(await sourceOf(lane, said))
  const before = new Map(get().lanes.map((lane) => [keyOf(lane.source), lane.shown]))
  const lanes = sources.map((source, place): Lane => ({
    id: place + 1,
    parent: idOf(state.lanes[place]!.parent),
    source,
    shown: before.get(keyOf(source)) ?? null,
  }))
  const active = lanes[state.active]!
  useStore.setState({
    lanes,
    active: active.id,
    beside: idOf(state.beside),
    request: state.lanes[state.active]!.request,
    dialog: null,
    showsTwins: false,
    middle: 'stage',
  })
  await runNow(whereOf(state, said))
}

/** Lanes are counted from 1. */
function idOf(place: number | null): number | null {
  return place === null ? null : place + 1
}

async function sourceOf({ file, request }: LinkedLane, said: string[]): Promise<Source> {
  if (!file) return { kind: 'spec', request }
  const known = knownFile(file.id)
  if (known) return known
  const saved = await savedFile(file.id)
  if (saved) return fileSource(file.name, saved, { id: file.id })
  if (file.id.startsWith(tracePrefix))
    try {
      return await fetchTrace(file.id.slice(tracePrefix.length))
    } catch (error) {
      said.push(error instanceof Error ? error.message : String(error))
    }
  said.push(words.files.fileElsewhere(file.name))
  return { kind: 'spec', request }
}
