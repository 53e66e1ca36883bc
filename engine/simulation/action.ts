/** A plan of faults as single actions: each fault sets in, and most are lifted again. */
import type { Micros } from '../clockwork/time.ts'
import type { Fault } from '../model/fault.ts'

/** A fault setting in, or being lifted. */
export interface Action {
  readonly at: Micros
  readonly index: number
  readonly lift: boolean
}

/** A plan as single actions in the order in which they happen; lifting comes first at one moment. */
export function actionsOf(plan: readonly Fault[]): readonly Action[] {
  return plan
    .flatMap((fault, index): Action[] => [
      { at: fault.at, index, lift: false },
      ...(fault.for === undefined ? [] : [{ at: fault.at + fault.for, index, lift: true }]),
    ])
    .sort((a, b) => a.at - b.at || Number(b.lift) - Number(a.lift) || a.index - b.index)
}

/** The same action of the same fault; how long a fault lasts may differ until it is lifted. */
export function sameAction(
  a: Action,
  planA: readonly Fault[],
  b: Action,
  planB: readonly Fault[],
): boolean {
  const text = (fault: Fault) =>
    JSON.stringify(Object.entries({ ...fault, for: 0 }).sort(([x], [y]) => (x < y ? -1 : 1)))
  return (
    a.at === b.at &&
    a.lift === b.lift &&
    a.index === b.index &&
    text(planA[a.index]!) === text(planB[b.index]!)
  )
}
