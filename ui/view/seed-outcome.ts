/** What the run of one seed comes to, as workers hand it over; and the same of many seeds. */
import type { CheckResult, RunEnd } from '../../engine/index.ts'
import type { MeasureNumber } from './measure-numbers.ts'

/** A seed's run. */
export interface SeedOutcome {
  readonly seed: string
  readonly end: RunEnd
  readonly events: number
  /** Virtual time, µs. */
  readonly time: number
  readonly checks: readonly SeedVerdict[]
  readonly numbers: readonly MeasureNumber[]
}

/** How a check came out on a seed. */
export interface SeedVerdict {
  readonly name: string
  readonly result: CheckResult
  /** Empty when it passes. */
  readonly reason: string
}

/** A seed that could not be run at all, and why. */
export interface SeedFailure {
  readonly seed: string
  readonly reason: string
}

/** A seed's run, or why there is none. */
export type SeedResult = SeedOutcome | SeedFailure

/** Whether there was a run. */
export function isOutcome(result: SeedResult | undefined): result is SeedOutcome {
  return result !== undefined && 'end' in result
}
