/** A run's measures as plain numbers: what is compared between runs, and drawn for many seeds. */
import type { MeasureSummary } from '../../engine/index.ts'
import { isTime } from './measure-value.ts'

/** What is told of a measure; '' is a counter's total. */
export type MeasurePart = '' | 'count' | 'mean' | 'p50' | 'p99' | 'max' | 'last'

/** One number of a measure. */
export interface MeasureNumber {
  readonly measure: string
  readonly part: MeasurePart
  /** `null` where nothing was measured. */
  readonly value: number | null
  /** Whether it is known to be a time in µs. */
  readonly isTime: boolean
}

const histogramParts = ['p50', 'p99', 'mean', 'max', 'count'] as const
const gaugeParts = ['mean', 'max', 'last'] as const

/** The numbers of all measures, in the order in which the run names them. */
export function measureNumbers(measures: {
  readonly [name: string]: MeasureSummary
}): readonly MeasureNumber[] {
  return Object.entries(measures).flatMap(([measure, summary]): MeasureNumber[] => {
    switch (summary.kind) {
      case 'counter':
        return [{ measure, part: '', value: summary.total, isTime: false }]
      case 'gauge':
        return gaugeParts.map((part) => ({ measure, part, value: summary[part], isTime: false }))
      case 'histogram':
        return histogramParts.map((part) => ({
          measure,
          part,
          value: summary[part],
          isTime: part !== 'count' && isTime(measure),
        }))
    }
  })
}

/** Names a number among all of a run. */
export function numberKey({ measure, part }: Pick<MeasureNumber, 'measure' | 'part'>): string {
  return part === '' ? measure : `${measure} ${part}`
}
