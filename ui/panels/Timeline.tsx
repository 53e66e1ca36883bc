import { useEffect, useMemo, useRef } from 'react'
import { seekPlace, setStretch, zoom } from '../session/actions.ts'
import { divide } from '../session/layout.ts'
import { useSize } from '../session/measure.ts'
import { player } from '../session/runs.ts'
import { useStore } from '../session/store.ts'
import { placeOf } from '../view/axis.ts'
import type { Axis, Stretch } from '../view/axis.ts'
import { rulerOf } from '../view/ruler.ts'
import { words } from '../words/words.ts'
import { Charts } from './Charts.tsx'
import { FaultTrack } from './FaultTrack.tsx'
import { Lifelines } from './Lifelines.tsx'
import { Minimap } from './Minimap.tsx'
import { Splitter } from './Splitter.tsx'
import styles from './Timeline.module.css'
import type { TrackProps } from './track.ts'
import { Transport } from './Transport.tsx'

/** Room for the names of lanes at the left, pixels. */
const gutter = 84

/** The transport, and all tracks on one axis. */
export function Timeline() {
  const shown = useStore((state) => state.shown)
  const axis = useStore((state) => state.axis)
  const stretch = useStore((state) => state.stretch)
  const [ref, size] = useSize<HTMLDivElement>()
  const width = Math.max(0, size.width - gutter - 16)
  const own = () => ref.current?.parentElement ?? null
  const page = () => own()?.parentElement ?? null
  return (
    <>
      <Splitter
        label={words.timeline.divide}
        share={() => useStore.getState().layout.timeline ?? shareOf(own(), page())}
        box={() => page()?.getBoundingClientRect()}
        onDivide={(share) => divide('timeline', share)}
      />
      <Transport />
      <div ref={ref} className={styles.tracks}>
        {shown && axis && axis.length > 0 && width > 0 && (
          <>
            <Minimap shown={shown} axis={axis} stretch={stretch} width={width} />
            <FaultTrack shown={shown} axis={axis} stretch={stretch} width={width} />
            <Scrubbed shown={shown} axis={axis} stretch={stretch} width={width} />
          </>
        )}
      </div>
    </>
  )
}

/** The tracks on which a drag moves the cursor and the wheel zooms. */
function Scrubbed(props: TrackProps) {
  const { shown, axis, stretch, width } = props
  const ref = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const charts = useRef<HTMLDivElement>(null)
  const marks = useMemo(() => rulerOf(axis, stretch, 74 / width), [axis, stretch, width])

  const placeAt = (clientX: number) => {
    const left = (ref.current?.getBoundingClientRect().left ?? 0) + gutter
    const now = useStore.getState().stretch
    return now.from + (Math.min(width, Math.max(0, clientX - left)) / width) * (now.to - now.from)
  }
  useEffect(() => {
    const element = ref.current
    if (!element) return
    // React's wheel listeners are passive; this one must keep the page from scrolling.
    const onWheel = (event: WheelEvent) => {
      const isPan = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
      if (!isPan && !event.ctrlKey && element.scrollHeight > element.clientHeight + 4) return
      event.preventDefault()
      if (isPan) {
        const now = useStore.getState().stretch
        const by = ((event.deltaX || event.deltaY) / width) * (now.to - now.from)
        setStretch({ from: now.from + by, to: now.to + by })
      } else zoom(1.0015 ** event.deltaY, placeAt(event.clientX))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  })
  const scrub = (event: React.PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || (event.target as Element).closest('button')) return
    player.pause()
    event.currentTarget.setPointerCapture(event.pointerId)
    seekPlace(placeAt(event.clientX))
  }
  return (
    <div ref={box} className={styles.scrubbed}>
      <div
        ref={ref}
        className={styles.scroll}
        data-track="scrub"
        onPointerDown={scrub}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId))
            seekPlace(placeAt(event.clientX))
        }}
      >
        <Lifelines {...props} />
      </div>
      <Splitter
        label={words.timeline.divideCharts}
        share={() => useStore.getState().layout.charts ?? shareOf(charts.current, box.current)}
        box={() => box.current?.getBoundingClientRect()}
        onDivide={(share) => divide('charts', share)}
      />
      <div ref={charts} className={styles.charts}>
        <Charts shown={shown} axis={axis} stretch={stretch} width={width} />
      </div>
      <div className={styles.ruler} style={{ marginLeft: gutter, width }} aria-hidden="true">
        {marks.map(({ x, label }) => (
          <span key={label} style={{ left: `${x * 100}%` }}>
            {label}
          </span>
        ))}
        <em>s</em>
      </div>
      <CursorLine axis={axis} stretch={stretch} width={width} />
    </div>
  )
}

/** The part of a box that an element takes up now. */
function shareOf(element: Element | null, box: Element | null): number {
  return (element?.clientHeight ?? 0) / Math.max(1, box?.clientHeight ?? 0)
}

/** The line at the cursor; moved every frame without React. */
function CursorLine({ axis, stretch, width }: { axis: Axis; stretch: Stretch; width: number }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const move = () => {
      const line = ref.current
      if (!line) return
      const x =
        ((placeOf(axis, player.cursor) - stretch.from) / (stretch.to - stretch.from)) * width
      line.style.transform = `translateX(${x.toFixed(1)}px)`
      line.style.visibility = x >= -1 && x <= width + 1 ? 'visible' : 'hidden'
    }
    move()
    return player.listen(move)
  }, [axis, stretch, width])
  return <div ref={ref} className={styles.cursor} style={{ left: gutter }} aria-hidden="true" />
}
