import { area, line, scaleLinear } from 'd3'
import { useMemo } from 'react'
import { goTo } from '../session/actions.ts'
import { useStore } from '../session/store.ts'
import { latencyOf } from '../view/latency.ts'
import type { LatencyPoint } from '../view/latency.ts'
import { span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './Chart.module.css'
import type { TrackProps } from './track.ts'

const height = 44

/** Latency of operations, by when they end, on the timeline's own axis. */
export function Chart({ shown, axis, stretch, width }: TrackProps) {
  const { model } = shown
  const objectives = useStore((state) => state.description?.objectives)
  const columns = Math.max(8, Math.floor(width / 9))
  const view = useMemo(
    () => latencyOf(model, axis, { stretch, columns }),
    [model, axis, stretch, columns],
  )
  const bound = objectives?.find(({ measure }) => measure === 'latency')?.atMost
  const hasOperations =
    model.failures.length > 0 || view.points.length > 0 || model.ofOperation.rows.length > 0
  if (!hasOperations) return null
  const top = Math.max(view.most, bound !== undefined && bound < view.most * 4 ? bound : 0) || 1
  const x = scaleLinear([0, 1], [0, width])
  const y = scaleLinear([0, top * 1.08], [height - 2, 4])
  const path = (value: (point: LatencyPoint) => number) =>
    line<LatencyPoint>()
      .x((point) => x(point.x))
      .y((point) => y(value(point)))(view.points) ?? ''
  const under =
    area<LatencyPoint>()
      .x((point) => x(point.x))
      .y0(height - 2)
      .y1((point) => y(point.p99))(view.points) ?? ''
  const click = (event: React.MouseEvent<SVGSVGElement>) => {
    const at = (event.clientX - event.currentTarget.getBoundingClientRect().left) / width
    const nearest = view.points.reduce<LatencyPoint | null>(
      (best, point) => (best && Math.abs(best.x - at) <= Math.abs(point.x - at) ? best : point),
      null,
    )
    if (nearest) goTo(nearest.slowest)
  }
  return (
    <div className={styles.row}>
      <span className={styles.label}>
        <b>p99</b>
        <i>p50</i>
      </span>
      <svg width={width} height={height} className={styles.chart} onClick={click}>
        <title>{words.timeline.latency}</title>
        <path className={styles.under} d={under} />
        <path className={styles.p99} d={path(({ p99 }) => p99)} />
        <path className={styles.p50} d={path(({ p50 }) => p50)} />
        {view.points.length < 60 &&
          view.points.map(({ x: place, p99 }) => (
            <circle key={place} className={styles.dot} cx={x(place)} cy={y(p99)} r={1.8} />
          ))}
        {bound !== undefined && bound <= top && (
          <>
            <line className={styles.bound} x2={width} y1={y(bound)} y2={y(bound)} />
            <text className={styles.boundLabel} x={width - 2} y={Math.max(12, y(bound) - 3)}>
              {span(bound)}
            </text>
          </>
        )}
        {view.points.length === 0 ? (
          <text className={styles.most} x={4} y={height / 2 + 4}>
            {words.timeline.noOperations}
          </text>
        ) : (
          <text className={styles.most} x={4} y={12}>
            {span(view.most)}
          </text>
        )}
      </svg>
    </div>
  )
}
