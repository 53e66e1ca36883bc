/** Moving a fault in time, and making it longer or shorter: another fault each time. */
import type { Fault } from '../../engine/index.ts'

/** The part of a fault that is taken hold of. */
export type Grip = 'whole' | 'begin' | 'end'

/** When a fault is in force, µs; what has no end of its own ends with the run or by another fault. */
export interface Force {
  readonly from: number
  readonly to: number
}

/** The shortest that a fault can be made, µs. */
const shortest = 1

/**
 * The fault with its grip moved by so many microseconds: whole microseconds, never before 0. Moved
 * whole, it keeps its length; with an end moved, it has one from then on.
 */
export function faultMoved(fault: Fault, force: Force, grip: Grip, by: number): Fault {
  const from = Math.round(force.from)
  const to = Math.round(force.to)
  const move = Math.round(by)
  if (grip === 'whole') return { ...fault, at: Math.max(0, from + move) }
  if (grip === 'end') return { ...fault, at: from, for: Math.max(shortest, to + move - from) }
  const at = Math.min(Math.max(0, from + move), to - shortest)
  return fault.for === undefined ? { ...fault, at } : { ...fault, at, for: to - at }
}

/** When the fault would be in force, for its picture while it is held. */
export function forceMoved(force: Force, grip: Grip, by: number): Force {
  const move = Math.round(by)
  if (grip === 'begin')
    return { from: Math.min(Math.max(0, force.from + move), force.to - shortest), to: force.to }
  if (grip === 'end')
    return { from: force.from, to: Math.max(force.from + shortest, force.to + move) }
  const at = Math.max(0, force.from + move)
  return { from: at, to: at + (force.to - force.from) }
}
