import { arc } from 'd3'
import { nameOf } from '../view/event-line.ts'
import type { NodeStatus } from '../view/node-status.ts'
import type { Spot } from '../view/topology.ts'
import { words } from '../words/words.ts'
import styles from './Stage.module.css'

interface Props {
  readonly id: string
  readonly spot: Spot
  readonly colour: string
  readonly inside: string
  readonly beneath: string
  readonly badge: string
  readonly isBoxed: boolean
  readonly status: NodeStatus
  readonly workers: number
  readonly isSelected: boolean
  readonly isHere: boolean
  readonly onSelect: () => void
}

const ring = arc<number>()

/** A node of the stage: its name, how it is, and a ring that says how much it has to do. */
export function StageNode(props: Props) {
  const {
    id,
    spot,
    colour,
    inside,
    beneath,
    badge,
    isBoxed,
    status,
    workers,
    isSelected,
    isHere,
    onSelect,
  } = props
  const { x, y, r } = spot
  // A square is wider across its corners.
  const outside = spot.isFolded ? r * 1.28 : r
  const said = [status.condition || words.status[status.status], badge].filter(Boolean).join(', ')
  const load =
    workers > 0 && status.queued + status.serving > 0
      ? `, ${words.stage.queue(status.queued, status.serving)}`
      : ''
  // What is written must stand in what is read out, in the same order.
  const name = spot.isFolded ? spot.label : nameOf(spot)
  const line = status.queued > 0 ? ` +${status.queued}` : ''
  return (
    <g
      className={styles.node}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
      role="button"
      tabIndex={0}
      aria-pressed={isSelected}
      aria-label={`${words.stage.node(name + line, said)}${load}`}
      data-node={id}
      data-status={status.status}
      style={{ '--own': colour } as React.CSSProperties}
      onClick={onSelect}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onSelect()
      }}
    >
      <title>{`${spot.label}: ${said}${load}`}</title>
      {isSelected && <circle className={styles.selected} r={outside + 11} />}
      {isHere && !isSelected && <circle className={styles.here} r={outside + 11} />}
      <circle className={styles.track} r={outside + 5.5} />
      <Load status={status} workers={workers} radius={outside} />
      {spot.isFolded ? (
        <rect className={styles.body} x={-r} y={-r} width={2 * r} height={2 * r} rx={r / 3} />
      ) : (
        <circle className={styles.body} r={r} />
      )}
      {status.status === 'down' && (
        <path
          className={styles.struck}
          d={`M${-r * 0.7} ${-r * 0.7}L${r * 0.7} ${r * 0.7}M${r * 0.7} ${-r * 0.7}L${-r * 0.7} ${r * 0.7}`}
        />
      )}
      {status.status === 'paused' ? (
        <path
          className={styles.bars}
          d={`M${-r * 0.25} ${-r * 0.4}v${r * 0.8}M${r * 0.25} ${-r * 0.4}v${r * 0.8}`}
        />
      ) : (
        inside && status.status !== 'down' && <text className={styles.inside}>{inside}</text>
      )}
      {beneath && !(isBoxed && (status.condition || status.queued > 0)) && (
        <text className={styles.beneath} y={outside + 20}>
          {beneath}
        </text>
      )}
      {badge && (
        <text className={styles.badge} y={-r - 11}>
          {badge}
        </text>
      )}
      {(status.condition || status.queued > 0) && (
        <text
          className={isBoxed ? styles.conditionBelow : styles.condition}
          x={isBoxed ? 0 : outside + 15}
          y={isBoxed ? r + 20 : 4}
        >
          {[status.queued > 0 && `+${status.queued}`, status.condition].filter(Boolean).join(' ')}
        </text>
      )}
    </g>
  )
}

/** Busy workers fill the ring; what waits goes on around it in another colour. */
function Load({
  status,
  workers,
  radius,
}: {
  status: NodeStatus
  workers: number
  radius: number
}) {
  const { serving, queued } = status
  if (workers === 0 || serving + queued === 0) return null
  const inner = radius + 3.5
  const outer = radius + 7.5
  const busy = Math.min(1, serving / workers) * Math.PI
  // The longer the line, the slower the arc grows: it never quite closes.
  const waiting = (queued / (queued + 6)) * 0.95 * Math.PI
  const draw = (from: number, to: number) =>
    ring({ innerRadius: inner, outerRadius: outer, startAngle: from, endAngle: to } as never) ?? ''
  return (
    <>
      <path className={styles.busy} d={draw(0, busy)} />
      {queued > 0 && <path className={styles.queue} d={draw(busy, busy + waiting)} />}
    </>
  )
}
