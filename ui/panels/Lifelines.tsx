import { useEffect, useMemo, useRef } from 'react'
import { cleared, inkOf } from '../look/ink.ts'
import { select } from '../session/actions.ts'
import { useSize } from '../session/measure.ts'
import { useStore } from '../session/store.ts'
import { chainTo } from '../view/causes.ts'
import { coloursOf } from '../view/colours.ts'
import { kinds } from '../view/event-kinds.ts'
import { lanesOf, lifelinesOf } from '../view/lifelines.ts'
import { topologyView } from '../view/topology.ts'
import { words } from '../words/words.ts'
import { paintLifelines } from './lifelines-painter.ts'
import styles from './Lifelines.module.css'
import type { TrackProps } from './track.ts'

/** At most so many messages are drawn. */
const mostArrows = 4000

/** The space-time diagram of the window. */
export function Lifelines({ shown, axis, stretch, width }: TrackProps) {
  const { model } = shown
  const [ref, size] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const opened = useStore((state) => state.opened)
  const theme = useStore((state) => state.theme)
  const selected = useStore((state) => state.selected)
  // The order of the lanes is that of the picture, whatever its size.
  const picture = useMemo(
    () => topologyView(model, { width: 800, height: 600, opened }),
    [model, opened],
  )
  const lanes = useMemo(() => lanesOf(picture), [picture])
  const room = Math.max(60, size.height)
  const laneHeight = Math.max(11.5, Math.min(30, room / Math.max(1, lanes.length)))
  const height = Math.round(laneHeight * lanes.length)
  const view = useMemo(
    () => lifelinesOf(model, axis, { stretch, laneOf: picture.spotOf, most: mostArrows }),
    [model, axis, stretch, picture],
  )
  useEffect(() => {
    const element = canvas.current
    const context = element && cleared(element, { width, height })
    if (!context) return
    const ink = inkOf(element, theme)
    const { nodes } = model.header.topology
    const colours = coloursOf(nodes.map(({ role }) => role))
    const colourOf = (place: number) => ink.identity[colours.get(nodes[place]!.role) ?? 0]!
    paintLifelines(context, view, {
      size: { width, height, laneHeight },
      lanes: lanes.length,
      ink,
      colourOf,
      laneColour: (lane) => colourOf(lanes[lane]?.members[0] ?? 0),
    })
  }, [view, width, height, laneHeight, lanes, model, theme])
  return (
    <div ref={ref} className={styles.lifelines}>
      <div className={styles.inner} style={{ height }}>
        <div className={styles.names}>
          {lanes.map(({ label, members }, lane) => {
            const id = members.length === 1 ? model.header.topology.nodes[members[0]!]!.id : null
            return (
              <button
                key={label}
                type="button"
                tabIndex={-1}
                aria-pressed={id !== null && id === selected}
                style={{ top: lane * laneHeight, height: laneHeight }}
                onClick={() => select(id === selected ? null : id)}
              >
                {label}
              </button>
            )
          })}
        </div>
        <div className={styles.drawing} style={{ width, height }}>
          <canvas
            ref={canvas}
            style={{ width, height }}
            role="img"
            aria-label={words.timeline.lifelines}
          />
          <Chain
            shown={shown}
            axis={axis}
            stretch={stretch}
            width={width}
            laneOf={picture.spotOf}
            laneHeight={laneHeight}
          />
        </div>
      </div>
      {view.arrows.length < view.messages && (
        <p className={styles.note}>{words.timeline.sampled(view.arrows.length, view.messages)}</p>
      )}
    </div>
  )
}

interface ChainProps extends TrackProps {
  readonly laneOf: Int32Array
  readonly laneHeight: number
}

/** The messages and waits that led to the event under the cursor. */
function Chain({ shown, axis, stretch, width, laneOf, laneHeight }: ChainProps) {
  const { model } = shown
  const seq = useStore((state) => state.cursor.seq)
  const steps = useMemo(() => {
    const { node, kind } = model.events
    const chain = chainTo(model, seq).slice(-40)
    return chain.slice(1).flatMap((to, index) => {
      const from = chain[index]!
      const isSend = kind[to] === kinds.send
      if (node[from]! < 0 || node[to]! < 0) return []
      return [{ from, to, isSend }]
    })
  }, [model, seq])
  const x = (event: number) =>
    ((axis.u[event]! - stretch.from) / (stretch.to - stretch.from)) * width
  const y = (event: number) => ((laneOf[model.events.node[event]!] ?? 0) + 0.5) * laneHeight
  return (
    <svg className={styles.chain} width={width} height="100%" aria-hidden="true">
      {steps.map(({ from, to }) => (
        <line key={to} x1={x(from)} y1={y(from)} x2={x(to)} y2={y(to)} />
      ))}
      {seq >= 0 && model.events.node[seq]! >= 0 && <circle cx={x(seq)} cy={y(seq)} r={4} />}
    </svg>
  )
}
