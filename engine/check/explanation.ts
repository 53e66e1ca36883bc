/**
 * Why a history is not linearizable, as short as it can be told: the shortest beginning of one
 * object's history that has no order already, the longest order that fits it, the state which that
 * order leaves, and the operations that find no place.
 */
import type { Operation, Plain } from '../measure/history.ts'
import type { Search } from './linearization.ts'
import { linearize } from './linearization.ts'
import type { Model } from './model.ts'
import { same, show } from './value.ts'

/** A failure explained. */
export interface Explanation {
  /** The object, if the history has keys. */
  key: string | null
  /** The history was cut after this answer: without it, what came before can be explained. */
  cut: { at: number; seq: number }
  /** False if the effort ran out before the shortest beginning was found: a longer one is shown. */
  shortest: boolean
  /** The beginning, by invocation. What was unanswered at the cut is `info`, its end unknown. */
  operations: Operation[]
  /** The longest order found that the model accepts. */
  order: Operation[]
  /** The state which that order leaves. */
  state: Plain
  /** The answered operations that are not in the order, by invocation. */
  unplaced: Operation[]
  /** The same in sentences; the first stands alone. */
  sentences: string[]
}

/** Explains a search that failed; `effort` is for shortening it. */
export function explain<S extends Plain>(failure: {
  key: string | undefined
  operations: readonly Operation[]
  search: Search
  model: Model<S>
  effort: number
}): Explanation {
  const { key, operations, search, model } = failure
  const { seq, shortest } = shorten(operations, search.stuckAt!, model, failure.effort)
  const beginning = cutAfter(operations, seq)
  // Foresight keeps a search from going as far as it can: for the longest order, go without.
  const { foresee: _, ...shortSighted } = model
  const found = linearize(beginning, shortSighted, failure.effort)
  const last = beginning.find(({ endSeq }) => endSeq === seq)!
  const placed = new Set(found.order.map(({ id }) => id))
  const unplaced = beginning.filter(({ id, outcome }) => outcome !== 'info' && !placed.has(id))
  const explanation: Explanation = {
    key: key ?? null,
    cut: { at: last.end!, seq },
    shortest,
    operations: beginning,
    order: found.order,
    state: found.state,
    unplaced,
    sentences: [],
  }
  explanation.sentences = tell(explanation, model)
  return explanation
}

/** Sentences show the end of an order, up to this many operations; the data has all. */
const SHOWN = 12

function tell<S extends Plain>(explanation: Explanation, model: Model<S>): string[] {
  const { key, cut, operations, order, unplaced } = explanation
  const head = key === null ? 'not linearizable' : `not linearizable (key ${show(key)})`
  const names = unplaced.slice(0, 3).map(({ id }) => id)
  if (unplaced.length > names.length) names.push(`${unplaced.length - names.length} more`)
  const culprits =
    unplaced.length === 1
      ? `${describeOperation(unplaced[0]!, model)}, has no place`
      : `${names.join(', ')} have no place together`
  const leaves = model.describe(explanation.state as S)
  const shown = Math.max(0, order.length - SHOWN)
  return [
    `${head}: ${culprits} in any order of the ${count(operations)} up to ${cut.at}`,
    order.length === 0
      ? `no operation fits ${leaves}, where it begins`
      : `the longest order that fits has ${count(order)} and leaves ${leaves}`,
    ...(shown > 0 ? [`(${shown} before these)`] : []),
    ...order
      .slice(shown)
      .map((operation, index) => `${shown + index + 1}. ${describeOperation(operation, model)}`),
    ...unplaced
      .slice(0, SHOWN)
      .map((operation) => `no place for ${describeOperation(operation, model)}`),
    explanation.shortest
      ? `without the answer at ${cut.at} all of it can be explained`
      : 'the budget ran out while looking for a shorter beginning; there may be one',
  ]
}

/** An operation in words: `line 7: process 2 read, answered 4 (7 to 9)`. */
export function describeOperation<S extends Plain>(operation: Operation, model: Model<S>): string {
  const { id, process, kind, input, output, start, end } = operation
  const asked = input === null ? kind : `${kind} ${show(input)}`
  const until = end === null ? ', no answer' : ` to ${end}`
  return `${id}: process ${process} ${asked}, ${told()} (${start}${until})`

  function told(): string {
    if (operation.outcome === 'info') return 'outcome unknown'
    if (operation.outcome === 'fail') return 'refused'
    const bare = output === null && !model.reads(operation)
    return bare || (output !== null && same(output, input)) ? 'done' : `answered ${show(output)}`
  }
}

function count({ length }: readonly Operation[]): string {
  return `${length} operation${length === 1 ? '' : 's'}`
}

/** The history as it stood right after an answer; what was open then is `info`. */
function cutAfter(operations: readonly Operation[], seq: number): Operation[] {
  return operations
    .filter(({ startSeq }) => startSeq < seq)
    .map((operation) =>
      operation.endSeq === null || operation.endSeq <= seq
        ? operation
        : { ...operation, output: null, end: null, endSeq: null, outcome: 'info' },
    )
}

/**
 * Finds the first answer after which the history cannot be explained: not before the one where the
 * search stuck, for whatever has no order when less is known has none when more is. If a beginning
 * has an order, so has every shorter one, so bisection finds it.
 */
function shorten<S extends Plain>(
  operations: readonly Operation[],
  stuckAt: number,
  model: Model<S>,
  effort: number,
): { seq: number; shortest: boolean } {
  const answers = operations
    .filter(({ outcome, endSeq }) => outcome !== 'info' && endSeq! >= stuckAt)
    .map(({ endSeq }) => endSeq!)
    .sort((a, b) => a - b)
  let low = 0
  let high = answers.length - 1
  let left = effort
  let shortest = true
  for (let step = 1, probe = 0; low < high; step *= 2) {
    const cut = linearize(cutAfter(operations, answers[probe]!), model, left)
    left -= cut.spent
    if (cut.result === 'fail') high = probe
    else low = probe + 1
    if (cut.result === 'unknown') shortest = false
    // Most often the answer is near: look further by doubling, and bisect once it is fenced in.
    probe = Math.min(low + step - 1, (low + high) >> 1)
  }
  return { seq: answers[high]!, shortest }
}
