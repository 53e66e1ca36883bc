/**
 * When a state leads nowhere, seen early: a search for an order that would find out only many
 * operations later asks its model's foresight after each step.
 *
 * A foresight may miss a dead end; it must never call one where an order exists, or the verdict
 * would be wrong. The tests hold the search to one that tries everything.
 */
import type { Operation, Plain } from '../measure/history.ts'
import type { Standing } from './outlook.ts'
import { Outlook, lowerBound } from './outlook.ts'
import { canonical, same } from './value.ts'

/**
 * Whether no order can go on from `after`, reached from `before` by one operation that had to be
 * placed (already counted in the standing) and perhaps some of unknown outcome.
 */
export type Foresight<S extends Plain> = (before: S, after: S, standing: Standing) => boolean

/** Makes a foresight for the operations of one object, by invocation. */
export type Foresee<S extends Plain> = (
  required: readonly Operation[],
  unknown: readonly Operation[],
) => Foresight<S>

/**
 * For values that are overwritten: hopeless if somebody still has to see the value before, and
 * nobody can bring it back in time.
 * @param sees the value an operation needs to find, spelled; `undefined` if it needs none
 * @param leaves the value an operation leaves, spelled; `undefined` if it leaves none
 */
export function foreseeOverwriting(
  sees: (operation: Operation) => string | undefined,
  leaves: (operation: Operation) => string | undefined,
): Foresee<Plain> {
  return (required, unknown) => {
    const observers = new Outlook(required, [], sees)
    const providers = new Outlook(required, unknown, leaves)
    return (before, _after, standing) => {
      const value = canonical(before)
      const observer = observers.first(value, standing)
      return observer !== undefined && !providers.some(value, observer.endSeq!, standing)
    }
  }
}

/**
 * For texts that are put and lengthened: hopeless if the text to be seen next does not begin with
 * this one, or if the text before is still to be seen, unless one put in time makes up for it.
 */
export const foreseeLengthening: Foresee<Plain> = (required, unknown) => {
  const isGet = ({ kind, outcome }: Operation): boolean => kind === 'get' && outcome === 'ok'
  const gets = new Outlook(required, [], (operation) => (isGet(operation) ? 'get' : undefined))
  const observers = new Outlook(required, [], (operation) =>
    isGet(operation) ? canonical(operation.output) : undefined,
  )
  const puts = new Outlook(required, unknown, ({ kind, outcome }) =>
    kind === 'put' && outcome !== 'fail' ? 'put' : undefined,
  )
  const isPut = (seen: Plain, by: number, standing: Standing): boolean =>
    puts.some('put', by, standing, ({ input }) =>
      typeof seen === 'string' && typeof input === 'string'
        ? seen.startsWith(input)
        : same(seen, input),
    )
  return (before, after, standing) => {
    const missed = observers.first(canonical(before), standing)
    const isGone =
      typeof before !== 'string' || typeof after !== 'string' || !before.startsWith(after)
    if (missed !== undefined && isGone && !isPut(before, missed.endSeq!, standing)) return true
    const next = gets.first('get', standing)
    if (next === undefined || typeof next.output !== 'string' || typeof after !== 'string') {
      return false
    }
    return !next.output.startsWith(after) && !isPut(next.output, next.endSeq!, standing)
  }
}

/** How many items back from the end of a line the order of their takings is compared. */
const COMPARED = 32

/**
 * For queues. The item that is taken n-th must be taken by a dequeue that can be the n-th: at most
 * n - 1 dequeues were answered before it was invoked, and at least n were invoked before it was
 * answered. So the place of an item is known nearly as soon as it stands in line, and of two items
 * in line the dequeue of the first must not be invoked after that of the second was answered. From
 * the first dequeue of unknown outcome on, nothing is foreseen.
 */
export const foreseeQueueing: Foresee<Plain[]> = (required, unknown) => {
  const isTaking = ({ kind, outcome, output }: Operation): boolean =>
    kind === 'dequeue' && outcome === 'ok' && output !== null
  const indexes: number[] = []
  required.forEach((operation, index) => {
    if (isTaking(operation)) indexes.push(index)
  })
  const takings = indexes.map((index) => required[index]!)
  const starts = takings.map(({ startSeq }) => startSeq)
  const ends = takings.map(({ endSeq }) => endSeq!).sort((a, b) => a - b)
  let foreseen = takings.length
  for (const { kind, startSeq } of unknown) {
    if (kind === 'dequeue') foreseen = Math.min(foreseen, lowerBound(ends, startSeq))
  }

  const dequeues = new Map<string, Dequeue[]>()
  for (const { output, startSeq, endSeq } of takings) {
    const item = canonical(output)
    const known = dequeues.get(item) ?? []
    dequeues.set(item, known)
    const first = lowerBound(ends, startSeq) + 1
    const last = lowerBound(starts, endSeq!)
    const reach = Math.max(last, known.at(-1)?.reach ?? 0)
    known.push({ first, last, reach, start: startSeq, end: endSeq! })
  }

  /** Of the dequeues that can take this item at this place: the first start, the last end. */
  function span(item: Plain, place: number): { start: number; end: number } {
    const known = dequeues.get(canonical(item)) ?? []
    let [start, end] = [Infinity, -Infinity]
    for (let at = upTo(known, place) - 1; at >= 0 && known[at]!.reach >= place; at--) {
      const dequeue = known[at]!
      if (dequeue.last < place) continue
      start = Math.min(start, dequeue.start)
      end = Math.max(end, dequeue.end)
    }
    return { start, end }
  }

  return (before, after, { next, holes }) => {
    if (after.length <= before.length) return false
    let taken = lowerBound(indexes, next)
    for (const hole of holes) if (isTaking(required[hole]!)) taken--
    const place = taken + after.length
    if (place > foreseen) return false
    const { end } = span(after.at(-1)!, place)
    for (let back = 1; back < Math.min(after.length, COMPARED); back++) {
      if (span(after[after.length - 1 - back]!, place - back).start > end) return true
    }
    return end < 0
  }
}

/** A dequeue that brought an item, and where it may stand among all that did, counted from 1. */
interface Dequeue {
  first: number
  last: number
  reach: number // the greatest `last` of the same item up to here
  start: number
  end: number
}

/** How many of these, in the order of their invocations, can be at this place or before. */
function upTo(dequeues: readonly Dequeue[], place: number): number {
  let low = 0
  let high = dequeues.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (dequeues[middle]!.first <= place) low = middle + 1
    else high = middle
  }
  return low
}
