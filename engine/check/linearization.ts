/**
 * The search for an order of one object's operations that its model accepts.
 *
 * The idea is Wing and Gong's depth-first search over the operations that may come next, with
 * Lowe's memory of configurations already explored, as in Porcupine. Four things make it quick
 * and keep it exact:
 * - a configuration is small: operations are numbered by invocation, so those placed are all below
 *   `next` except a few *holes*, which are open at the same time and thus few;
 * - an operation that can only be observed, and fits now, is placed now: it fits nowhere better;
 * - a model may say that a configuration leads nowhere, from what is still to come;
 * - operations of unknown outcome are used only to make another operation fit, fewest first, and a
 *   configuration reached with more of them than before (same placed, same state) is not explored.
 *   Those with equal effect are interchangeable, so the one invoked first is used first.
 *
 * Source: J. M. Wing, C. Gong, "Testing and verifying concurrent objects", JPDC 1993.
 * Source: G. Lowe, "Testing for linearizability", Concurrency and Computation 29(4), 2017.
 * Source: A. Athalye, Porcupine, https://github.com/anishathalye/porcupine (the idea, not its code).
 */
import type { Operation, Plain } from '../measure/history.ts'
import type { Model } from './model.ts'
import { insert, interchangeable, isPart, uses } from './spares.ts'
import { canonical } from './value.ts'

/** What a search came to. */
export interface Search {
  /** `unknown`: the effort ran out. */
  result: 'pass' | 'fail' | 'unknown'
  /** Units spent: model steps, plus one for every 64 holes or 32 characters of state handled. */
  spent: number
  /** The longest order found that the model accepts, operations of unknown outcome included. */
  order: Operation[]
  /** The state which that order leaves. */
  state: Plain
  /**
   * `endSeq` of the answer that no order found gets past: the earliest answer still missing in the
   * order that went furthest. `null` after a pass.
   */
  stuckAt: number | null
}

/** A configuration: what is placed, and the state it leaves. Linked to the one it came from. */
interface Configuration {
  parent: Configuration | null
  /** The operations placed in coming here: some of unknown outcome, then one that had to be. */
  placed: readonly Operation[]
  /** All required operations below this index are placed, save the holes. */
  next: number
  holes: readonly number[] // required indexes below next, rising
  state: number // index into the search's states
  used: readonly number[] // classes of unknown operations used, rising, one entry per use
  count: number // required operations placed
}

/** A state that operations of unknown outcome can lead to, from a configuration. */
interface Detour {
  state: number
  used: readonly number[]
  placed: readonly Operation[]
}

/**
 * A configuration being explored: every detour, and from each of them every candidate. Candidates
 * are counted, not listed: first the holes, then what follows `next` and was invoked in time.
 */
interface Frame {
  at: Configuration
  bound: number // the first answer still missing; an operation invoked after it may not come next
  only: number | undefined // the candidate that makes all others needless
  detours: Detour[]
  detour: number
  candidate: number
}

/**
 * Looks for an order of these operations, all of one object. Those with outcome `info` may be
 * placed anywhere after their invocation, or left out; all others must be placed.
 * @param operations at most once each, in the order of their invocations
 * @param effort units the search may spend before it answers `unknown`
 */
export function linearize<S extends Plain>(
  operations: readonly Operation[],
  model: Model<S>,
  effort: number,
): Search {
  const required = operations.filter(({ outcome }) => outcome !== 'info')
  const unknown = operations.filter(
    (operation) => operation.outcome === 'info' && !model.reads(operation),
  )
  const classes = interchangeable(unknown, model)
  const isHopeless = model.foresee?.(required, unknown)
  const earliestEnd = earliestEnds(required)
  const spell = (state: S): string => model.canonical?.(state) ?? canonical(state)
  const states: S[] = []
  const stateIndex = new Map<string, number>()
  const explored = new Map<string, (readonly number[])[]>()
  let spent = 0

  function intern(state: S): number {
    const text = spell(state)
    spent += text.length >> 5
    let index = stateIndex.get(text)
    if (index === undefined) {
      index = states.push(state) - 1
      stateIndex.set(text, index)
    }
    return index
  }

  function step(state: number, operation: Operation): number | undefined {
    spent++
    const after = model.step(states[state]!, operation)
    return after === undefined ? undefined : intern(after)
  }

  /** Remembers a configuration; false if one at least as good was explored before. */
  function isNew({ next, holes, state, used }: Configuration): boolean {
    const text = `${state}|${next}|${holes.join()}`
    const known = explored.get(text)
    if (known === undefined) {
      explored.set(text, [used])
      return true
    }
    if (known.some((other) => isPart(other, used))) return false
    known.push(used)
    return true
  }

  /** Places a required operation after a detour. */
  function place(frame: Frame, detour: Detour, index: number): Configuration | undefined {
    const operation = required[index]!
    const state = step(detour.state, operation)
    if (state === undefined) return undefined
    const { at } = frame
    spent += at.holes.length >> 6
    const below = index < at.next
    const holes = below
      ? at.holes.filter((hole) => hole !== index)
      : [...at.holes, ...range(at.next, index)]
    const next = below ? at.next : index + 1
    if (state !== at.state && isHopeless !== undefined) {
      if (isHopeless(states[at.state]!, states[state]!, { next, holes })) return undefined
    }
    return {
      parent: at,
      placed: [...detour.placed, operation],
      next,
      holes,
      state,
      used: detour.used,
      count: at.count + 1,
    }
  }

  function open(at: Configuration): Frame {
    let bound = earliestEnd[at.next]!
    for (const hole of at.holes) bound = Math.min(bound, required[hole]!.endSeq!)
    const here: Detour = { state: at.state, used: at.used, placed: [] }
    const frame: Frame = { at, bound, only: undefined, detours: [here], detour: 0, candidate: 0 }
    for (let i = 0, index = nth(frame, i); index !== undefined; index = nth(frame, ++i)) {
      const operation = required[index]!
      if (model.reads(operation) && step(at.state, operation) !== undefined) {
        // It fits and changes nothing: any order that goes on from here can have it first.
        frame.only = index
        break
      }
    }
    return frame
  }

  /** The n-th candidate of a frame. */
  function nth({ at, bound }: Frame, n: number): number | undefined {
    if (n < at.holes.length) return at.holes[n]
    const index = at.next + n - at.holes.length
    return index < required.length && required[index]!.startSeq < bound ? index : undefined
  }

  /** Adds the states that one more operation of unknown outcome leads to. */
  function lengthen(frame: Frame, from: Detour): void {
    for (let index = 0; index < classes.length; index++) {
      const members = classes[index]!
      if (members[0]!.startSeq > frame.bound) break // classes are in order of their first member
      const operation = members[uses(from.used, index)]
      if (operation === undefined || operation.startSeq > frame.bound) continue
      const state = step(from.state, operation)
      if (state === undefined) continue
      const used = insert(from.used, index)
      const known = frame.detours.some((d) => d.state === state && isPart(d.used, used))
      if (!known) frame.detours.push({ state, used, placed: [...from.placed, operation] })
      if (spent > effort) return
    }
  }

  /** The next configuration to explore from a frame, or `undefined` when there is none left. */
  function advance(frame: Frame): Configuration | undefined {
    if (frame.only !== undefined) {
      if (frame.candidate++ > 0) return undefined
      const to = place(frame, frame.detours[0]!, frame.only)!
      return isNew(to) ? to : undefined
    }
    while (frame.detour < frame.detours.length && spent <= effort) {
      const detour = frame.detours[frame.detour]!
      for (;;) {
        const index = nth(frame, frame.candidate++)
        if (index === undefined) break
        // Without a detour no operation that only reads fits, or it would be the only candidate.
        if (frame.detour === 0 && model.reads(required[index]!)) continue
        const to = place(frame, detour, index)
        if (to !== undefined && isNew(to)) return to
      }
      lengthen(frame, detour)
      frame.detour++
      frame.candidate = 0
    }
    return undefined
  }

  const start: Configuration = {
    parent: null,
    placed: [],
    next: 0,
    holes: [],
    state: intern(model.init()),
    used: [],
    count: 0,
  }
  const stack = [open(start)]
  let best = start
  let stuckAt = stack[0]!.bound
  while (stack.length > 0 && best.count < required.length && spent <= effort) {
    const to = advance(stack.at(-1)!)
    if (to === undefined) {
      stack.pop()
      continue
    }
    if (to.count > best.count) best = to
    const frame = open(to)
    stuckAt = Math.max(stuckAt, frame.bound)
    stack.push(frame)
  }
  const done = best.count === required.length
  return {
    result: done ? 'pass' : spent > effort ? 'unknown' : 'fail',
    spent,
    order: path(best),
    state: states[best.state]!,
    stuckAt: done ? null : stuckAt,
  }
}

/** For each index, the first answer among the required operations from there on. */
function earliestEnds(required: readonly Operation[]): Float64Array {
  const ends = new Float64Array(required.length + 1).fill(Infinity)
  for (let i = required.length - 1; i >= 0; i--) {
    ends[i] = Math.min(ends[i + 1]!, required[i]!.endSeq!)
  }
  return ends
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
}

function path(last: Configuration): Operation[] {
  const parts: Operation[] = []
  for (let at: Configuration | null = last; at !== null; at = at.parent) {
    for (let i = at.placed.length - 1; i >= 0; i--) parts.push(at.placed[i]!)
  }
  return parts.reverse()
}
