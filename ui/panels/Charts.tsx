import { useMemo } from 'react'
import { useCharts } from '../session/charts.ts'
import { useStore } from '../session/store.ts'
import { gridIn, gridOf } from '../view/chart-grid.ts'
import { chartsOf, usualCharts } from '../view/charts.ts'
import { words } from '../words/words.ts'
import { Chart } from './Chart.tsx'
import { ChartMenu } from './ChartMenu.tsx'
import styles from './Charts.module.css'
import type { TrackProps } from './track.ts'

/** Pixels of a column. */
const columnWidth = 7

/** What the scenario measures and what follows from its events, on the timeline's own axis. */
export function Charts({ shown, axis, stretch, width }: TrackProps) {
  const { model, request } = shown
  const chosen = useCharts((state) => state.chosen[request.scenario])
  const folded = useCharts((state) => state.folded)
  const other = useStore((state) => state.lanes.find(({ id }) => id === state.beside)?.shown)
  const all = useMemo(() => chartsOf(model), [model])
  const usual = useMemo(() => usualCharts(model), [model])
  const columns = Math.max(8, Math.floor(width / columnWidth))
  const grid = useMemo(() => gridOf(axis, stretch, columns), [axis, stretch, columns])
  const beside = useMemo(
    () => other && { model: other.model, grid: gridIn(other.model.events, grid) },
    [other, grid],
  )
  if (all.length === 0) return null
  const ids = chosen ?? usual
  return (
    <section className={styles.charts} aria-label={words.charts.title}>
      <ChartMenu all={all} ids={ids} scenario={request.scenario} isUsual={chosen === undefined} />
      <div>
        {all
          .filter(({ id }) => ids.includes(id))
          .map((info) => (
            <Chart
              key={info.id}
              model={model}
              info={info}
              grid={grid}
              width={width}
              beside={beside}
              isFolded={folded.includes(info.id)}
            />
          ))}
      </div>
      {beside && <p className={styles.beside}>{words.charts.other}</p>}
    </section>
  )
}
