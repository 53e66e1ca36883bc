/**
 * Operations of unknown outcome, which a search may use or leave. Those of equal effect form a
 * class and are used in the order of their invocations, so what was used is a rising list of
 * classes, one entry per use, whoever the members were.
 */
import type { Operation, Plain } from '../measure/history.ts'
import type { Model } from './model.ts'
import { canonical } from './value.ts'

/** Operations in classes of equal effect, each by invocation, the classes by their first. */
export function interchangeable<S extends Plain>(
  operations: readonly Operation[],
  model: Model<S>,
): Operation[][] {
  const classes = new Map<string, Operation[]>()
  for (const operation of operations) {
    const { kind, input, process } = operation
    const name = canonical([kind, input, model.perProcess === true ? process : null])
    const members = classes.get(name)
    if (members === undefined) classes.set(name, [operation])
    else members.push(operation)
  }
  return [...classes.values()]
}

/** Whether each entry of a rising list is an entry of its own in another. */
export function isPart(part: readonly number[], whole: readonly number[]): boolean {
  let at = 0
  for (const entry of part) {
    while (at < whole.length && whole[at]! < entry) at++
    if (whole[at++] !== entry) return false
  }
  return true
}

/** How often an entry is in a list. */
export function uses(used: readonly number[], index: number): number {
  let count = 0
  for (const entry of used) if (entry === index) count++
  return count
}

/** A rising list with one entry more. */
export function insert(used: readonly number[], index: number): number[] {
  const at = used.findIndex((entry) => entry > index)
  return at < 0 ? [...used, index] : used.toSpliced(at, 0, index)
}
