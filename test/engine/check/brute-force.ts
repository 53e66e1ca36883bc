import type { Operation, Plain } from '../../../engine/measure/history.ts'
import type { Model } from '../../../engine/check/model.ts'

/**
 * Tries every order of every admissible subset of a small history, straight from the definition;
 * takes nothing from a model but its steps.
 */
export function isLinearizable(
  history: readonly Operation[],
  model: Model,
  failMeans: 'not-done' | 'observed',
): boolean {
  const keys = new Set(history.map(({ key }) => key))
  return [...keys].every((key) => {
    const ofKey = history.filter((operation) => operation.key === key)
    const counted = ofKey.filter(({ outcome }) => outcome !== 'fail' || failMeans === 'observed')
    return canGoOn(counted, model.init(), model)
  })
}

function canGoOn(left: readonly Operation[], state: Plain, model: Model): boolean {
  if (left.every(({ outcome }) => outcome === 'info')) return true
  return left.some((operation) => {
    const others = left.filter((other) => other !== operation)
    const isTooEarly = others.some(
      ({ outcome, endSeq }) => outcome !== 'info' && endSeq! < operation.startSeq,
    )
    if (isTooEarly) return false
    const after = model.step(state, operation)
    return after !== undefined && canGoOn(others, after, model)
  })
}

/** What was known of a history right after the event at that place. */
export function upTo(history: readonly Operation[], seq: number): Operation[] {
  return history
    .filter(({ startSeq }) => startSeq <= seq)
    .map((operation) =>
      operation.endSeq !== null && operation.endSeq <= seq
        ? operation
        : { ...operation, output: null, end: null, endSeq: null, outcome: 'info' },
    )
}
