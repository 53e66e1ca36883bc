/**
 * Is a history linearizable: can what the clients saw be explained by one object of the model that
 * does one thing at a time, each operation between its invocation and its answer? Objects (keys)
 * are judged one by one, which is exact: linearizability is a local property.
 *
 * Source: M. P. Herlihy, J. M. Wing, "Linearizability: a correctness condition for concurrent
 * objects", TOPLAS 12(3), 1990 (locality: theorem 1).
 */
import type { Operation, Plain } from '../measure/history.ts'
import { HistoryError, checkHistory } from '../measure/history.ts'
import type { Explanation } from './explanation.ts'
import { explain } from './explanation.ts'
import type { Search } from './linearization.ts'
import { linearize } from './linearization.ts'
import type { Model } from './model.ts'
import { show } from './value.ts'

/** How to judge a history. */
export interface LinearizableOptions {
  /**
   * Units of effort for the verdict, and as much again to shorten a failure and to order it; see
   * {@link Search.spent}. Default {@link DEFAULT_BUDGET}.
   */
  budget?: number
  /**
   * What a refused operation (`fail`) says. `not-done` (the default): it had no effect, and nothing
   * else. `observed`: it also asserts what made it fail, as the model documents: a compare-and-set
   * that the value differed.
   */
  failMeans?: 'not-done' | 'observed'
}

/** The verdict on a history. */
export interface LinearizableVerdict {
  /** `unknown`: the budget ran out before an order was found or ruled out. */
  result: 'pass' | 'fail' | 'unknown'
  /** One sentence. */
  reason: string
  /** Units of effort spent on the verdict. */
  spent: number
  /** After a failure: what cannot be explained, and how far an explanation goes. */
  explanation?: Explanation
}

/** Effort by default: a second or two. */
export const DEFAULT_BUDGET = 1_000_000

/**
 * Judges a history. Operations never answered, and those with outcome `info`, may take effect at
 * any time after their invocation, or never.
 * @throws HistoryError if the history contradicts itself or the model does not know an operation.
 */
export function checkLinearizable<S extends Plain>(
  history: readonly Operation[],
  model: Model<S>,
  options: LinearizableOptions = {},
): LinearizableVerdict {
  const { budget = DEFAULT_BUDGET, failMeans = 'not-done' } = options
  if (!(Number.isSafeInteger(budget) && budget > 0)) {
    throw new HistoryError(`budget is ${budget}; it is a whole number of units above 0`)
  }
  checkHistory(history)
  for (const operation of history) checkOperation(operation, model)
  const objects = split(history, model, failMeans)

  let spent = 0
  const failed: Judged[] = []
  const judge = (among: readonly ObjectHistory[], least: number): Judged[] => {
    const undecided: Judged[] = []
    among.forEach((object, index) => {
      // What an object leaves of its share goes to those after it.
      const share = Math.floor((budget - spent) / (among.length - index))
      const search = linearize(object.operations, model, Math.max(least, share))
      spent += search.spent
      if (search.result === 'fail') failed.push({ object, search })
      if (search.result === 'unknown') undecided.push({ object, search })
    })
    return undecided
  }
  // Small objects first; then what is left, to those that need more, if it is more than they had.
  let undecided = judge(objects, 1)
  const had = Math.max(...undecided.map(({ search }) => search.spent))
  if (failed.length === 0 && undecided.length > 0 && budget - spent > had * undecided.length) {
    undecided = judge(
      undecided.map(({ object }) => object),
      had,
    )
  }

  if (failed.length > 0) {
    failed.sort((a, b) => a.search.stuckAt! - b.search.stuckAt!)
    const { object, search } = failed[0]!
    const explanation = explain({ ...object, search, model, effort: budget })
    const others = failed.length - 1
    const more = others === 0 ? '' : ` (${others} more of ${objects.length} keys fail as well)`
    return { result: 'fail', reason: explanation.sentences[0]! + more, spent, explanation }
  }
  if (undecided.length > 0) {
    const { object, search } = undecided[0]!
    const required = object.operations.filter(({ outcome }) => outcome !== 'info')
    const placed = search.order.filter(({ outcome }) => outcome !== 'info')
    const of = object.key === undefined ? '' : ` of key ${show(object.key)}`
    const reason =
      `undecided: the budget of ${budget} units ran out with at most ${placed.length} of the ` +
      `${required.length} answered operations${of} in order; allow more`
    return { result: 'unknown', reason, spent }
  }
  const count = `${history.length} ${history.length === 1 ? 'operation' : 'operations'}`
  const keys = objects.length > 1 ? ` on ${objects.length} keys` : ''
  return { result: 'pass', reason: `linearizable: ${count}${keys} fit ${model.name}`, spent }
}

/** An object that was searched for an order. */
interface Judged {
  object: ObjectHistory
  search: Search
}

/** What happened to one object, in the order of invocation. */
interface ObjectHistory {
  key: string | undefined
  operations: Operation[]
}

function checkOperation<S extends Plain>(operation: Operation, model: Model<S>): void {
  const { id, kind } = operation
  if (!model.kinds.includes(kind)) {
    const kinds = model.kinds.join(', ')
    throw new HistoryError(
      `operation "${id}" is a ${show(kind)}; model ${model.name} knows ${kinds}`,
    )
  }
  const problem = model.refuse?.(operation)
  if (problem !== undefined) throw new HistoryError(`operation "${id}", ${kind}: ${problem}`)
}

/** The history by object, smallest first. Refusals stay only where they assert something. */
function split<S extends Plain>(
  history: readonly Operation[],
  model: Model<S>,
  failMeans: 'not-done' | 'observed',
): ObjectHistory[] {
  const objects = new Map<string | undefined, ObjectHistory>()
  const ordered = [...history].sort((a, b) => a.startSeq - b.startSeq)
  for (const operation of ordered) {
    if (operation.outcome === 'fail' && failMeans === 'not-done') continue
    const key = model.key === undefined ? operation.key : model.key(operation)
    const object = objects.get(key)
    if (object === undefined) objects.set(key, { key, operations: [operation] })
    else object.operations.push(operation)
  }
  return [...objects.values()].sort((a, b) => a.operations.length - b.operations.length)
}
