/** What one of a scenario's measures did over time, in columns. */
import type { MeasureWindow } from '../../engine/index.ts'

/** Windows of equal width, in order; those in which nothing was measured are left out. */
export interface MeasureTrack {
  readonly name: string
  readonly kind: 'counter' | 'histogram' | 'gauge'
  /** µs. */
  readonly width: number
  readonly at: Float64Array
  readonly count: Float64Array
  readonly sum: Float64Array
  readonly min: Float64Array
  readonly max: Float64Array
}

/** The track of a measure from its windows. */
export function measureTrack(
  measure: Pick<MeasureTrack, 'name' | 'kind'>,
  windows: readonly MeasureWindow[],
): MeasureTrack {
  const column = (value: (window: MeasureWindow) => number) => Float64Array.from(windows, value)
  return {
    ...measure,
    width: windows[0]?.width ?? 1,
    at: column(({ at }) => at),
    count: column(({ count }) => count),
    sum: column(({ sum }) => sum),
    min: column(({ min }) => min),
    max: column(({ max }) => max),
  }
}
