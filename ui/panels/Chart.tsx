import { area, line, scaleLinear } from 'd3'
import { useMemo, useState } from 'react'
import { goTo, openOperation } from '../session/actions.ts'
import { foldChart } from '../session/charts.ts'
import { player } from '../session/runs.ts'
import { useStore } from '../session/store.ts'
import type { Grid } from '../view/chart-grid.ts'
import { chartView, peaksOf, spikeOf } from '../view/chart-lines.ts'
import type { ChartLine, ChartPoint } from '../view/chart-lines.ts'
import { spokenChart } from '../view/chart-spoken.ts'
import { chartValue } from '../view/chart-value.ts'
import type { ChartInfo } from '../view/charts.ts'
import { isEnd } from '../view/operation-ends.ts'
import { moment } from '../view/time-label.ts'
import type { TraceModel } from '../view/trace-model.ts'
import { words } from '../words/words.ts'
import styles from './Chart.module.css'

const height = 42

interface Props {
  readonly model: TraceModel
  readonly info: ChartInfo
  readonly grid: Grid
  readonly width: number
  /** The run beside it, on the same times. */
  readonly beside: { readonly model: TraceModel; readonly grid: Grid } | null | undefined
  readonly isFolded: boolean
}

/** One chart; a click on a spike opens the request that made it. */
export function Chart({ model, info, grid, width, beside, isFolded }: Props) {
  const view = useMemo(() => chartView(model, info, grid), [model, info, grid])
  const other = useMemo(() => beside && chartView(beside.model, info, beside.grid), [beside, info])
  const [column, setColumn] = useState(-1)
  const bound = useBound(info)
  const most = Math.max(view.most, other?.most ?? 0)
  // A bound far above everything that happens would press the lines flat.
  const isBoundSeen = bound !== null && bound.atMost < most * 4
  const top = Math.max(most, isBoundSeen ? bound.atMost : 0) || 1
  const y = scaleLinear([0, top * 1.08], [height - 2, 5])
  const open = (at: number) => {
    const spike = at < 0 ? -1 : spikeOf(model, info, { grid, column: at })
    if (spike < 0) return
    if (isEnd(model, spike)) openOperation(spike)
    else goTo(spike)
  }
  const columnAt = (event: React.MouseEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    return nearest(view.lines, (x / width) * grid.columns)
  }
  return (
    <div className={styles.row} data-folded={isFolded}>
      <Label info={info} view={view} grid={grid} isFolded={isFolded} onOpen={open} />
      {!isFolded && (
        <svg
          width={width}
          height={height}
          className={styles.chart}
          role="img"
          aria-label={spokenChart(info, view, grid)}
          onPointerMove={(event) => setColumn(columnAt(event))}
          onPointerLeave={() => setColumn(-1)}
          onClick={(event) => open(columnAt(event))}
        >
          <Lines lines={view.lines} width={width} y={y} />
          {other && <Lines lines={other.lines} width={width} y={y} isOther />}
          {bound !== null && isBoundSeen && (
            <>
              <line className={styles.bound} x2={width} y1={y(bound.atMost)} y2={y(bound.atMost)} />
              <text
                className={styles.boundLabel}
                x={width - 2}
                y={Math.max(12, y(bound.atMost) - 3)}
              >
                {chartValue(info.unit, bound.atMost)}
                <title>
                  {words.charts.objective(bound.name, chartValue(info.unit, bound.atMost))}
                </title>
              </text>
            </>
          )}
          <text className={styles.most} x={4} y={12}>
            {view.lines.length === 0 ? words.charts.nothing : chartValue(info.unit, most)}
          </text>
          {column >= 0 && (
            <Values info={info} lines={view.lines} grid={grid} at={{ column, width }} y={y} />
          )}
        </svg>
      )}
    </div>
  )
}

/** The bound that a check puts on what the chart shows. */
function useBound({ what, of }: ChartInfo) {
  const objectives = useStore((state) => state.description?.objectives)
  const measure = what === 'measure' ? of : what
  return objectives?.find((one) => one.measure === measure) ?? null
}

type Scale = (value: number) => number

interface LinesProps {
  readonly lines: readonly ChartLine[]
  readonly width: number
  readonly y: Scale
  readonly isOther?: boolean
}

function Lines({ lines, width, y, isOther = false }: LinesProps) {
  const shape = line<ChartPoint>()
    .x(({ x }) => x * width)
    .y((point) => y(point.y))
  const under = area<ChartPoint>()
    .x(({ x }) => x * width)
    .y0(height - 2)
    .y1((point) => y(point.y))
  return (
    <g data-other={isOther}>
      {!isOther && lines[0] && <path className={styles.under} d={under(lines[0].points) ?? ''} />}
      {lines.map(({ name, points }, place) => (
        <path key={name} className={styles.line} data-line={place} d={shape(points) ?? ''} />
      ))}
      {!isOther &&
        lines.map(({ name, points }, place) =>
          points.length >= 60
            ? null
            : points.map(({ x, y: value }) => (
                <circle
                  key={`${name} ${x}`}
                  className={styles.dot}
                  data-line={place}
                  cx={x * width}
                  cy={y(value)}
                  r={1.6}
                />
              )),
        )}
    </g>
  )
}

interface ValuesProps {
  readonly info: ChartInfo
  readonly lines: readonly ChartLine[]
  readonly grid: Grid
  readonly at: { readonly column: number; readonly width: number }
  readonly y: Scale
}

/** What the lines say at the column under the pointer. */
function Values({ info, lines, grid, at, y }: ValuesProps) {
  const points = lines.flatMap(({ name, points: all }) => {
    const point = all.find(({ column }) => column === at.column)
    return point ? [{ name, point }] : []
  })
  const x = ((at.column + 0.5) / grid.columns) * at.width
  const isRight = x > at.width * 0.6
  const said = points.map(({ name, point }) => `${name} ${chartValue(info.unit, point.y)}`)
  return (
    <g className={styles.values}>
      <line x1={x} x2={x} y2={height} />
      {points.map(({ name, point }) => (
        <circle key={name} cx={x} cy={y(point.y)} r={2.6} />
      ))}
      <text x={isRight ? x - 6 : x + 6} y={12} textAnchor={isRight ? 'end' : 'start'}>
        {said.join('  ')} · {moment(grid.times[at.column]!)}
      </text>
    </g>
  )
}

interface LabelProps {
  readonly info: ChartInfo
  readonly view: { readonly lines: readonly ChartLine[]; readonly most: number }
  readonly grid: Grid
  readonly isFolded: boolean
  readonly onOpen: (column: number) => void
}

function Label({ info, view, grid, isFolded, onOpen }: LabelProps) {
  const say = words.charts
  const peaks = peaksOf(view)
  const step = (direction: 1 | -1) => {
    const { at } = player.cursor
    const next =
      direction > 0
        ? peaks.find(({ column }) => grid.times[column]! > at)
        : peaks.findLast(({ column }) => grid.times[column + 1]! < at)
    if (next) onOpen(next.column)
  }
  return (
    <div className={styles.label}>
      <button
        type="button"
        className={styles.title}
        title={info.title}
        aria-expanded={!isFolded}
        aria-label={isFolded ? say.unfold(info.title) : say.fold(info.title)}
        onClick={() => foldChart(info.id)}
      >
        {info.title}
      </button>
      {!isFolded && (
        <span className={styles.names}>
          {view.lines.slice(0, 3).map(({ name }, place) => (
            <i key={name} data-line={place} title={name}>
              {name}
            </i>
          ))}
        </span>
      )}
      {!isFolded && peaks.length > 0 && (
        <span className={styles.peaks}>
          <button type="button" aria-label={say.previousPeak(info.title)} onClick={() => step(-1)}>
            ‹
          </button>
          <button type="button" aria-label={say.nextPeak(info.title)} onClick={() => step(1)}>
            ›
          </button>
        </span>
      )}
    </div>
  )
}

/** The column with a value that is nearest to a place; −1 when there is none. */
function nearest(lines: readonly ChartLine[], place: number): number {
  let best = { column: -1, far: Infinity }
  for (const { column } of lines[0]?.points ?? []) {
    const far = Math.abs(column + 0.5 - place)
    if (far < best.far) best = { column, far }
  }
  return best.column
}
