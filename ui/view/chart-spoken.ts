/** A chart in a sentence, for those who do not see it. */
import { words } from '../words/words.ts'
import type { Grid } from './chart-grid.ts'
import { peaksOf } from './chart-lines.ts'
import type { ChartView } from './chart-lines.ts'
import { chartValue } from './chart-value.ts'
import type { ChartInfo } from './charts.ts'
import { moment } from './time-label.ts'

/** Between which values each line lies, and where the first one is highest. */
export function spokenChart({ title, unit }: ChartInfo, view: ChartView, grid: Grid): string {
  const say = words.charts
  if (view.lines.length === 0) return say.spoken(title, say.nothing)
  const lines = view.lines.map(({ name, points }) => {
    const values = points.map(({ y }) => y)
    const least = chartValue(unit, Math.min(...values))
    return say.spokenLine(name, least, chartValue(unit, Math.max(...values)))
  })
  const highest = peaksOf(view).reduce<{ column: number; y: number } | null>(
    (best, peak) => (best && best.y >= peak.y ? best : peak),
    null,
  )
  const peak = highest
    ? [say.spokenPeak(chartValue(unit, highest.y), moment(grid.times[highest.column]!))]
    : []
  return say.spoken(title, [...lines, ...peak].join('; '))
}
