/** Measures in a few numbers each, as reports and thresholds read them. Empty ones are `null`. */
import type { Micros } from '../clockwork/time.ts'
import { Counter } from './counter.ts'
import type { Gauge } from './gauge.ts'
import { Histogram } from './histogram.ts'

/** A counter in numbers: the sum of what was added, and how many times something was. */
export interface CounterSummary {
  kind: 'counter'
  total: number
  events: number
}

/** A histogram in numbers, in the unit of its values; `clamped` is how many were out of range. */
export interface HistogramSummary {
  kind: 'histogram'
  count: number
  min: number | null
  mean: number | null
  p50: number | null
  p90: number | null
  p95: number | null
  p99: number | null
  p999: number | null
  max: number | null
  clamped: number
}

/**
 * A gauge in numbers: least and greatest over all nodes; `last` and the time-weighted `mean` are
 * averaged over the nodes, each node counting the same.
 */
export interface GaugeSummary {
  kind: 'gauge'
  nodes: number
  last: number | null
  min: number | null
  mean: number | null
  max: number | null
}

/** Any measure in numbers. */
export type MeasureSummary = CounterSummary | HistogramSummary | GaugeSummary

/** The numbers of a counter, a histogram, or the gauges of several nodes up to a moment. */
export function summaryOf(measure: Counter | Histogram): MeasureSummary
export function summaryOf(gauges: Gauge[], until: Micros): GaugeSummary
export function summaryOf(measure: Counter | Histogram | Gauge[], until?: Micros): MeasureSummary {
  if (measure instanceof Counter) {
    return { kind: 'counter', total: measure.total, events: measure.events }
  }
  if (measure instanceof Histogram) return histogramSummary(measure)
  return {
    kind: 'gauge',
    nodes: measure.length,
    last: average(measure.map((gauge) => gauge.last)),
    min: extreme(
      measure.map((gauge) => gauge.min),
      Math.min,
    ),
    mean: average(measure.map((gauge) => gauge.mean(until))),
    max: extreme(
      measure.map((gauge) => gauge.max),
      Math.max,
    ),
  }
}

function histogramSummary(histogram: Histogram): HistogramSummary {
  const { count, min, mean, max, clamped } = histogram
  return {
    kind: 'histogram',
    count,
    min,
    mean,
    p50: histogram.quantile(0.5),
    p90: histogram.quantile(0.9),
    p95: histogram.quantile(0.95),
    p99: histogram.quantile(0.99),
    p999: histogram.quantile(0.999),
    max,
    clamped: clamped.low + clamped.high,
  }
}

function average(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  return known.reduce((sum, value) => sum + value, 0) / known.length
}

function extreme(
  values: (number | null)[],
  choose: (a: number, b: number) => number,
): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((a, b) => choose(a, b))
}
