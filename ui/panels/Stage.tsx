import { useEffect, useMemo, useRef } from 'react'
import { cleared, inkOf } from '../look/ink.ts'
import { select, toggleFold } from '../session/actions.ts'
import { useSize } from '../session/measure.ts'
import { player } from '../session/runs.ts'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import { badgeOf } from '../view/badge.ts'
import { chainTo } from '../view/causes.ts'
import { coloursOf } from '../view/colours.ts'
import { messageMarks } from '../view/messages.ts'
import { nodeNames } from '../view/node-names.ts'
import { cutPairs, nodeStatuses } from '../view/node-status.ts'
import { topologyView } from '../view/topology.ts'
import type { TopologyView } from '../view/topology.ts'
import { words } from '../words/words.ts'
import { RunNotice } from './RunNotice.tsx'
import { paintMessages } from './stage-painter.ts'
import styles from './Stage.module.css'
import { StageNode } from './StageNode.tsx'

/** At most so many messages in flight are drawn one by one. */
const mostMessages = 2000

/** The system, with its messages in flight. */
export function Stage() {
  const [ref, size] = useSize<HTMLDivElement>()
  const shown = useStore((state) => state.shown)
  return (
    <div ref={ref} className={styles.stage}>
      {shown && size.width > 0 && size.height > 0 && <Picture shown={shown} size={size} />}
      <RunNotice />
      {shown && <Legend />}
    </div>
  )
}

interface PictureProps {
  readonly shown: Shown
  readonly size: { readonly width: number; readonly height: number }
}

function Picture({ shown, size }: PictureProps) {
  const { model, spans } = shown
  const opened = useStore((state) => state.opened)
  const seq = useStore((state) => state.cursor.seq)
  const selected = useStore((state) => state.selected)
  const look = useStore((state) => state.look)
  const states = useMemo(
    () => new Map(look?.moment?.nodes.map(({ id, state }) => [id, state])),
    [look],
  )
  const view = useMemo(() => topologyView(model, { ...size, opened }), [model, size, opened])
  const { nodes } = model.header.topology
  const colours = useMemo(() => coloursOf(nodes.map(({ role }) => role)), [nodes])
  const names = useMemo(() => nodeNames(view), [view])
  const statuses = useMemo(() => nodeStatuses(model, spans, seq), [model, spans, seq])
  const isCut = useMemo(() => cutPairs(model, spans, seq), [model, spans, seq])
  const here = view.spotOf[model.events.node[seq] ?? -1] ?? -1
  const colourOf = (role: string) => `var(--c${(colours.get(role) ?? 0) + 1})`
  return (
    <>
      <svg
        className={styles.picture}
        width={size.width}
        height={size.height}
        aria-label={words.stage.title}
      >
        {view.boxes.map(({ label, x, y, width, height }) => (
          <g key={label}>
            <rect className={styles.box} {...{ x, y, width, height }} rx={12} />
            <text className={styles.boxLabel} x={x + 10} y={y + 16}>
              {label}
            </text>
          </g>
        ))}
        {view.lines.map(({ a, b }) => {
          const from = view.spots[a]!
          const to = view.spots[b]!
          const cut = from.members.some((one) => to.members.some((other) => isCut(one, other)))
          return (
            <line
              key={`${a}-${b}`}
              className={cut ? styles.cut : styles.line}
              x1={from.x}
              y1={from.y}
              x2={to.x}
              y2={to.y}
            />
          )
        })}
        {names.captions.map(({ text, x, y, role }) => (
          <g key={text}>
            <text className={styles.caption} x={x} y={y}>
              {text}
            </text>
            {opened.has(role) && (
              <text
                className={styles.fold}
                x={x}
                y={y + 14}
                role="button"
                tabIndex={0}
                onClick={() => toggleFold(role)}
              >
                {words.stage.fold}
              </text>
            )}
          </g>
        ))}
        {view.spots.map((spot, index) => {
          const [place = 0] = spot.members
          const node = nodes[place]!
          const status = spot.isFolded
            ? together(spot.members.map((one) => statuses[one]!))
            : statuses[place]!
          return (
            <StageNode
              key={spot.isFolded ? `role ${spot.role}` : node.id}
              id={spot.isFolded ? spot.role : node.id}
              spot={spot}
              colour={colourOf(spot.role)}
              inside={spot.isFolded ? `×${spot.members.length}` : (names.inside[index] ?? '')}
              beneath={spot.isFolded ? spot.role : (names.beneath[index] ?? '')}
              isBoxed={names.isBoxed[index] ?? false}
              badge={spot.isFolded ? '' : badgeOf(states.get(node.id) ?? {})}
              status={status}
              workers={spot.members.reduce((sum, one) => sum + (nodes[one]!.workers ?? 0), 0)}
              isSelected={!spot.isFolded && node.id === selected}
              isHere={index === here}
              onSelect={() =>
                spot.isFolded
                  ? toggleFold(spot.role)
                  : select(node.id === selected ? null : node.id)
              }
            />
          )
        })}
      </svg>
      <Messages shown={shown} view={view} size={size} />
    </>
  )
}

type Status = ReturnType<typeof nodeStatuses>[number]

/** A folded role as one node: what most need to know, added up. */
function together(statuses: readonly Status[]): Status {
  const down = statuses.filter(({ status }) => status === 'down').length
  return {
    status: down === statuses.length ? 'down' : 'up',
    condition: down > 0 ? words.stage.down(down) : '',
    queued: statuses.reduce((sum, { queued }) => sum + queued, 0),
    serving: statuses.reduce((sum, { serving }) => sum + serving, 0),
  }
}

function Messages({ shown, view, size }: PictureProps & { readonly view: TopologyView }) {
  const { model } = shown
  const ref = useRef<HTMLCanvasElement>(null)
  const note = useRef<HTMLParagraphElement>(null)
  const theme = useStore((state) => state.theme)
  useEffect(() => {
    const canvas = ref.current
    if (!canvas) return
    const ink = inkOf(canvas, theme)
    const { nodes } = model.header.topology
    const colours = coloursOf(nodes.map(({ role }) => role))
    const colourOf = (place: number) => ink.identity[colours.get(nodes[place]!.role) ?? 0]!
    let chosenAt = -2
    let chosen: ReadonlySet<number> = new Set()
    let frame = 0
    const draw = () => {
      frame = 0
      const context = cleared(canvas, size)
      if (!context) return
      const { cursor } = player
      if (cursor.seq !== chosenAt) {
        chosenAt = cursor.seq
        chosen = new Set(chainTo(model, cursor.seq))
      }
      const { marks, all } = messageMarks(model, view, { cursor, most: mostMessages })
      paintMessages(context, marks, { ink, colourOf, chosen })
      if (note.current)
        note.current.textContent =
          all > mostMessages ? words.stage.aggregated(marks.length, all) : ''
    }
    // However often the cursor moves, a frame is drawn once.
    const soon = () => {
      frame ||= requestAnimationFrame(draw)
    }
    draw()
    const stop = player.listen(soon)
    return () => {
      stop()
      cancelAnimationFrame(frame)
    }
  }, [model, view, size, theme])
  return (
    <>
      <canvas ref={ref} className={styles.messages} style={size} aria-hidden="true" />
      <p ref={note} className={styles.note} />
    </>
  )
}

function Legend() {
  return (
    <p className={styles.legend}>
      <span>
        <svg width="11" height="11" viewBox="-6 -6 12 12" aria-hidden="true">
          <circle r="4.5" fill="currentColor" />
        </svg>
        {words.stage.legendRequest}
      </span>
      <span>
        <svg width="11" height="11" viewBox="-6 -6 12 12" aria-hidden="true">
          <circle r="4" fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>
        {words.stage.legendReply}
      </span>
      <span>
        <svg width="11" height="11" viewBox="-6 -6 12 12" aria-hidden="true">
          <path d="M-4-4 4 4M4-4-4 4" stroke="var(--bad)" strokeWidth="2" />
        </svg>
        {words.stage.legendDrop}
      </span>
      <span>{words.stage.legendQueue}</span>
    </p>
  )
}
