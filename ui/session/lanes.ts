/** The runs that the page keeps, as a list: finding, adding, changing, taking away. */
import type { Source } from './protocol.ts'
import { useStore } from './store.ts'
import type { Lane } from './store.ts'

/** More lanes than these are not kept: each holds a whole run. */
export const lanesMax = 8

const set = useStore.setState
const get = useStore.getState

/** The lane on the screen; `undefined` before the first. */
export function activeLane(): Lane | undefined {
  return laneOf(get().active)
}

/** A lane by its number. */
export function laneOf(id: number | null): Lane | undefined {
  return get().lanes.find((lane) => lane.id === id)
}

/** Changes a lane where it stands. */
export function changeLane(id: number, part: Partial<Omit<Lane, 'id'>>): void {
  set({ lanes: get().lanes.map((lane) => (lane.id === id ? { ...lane, ...part } : lane)) })
}

/** Adds a lane, below its parent's other branches if it has a parent; returns its number. */
export function addLane(source: Source, parent: number | null): number {
  const { lanes } = get()
  const id = Math.max(0, ...lanes.map((lane) => lane.id)) + 1
  const lane: Lane = { id, parent, source, shown: null }
  const above = lanes.findLastIndex((one) => one.id === parent || one.parent === parent)
  const at = parent === null || above < 0 ? lanes.length : above + 1
  set({ lanes: [...lanes.slice(0, at), lane, ...lanes.slice(at)] })
  return id
}

/** Takes a lane away; its branches become branches of its own parent. */
export function dropLane(id: number): void {
  const { lanes, beside } = get()
  const gone = laneOf(id)
  if (!gone) return
  set({
    lanes: lanes
      .filter((lane) => lane.id !== id)
      .map((lane) => (lane.parent === id ? { ...lane, parent: gone.parent } : lane)),
    beside: beside === id ? null : beside,
  })
}

/** Begins anew with one lane. */
export function onlyLane(source: Source): void {
  set({ lanes: [{ id: 1, parent: null, source, shown: null }], active: 1, beside: null })
}
