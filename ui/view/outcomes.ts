/** What two runs came to, side by side: measures, verdicts, and what the faults hit. */
import type { CheckVerdict, FaultReport, TraceFooter } from '../../engine/index.ts'
import { describeFault } from '../../engine/index.ts'
import { measureNumbers, numberKey } from './measure-numbers.ts'
import type { MeasureNumber } from './measure-numbers.ts'

/** A number of a measure in both runs. */
export interface MeasureDifference extends Omit<MeasureNumber, 'value'> {
  readonly a: number | null
  readonly b: number | null
  /** b − a; `null` where either is missing. */
  readonly by: number | null
  /** The same as a share of a; `null` where a is 0 or missing. */
  readonly share: number | null
}

/** A check in both runs; `null` where it is not judged. */
export interface VerdictPair {
  readonly name: string
  readonly a: CheckVerdict | null
  readonly b: CheckVerdict | null
  readonly differs: boolean
}

/** A fault of either plan and how often it hit; `null` where it is not in the plan. */
export interface FaultPair {
  readonly label: string
  readonly a: number | null
  readonly b: number | null
}

/** The parts of a footer that are compared. */
type Outcome = Pick<TraceFooter, 'measures' | 'checks' | 'faults'>

/** Every number of every measure of either run. */
export function measureDifferences(a: Outcome, b: Outcome): readonly MeasureDifference[] {
  return joined(measureNumbers(a.measures), measureNumbers(b.measures), numberKey).map(
    ({ a: left, b: right }) => {
      const { measure, part, isTime } = (left ?? right)!
      // What a run never counted it counted 0 times.
      const none = part === '' || part === 'count' ? 0 : null
      const from = left ? left.value : none
      const to = right ? right.value : none
      const by = from === null || to === null ? null : to - from
      return {
        measure,
        part,
        isTime,
        a: from,
        b: to,
        by,
        share: by === null || from === null || from === 0 ? null : by / Math.abs(from),
      }
    },
  )
}

/** Every check of either run. */
export function verdictPairs(a: Outcome, b: Outcome): readonly VerdictPair[] {
  return joined(a.checks, b.checks, ({ name }) => name).map(({ a: left, b: right }) => ({
    name: (left ?? right)!.name,
    a: left,
    b: right,
    differs: left?.result !== right?.result,
  }))
}

/** The faults of either plan that are not in both, or hit more in one. */
export function faultPairs(a: Outcome, b: Outcome): readonly FaultPair[] {
  const keyOf = ({ fault }: FaultReport) =>
    JSON.stringify(Object.entries(fault).sort(([x], [y]) => (x < y ? -1 : 1)))
  return joined(a.faults, b.faults, keyOf)
    .map(({ a: left, b: right }) => ({
      label: describeFault((left ?? right)!.fault),
      a: left?.hits ?? null,
      b: right?.hits ?? null,
    }))
    .filter((pair) => pair.a !== pair.b)
}

/** The entries of two lists by their keys, in the order of the first, then what is only in the second. */
function joined<T>(
  a: readonly T[],
  b: readonly T[],
  keyOf: (one: T) => string,
): readonly { readonly a: T | null; readonly b: T | null }[] {
  const there = new Map(b.map((one) => [keyOf(one), one]))
  const pairs: { a: T | null; b: T | null }[] = []
  for (const one of a) {
    const key = keyOf(one)
    pairs.push({ a: one, b: there.get(key) ?? null })
    there.delete(key)
  }
  return [...pairs, ...[...there.values()].map((one) => ({ a: null, b: one }))]
}
