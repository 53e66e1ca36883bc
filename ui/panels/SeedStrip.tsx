import { useMemo, useState } from 'react'
import type { Estimate } from '../../engine/index.ts'
import { openSeed } from '../session/seed-choice.ts'
import { useSweep } from '../session/sweep.ts'
import { ascending, distributionOf, xOf } from '../view/distribution.ts'
import type { Scale } from '../view/distribution.ts'
import { numberText } from '../view/number-text.ts'
import { words } from '../words/words.ts'
import styles from './SeedStrip.module.css'

interface Props {
  readonly setting: number
  readonly label: string
  readonly values: readonly (number | null)[]
  /** Places of the seeds on which a check failed. */
  readonly failing: ReadonlySet<number>
  readonly scale: Scale
  readonly mean: Estimate | null
  readonly isTime: boolean
}

const dot = 5
/** Dots are stacked closer where they would grow taller than this, pixels. */
const tallest = 46
const bars = 30

/** The values of a setting as dots, or as a histogram; a slider goes along them in order of their values. */
export function SeedStrip({ setting, label, values, failing, scale, mean, isTime }: Props) {
  const seeds = useSweep((sweep) => sweep.seeds)
  const view = useMemo(() => distributionOf(values, scale, dot), [values, scale])
  const order = useMemo(() => ascending(values), [values])
  const [at, setAt] = useState<number | null>(null)
  const say = words.seeds
  const rows = view.kind === 'dots' ? view.rows : 0
  const lift = Math.min(dot, (tallest - dot) / Math.max(1, rows - 1))
  const height = view.kind === 'dots' ? Math.max(14, dot + lift * (rows - 1) + 3) : bars + 3
  const ground = height - 1
  const spots = useMemo(
    () =>
      new Map(
        view.kind === 'dots'
          ? view.dots.map(({ place, x, row }) => [place, { x, y: ground - dot / 2 - row * lift }])
          : [],
      ),
    [view, ground, lift],
  )
  const isFailing = (place: number) => failing.has(place)
  const path = (wanted: boolean) =>
    [...spots]
      .filter(([place]) => isFailing(place) === wanted)
      .map(([, { x, y }]) =>
        wanted
          ? `M${x - 2} ${y - 2}l4 4M${x - 2} ${y + 2}l4 -4`
          : `M${x.toFixed(1)} ${y.toFixed(1)}h0`,
      )
      .join('')
  const place = at === null ? -1 : (order[at] ?? -1)
  const value = values[place] ?? null
  const spot =
    value === null ? null : (spots.get(place) ?? { x: xOf(scale, value, dot), y: ground - dot / 2 })
  const nearest = (event: React.MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const [x, y] = [event.clientX - box.left, event.clientY - box.top]
    let best = { rank: -1, far: Infinity }
    order.forEach((one, rank) => {
      const where = spots.get(one) ?? { x: xOf(scale, values[one]!, dot), y }
      const far = Math.hypot(where.x - x, (where.y - y) / 2)
      if (far < best.far) best = { rank, far }
    })
    return best.far <= 14 ? best.rank : -1
  }
  const open = (rank: number) => {
    const chosen = order[rank]
    if (chosen !== undefined) openSeed(setting, chosen)
  }
  const last = order.length - 1
  const said =
    place < 0
      ? ''
      : say.dot(seeds[place] ?? '', numberText(value, isTime), (at ?? 0) + 1, order.length)
  return (
    <div className={styles.strip} data-setting={setting}>
      <svg
        width={scale.width}
        height={height}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={1}
        aria-valuemax={Math.max(1, order.length)}
        aria-valuenow={(at ?? 0) + 1}
        aria-valuetext={
          place >= 0 && isFailing(place) ? `${said}, ${say.failedHere}` : said || label
        }
        onFocus={() => setAt((old) => old ?? 0)}
        onBlur={() => setAt(null)}
        onMouseMove={(event) => setAt(nearest(event) < 0 ? null : nearest(event))}
        onMouseLeave={() => setAt(null)}
        onClick={(event) => open(nearest(event))}
        onKeyDown={(event) => {
          const to = {
            ArrowRight: Math.min(last, (at ?? -1) + 1),
            ArrowUp: Math.min(last, (at ?? -1) + 1),
            ArrowLeft: Math.max(0, (at ?? 1) - 1),
            ArrowDown: Math.max(0, (at ?? 1) - 1),
            PageUp: Math.min(last, (at ?? 0) + 10),
            PageDown: Math.max(0, (at ?? 0) - 10),
            Home: 0,
            End: last,
          }[event.key]
          if (event.ctrlKey || event.altKey || event.metaKey) return
          if (event.key === 'Enter' && at !== null) open(at)
          else if (to === undefined) return
          else setAt(to)
          event.preventDefault()
        }}
      >
        <line className={styles.ground} x2={scale.width} y1={ground + 0.5} y2={ground + 0.5} />
        {mean && (
          <g className={styles.mean}>
            <line
              x1={xOf(scale, Math.max(scale.from, mean.low), dot)}
              x2={xOf(scale, Math.min(scale.to, mean.high), dot)}
              y1={ground}
              y2={ground}
            />
            <line
              x1={xOf(scale, mean.mean, dot)}
              x2={xOf(scale, mean.mean, dot)}
              y1={2}
              y2={ground}
            />
          </g>
        )}
        {view.kind === 'dots' ? (
          <>
            <path className={styles.dots} d={path(false)} />
            <path className={styles.failing} d={path(true)} />
          </>
        ) : (
          <path className={styles.bars} d={barsOf(view, scale.width, ground)} />
        )}
        {spot && <circle className={styles.here} cx={spot.x} cy={spot.y} r={4.5} />}
      </svg>
      {spot && (
        <span
          className={styles.tip}
          style={
            spot.x > scale.width / 2 ? { right: scale.width - spot.x + 8 } : { left: spot.x + 8 }
          }
        >
          {say.dotShort(seeds[place] ?? '', numberText(value, isTime))}
          {isFailing(place) && ` · ${say.failedHere}`}
        </span>
      )}
      {order.length < values.length && values.length === seeds.length && (
        <small>{say.noValue(values.filter((one) => one === null).length)}</small>
      )}
    </div>
  )
}

function barsOf(
  { counts, most }: { readonly counts: readonly number[]; readonly most: number },
  width: number,
  ground: number,
): string {
  const wide = width / counts.length
  return counts
    .map((count, column) => {
      // One seed among thousands is still a pixel.
      const tall = count === 0 ? 0 : Math.max(1.5, (count / most) * bars)
      return `M${(column * wide + 0.5).toFixed(1)} ${ground}v${(-tall).toFixed(1)}h${(wide - 1).toFixed(1)}V${ground}`
    })
    .join('')
}
