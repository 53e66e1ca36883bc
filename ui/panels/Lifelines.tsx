import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { cleared, epochCount, inkOf } from '../look/ink.ts'
import { useSize } from '../session/measure.ts'
import { useSaid } from '../session/said.ts'
import { useStore } from '../session/store.ts'
import { coloursOf } from '../view/colours.ts'
import { eventLine } from '../view/event-line.ts'
import { lifelineRows } from '../view/lifeline-rows.ts'
import type { Row } from '../view/lifeline-rows.ts'
import { arrowAt, lifelinesOf } from '../view/lifelines.ts'
import { segmentsOf } from '../view/said.ts'
import { stripsOf } from '../view/strips.ts'
import { words } from '../words/words.ts'
import { Chain } from './Chain.tsx'
import { LineNames } from './LineNames.tsx'
import { paintLifelines } from './lifelines-painter.ts'
import styles from './Lifelines.module.css'
import type { TrackProps } from './track.ts'

/** At most so many messages are drawn. */
const mostArrows = 4000
/** Rows are not made lower or higher than these, pixels. */
const rowMin = 14
const rowMax = 30
/** How near the pointer must be to an arrow, pixels. */
const reach = 5
/** A press that moves less than this is a click, pixels. */
const still = 3

/** The space-time diagram of the window. */
export function Lifelines({ shown, axis, stretch, width }: TrackProps) {
  const { model } = shown
  const [ref, size] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [scroll, setScroll] = useState(0)
  const opened = useStore((state) => state.opened)
  const lines = useStore((state) => state.lines)
  const theme = useStore((state) => state.theme)
  const selected = useStore((state) => state.selected)
  const focus = useStore((state) => state.focus)
  const [hovered, setHovered] = useState(-1)
  const press = useRef<{ x: number; y: number } | null>(null)

  const rows = useMemo(() => lifelineRows(model, opened, lines), [model, opened, lines])
  const { nodes } = model.header.topology
  const count = rows.rows.length
  const room = Math.max(60, size.height)
  const foot = rows.hidden.length > 0 ? 16 : 0
  const rowHeight = Math.max(rowMin, Math.min(rowMax, (room - foot) / Math.max(1, count)))
  const from = Math.max(0, Math.floor(scroll / rowHeight))
  const to = Math.min(count, Math.ceil((scroll + room) / rowHeight))
  const sight = useMemo(() => [from, to] as const, [from, to])
  const y = useCallback((row: number) => (row + 0.5) * rowHeight - scroll, [rowHeight, scroll])

  const view = useMemo(
    () => lifelinesOf(model, axis, { stretch, rows, sight, most: mostArrows }),
    [model, axis, stretch, rows, sight],
  )
  const columns = Math.max(20, Math.floor(width / 3))
  const isDense = view.every > 1
  const strips = useMemo(
    () => stripsOf(model, axis, { stretch, rows, sight, columns, isDense }),
    [model, axis, stretch, rows, sight, columns, isDense],
  )
  const idOf = (row: Row) => (row.members.length === 1 ? nodes[row.members[0]!]!.id : null)
  const asked = rows.rows.slice(from, to).flatMap((row) => idOf(row) ?? [])
  const said = useSaid(shown, axis, { stretch, nodes: asked })
  const segments = useMemo(
    () =>
      segmentsOf(said, axis, {
        stretch,
        rowOf: (node) => rows.rowOf[model.places.get(node) ?? -1] ?? -1,
        colours: epochCount,
      }),
    [said, axis, stretch, rows, model],
  )
  const picked = focus?.kind === 'message' ? focus.send : -1

  useLayoutEffect(() => {
    const element = canvas.current
    const context = element && cleared(element, { width, height: room })
    if (!context) return
    const ink = inkOf(element, theme)
    const colours = coloursOf(nodes.map(({ role }) => role))
    const colourOf = (place: number) => ink.identity[colours.get(nodes[place]!.role) ?? 0]!
    paintLifelines(context, {
      view,
      strips,
      segments,
      size: { width, height: room },
      rowHeight,
      y,
      sight,
      ink,
      colourOf,
      rowColour: (row) => colourOf(rows.rows[row]?.members[0] ?? 0),
      picked,
      hovered,
    })
  }, [
    view,
    strips,
    segments,
    width,
    room,
    rowHeight,
    y,
    sight,
    rows,
    nodes,
    theme,
    picked,
    hovered,
  ])

  useEffect(() => {
    const box = ref.current?.parentElement
    if (!box) return
    const onScroll = () => setScroll(box.scrollTop)
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => box.removeEventListener('scroll', onScroll)
  }, [ref])

  const under = (event: React.PointerEvent) => {
    const box = canvas.current?.getBoundingClientRect()
    if (!box) return undefined
    const point = { x: event.clientX - box.left, y: event.clientY - box.top }
    return arrowAt(view.arrows, point, { width, reach, y })
  }
  const hoveredLine = hovered >= 0 ? eventLine(model, hovered) : ''
  return (
    <div ref={ref} className={styles.lifelines}>
      <div className={styles.inner} style={{ height: count * rowHeight + foot }}>
        <LineNames
          rows={rows}
          sight={sight}
          rowHeight={rowHeight}
          selected={selected}
          idOf={idOf}
        />
        <div
          className={styles.drawing}
          style={{ width, height: room }}
          role="img"
          aria-label={words.timeline.lifelines}
          title={hoveredLine}
          data-hovered={hovered >= 0}
          onPointerDown={(event) => (press.current = { x: event.clientX, y: event.clientY })}
          onPointerMove={(event) => {
            if (event.buttons === 0) setHovered(under(event)?.send ?? -1)
          }}
          onPointerLeave={() => setHovered(-1)}
          onPointerUp={(event) => {
            const at = press.current
            press.current = null
            if (!at || Math.hypot(event.clientX - at.x, event.clientY - at.y) > still) return
            const arrow = under(event)
            if (arrow) lookAtMessage(arrow.send)
          }}
        >
          <canvas ref={canvas} style={{ width, height: room }} />
          <Chain shown={shown} axis={axis} stretch={stretch} width={width} rows={rows} y={y} />
        </div>
      </div>
      {isDense && (
        <p className={styles.note}>{words.timeline.sampled(view.every, view.messages)}</p>
      )}
    </div>
  )
}

function lookAtMessage(send: number): void {
  useStore.setState({ focus: { kind: 'message', send }, selected: null, inspectorTab: 'node' })
}
