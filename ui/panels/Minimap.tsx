import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { goTo, seekPlace, setStretch, showWhole, step, toEnd, zoom } from '../session/actions.ts'
import { player } from '../session/runs.ts'
import { useStore } from '../session/store.ts'
import { placeOf, wholeOf } from '../view/axis.ts'
import { eventLine } from '../view/event-line.ts'
import { minimapOf } from '../view/minimap.ts'
import { moment, span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './Minimap.module.css'
import type { TrackProps } from './track.ts'

const height = 32
/** A press that moves less than this is a click, pixels. */
const still = 3

/** The whole run: how much happened, what broke, the window and the cursor. */
export function Minimap({ shown, axis, stretch, width }: TrackProps) {
  const { model } = shown
  const whole = wholeOf(axis)
  const columns = Math.max(10, Math.floor(width / 4))
  const map = useMemo(() => minimapOf(model, axis, columns), [model, axis, columns])
  const drag = useRef<{
    from: number
    x: number
    moved: boolean
    grip: 'new' | 'move'
    at: number
  } | null>(null)
  const share = (place: number) => ((place - whole.from) / (whole.to - whole.from)) * width
  const left = share(stretch.from)
  const right = share(stretch.to)
  const placeOfX = (x: number) =>
    whole.from + (Math.min(width, Math.max(0, x)) / width) * (whole.to - whole.from)
  const wide = width / columns
  const bars = map.bins
    .map(({ events }, bin) => {
      const tall = events === 0 ? 0 : Math.max(1.5, Math.sqrt(events / map.most) * (height - 3))
      return `M${(bin * wide + wide / 2).toFixed(1)} ${height}v-${tall.toFixed(1)}`
    })
    .join('')
  const marks = (least: number, most: number) =>
    map.bins
      .flatMap(({ worst }, bin) =>
        worst >= least && worst <= most
          ? [
              `M${(bin * wide + wide / 2).toFixed(1)} ${height}V${worst === 3 ? 0 : height - (worst === 2 ? 14 : 6)}`,
            ]
          : [],
      )
      .join('')

  const press = (event: React.PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = {
      from: stretch.from,
      x,
      moved: false,
      grip: right - left < width - 2 && x >= left - 4 && x <= right + 4 ? 'move' : 'new',
      at: placeOfX(x),
    }
  }
  const move = (event: React.PointerEvent<SVGSVGElement>) => {
    const held = drag.current
    if (!held) return
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    if (!held.moved && Math.abs(x - held.x) < still) return
    held.moved = true
    if (held.grip === 'move') {
      const by = ((x - held.x) / width) * (whole.to - whole.from)
      setStretch({ from: held.from + by, to: held.from + by + (stretch.to - stretch.from) })
    } else {
      const here = placeOfX(x)
      const from = Math.min(held.at, here)
      setStretch({
        from,
        to: Math.max(from + (whole.to - whole.from) * 1e-6, Math.max(held.at, here)),
      })
    }
  }
  const release = () => {
    const held = drag.current
    drag.current = null
    if (!held || held.moved) return
    player.pause()
    const near = nearestFailure(shown, held.x, (seq) => share(axis.u[seq]!))
    if (near >= 0) goTo(near)
    else seekPlace(held.at)
  }
  return (
    <div className={styles.row}>
      <span className={styles.label} title={words.timeline.whole('0 s', span(model.footer.time))}>
        {words.timeline.whole('0', span(model.footer.time))}
      </span>
      <svg
        className={styles.map}
        width={width}
        height={height}
        data-track="minimap"
        onPointerDown={press}
        onPointerMove={move}
        onPointerUp={release}
        onPointerCancel={() => {
          drag.current = null
        }}
      >
        <rect className={styles.ground} width={width} height={height} />
        <rect
          className={styles.window}
          x={left}
          width={Math.max(3, right - left)}
          height={height}
          rx={2}
        />
        <path className={styles.bars} d={bars} strokeWidth={Math.max(1, wide - 1)} />
        <path className={styles.lost} d={marks(1, 1)} strokeWidth={Math.max(1, wide - 1)} />
        <path className={styles.failed} d={marks(2, 2)} strokeWidth={Math.max(1, wide - 1)} />
        <path className={styles.broken} d={marks(3, 3)} />
      </svg>
      <Handle shown={shown} axis={axis} stretch={stretch} width={width} />
      <span className={styles.tools}>
        <button
          type="button"
          aria-label={words.timeline.zoomIn}
          title={words.timeline.zoomIn}
          onClick={() => zoom(0.5)}
        >
          <ZoomIn size={13} />
        </button>
        <button
          type="button"
          aria-label={words.timeline.zoomOut}
          title={words.timeline.zoomOut}
          onClick={() => zoom(2)}
        >
          <ZoomOut size={13} />
        </button>
        <button
          type="button"
          aria-label={words.timeline.wholeRun}
          title={words.timeline.wholeRun}
          onClick={showWhole}
        >
          <Maximize2 size={12} />
        </button>
      </span>
    </div>
  )
}

/** The broken check that a click within a few pixels means; −1 for none. */
function nearestFailure(
  { model }: TrackProps['shown'],
  x: number,
  xOf: (seq: number) => number,
): number {
  const { seq, severity } = model.failures
  return seq.find((one, place) => severity[place] === 3 && Math.abs(xOf(one) - x) <= 4) ?? -1
}

/** The cursor in the whole run: the slider that a keyboard and a screen reader use. */
function Handle({ shown, axis, width }: TrackProps) {
  const ref = useRef<HTMLDivElement>(null)
  const seq = useStore((state) => state.cursor.seq)
  const { model } = shown
  useEffect(() => {
    const whole = wholeOf(axis)
    const move = () => {
      if (!ref.current) return
      const x = ((placeOf(axis, player.cursor) - whole.from) / (whole.to - whole.from)) * width
      ref.current.style.transform = `translateX(${x.toFixed(1)}px)`
    }
    move()
    return player.listen(move)
  }, [axis, width])
  const say = words.transport
  const at = model.events.at[seq] ?? 0
  return (
    <div
      ref={ref}
      className={styles.handle}
      role="slider"
      tabIndex={0}
      aria-label={say.cursor}
      aria-valuemin={0}
      aria-valuemax={model.length - 1}
      aria-valuenow={seq}
      aria-valuetext={say.cursorValue(seq + 1, model.length, moment(at), eventLine(model, seq))}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.shiftKey || event.altKey) return
        const work = {
          ArrowRight: () => step(1),
          ArrowUp: () => step(1),
          ArrowLeft: () => step(-1),
          ArrowDown: () => step(-1),
          PageUp: () =>
            seekPlace(placeOf(axis, player.cursor) + (wholeOf(axis).to - wholeOf(axis).from) / 20),
          PageDown: () =>
            seekPlace(placeOf(axis, player.cursor) - (wholeOf(axis).to - wholeOf(axis).from) / 20),
          Home: () => toEnd(-1),
          End: () => toEnd(1),
        }[event.key]
        if (!work) return
        event.preventDefault()
        work()
      }}
    />
  )
}
