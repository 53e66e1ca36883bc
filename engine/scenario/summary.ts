/** What one run comes to: the record that verdicts, claims and reports are made from. */
import type { Micros } from '../clockwork/time.ts'
import type { FaultReport } from '../model/fault.ts'
import type { AnyValues } from './parameters.ts'
import type { CheckVerdict } from './property.ts'

/** A counter in numbers: the sum of what was added, and how many times something was. */
export interface CounterSummary {
  readonly kind: 'counter'
  readonly total: number
  readonly events: number
}

/** A histogram in numbers, in the unit of its values; `clamped` is how many were out of range. */
export interface HistogramSummary {
  readonly kind: 'histogram'
  readonly count: number
  readonly min: number | null
  readonly mean: number | null
  readonly p50: number | null
  readonly p90: number | null
  readonly p95: number | null
  readonly p99: number | null
  readonly p999: number | null
  readonly max: number | null
  readonly clamped: number
}

/**
 * A gauge in numbers: least and greatest over all nodes; `last` and the time-weighted `mean` are
 * averaged over the nodes, each node counting the same.
 */
export interface GaugeSummary {
  readonly kind: 'gauge'
  readonly nodes: number
  readonly last: number | null
  readonly min: number | null
  readonly mean: number | null
  readonly max: number | null
}

/** A measure at the end of a run. */
export type MeasureSummary = CounterSummary | HistogramSummary | GaugeSummary

/** What a measure did in one window of time: from `at`, `width` µs long. */
export interface MeasureWindow {
  readonly at: Micros
  readonly width: Micros
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
}

/** How a run ended. `capped` and `stopped` leave checks undecided; `crashed`: a handler threw. */
export type RunEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'capped'; readonly reason: string }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'crashed'; readonly reason: string }

/** One run, summed up. */
export interface RunSummary {
  readonly scenario: string
  readonly variant: string
  readonly params: AnyValues
  readonly workload: string
  readonly seed: string
  readonly engine: string
  /** Trace events. */
  readonly events: number
  /** Virtual time at the end, µs. */
  readonly time: Micros
  readonly fingerprint: string
  readonly end: RunEnd
  readonly checks: readonly CheckVerdict[]
  readonly measures: { readonly [name: string]: MeasureSummary }
  readonly faults: readonly FaultReport[]
  /** Any quantile of a histogram, 0–1; `null` when it is empty. @throws Error for a name that was not measured. */
  quantile(measure: string, q: number): number | null
  /** Total of a counter; 0 if it was never counted. */
  total(counter: string): number
  /** What a measure did in each window of time; empty for a name that was not measured. */
  series(measure: string): readonly MeasureWindow[]
}
