import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { goToDifference } from '../session/comparing.ts'
import { useStore } from '../session/store.ts'
import type { Compared } from '../session/store.ts'
import { differenceAt, differenceKind, differencesAt, timeHere } from '../view/difference.ts'
import { differenceLine } from '../view/difference-line.ts'
import { lastAtMost } from '../view/grouping.ts'
import { moment } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './DifferenceList.module.css'

interface Props {
  readonly compared: Compared
  readonly node: string | null
}

const rowHeight = 22
/** At most so many rows are in sight; the rest is scrolled to. */
const rowsInSight = 11

/** What is only here, only there, later or earlier, or else different. */
const signs = { here: '+', there: '−', shifted: '↔', changed: '≠' } as const

/** The differences one by one, in order. */
export function DifferenceList({ compared, node }: Props) {
  const cursor = useStore((state) => state.cursor)
  const places = useMemo(() => differencesAt(compared, node), [compared, node])
  const here = useMemo(() => differenceAt(compared, cursor), [compared, cursor])
  const scroller = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- no compiler rewrites this page
  const rows = useVirtualizer({
    count: places.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  })
  useEffect(() => {
    const row = here < 0 ? -1 : lastAtMost(places, here)
    if (row >= 0) rows.scrollToIndex(row, { align: 'auto' })
  }, [here, places, rows])
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ height: Math.min(places.length, rowsInSight) * rowHeight }}
      role="list"
      aria-label={words.comparison.list}
      tabIndex={0}
    >
      <div className={styles.inner} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, size }) => {
          const place = places[index]!
          const kind = differenceKind(compared.comparison, place)
          const line = differenceLine(compared, place)
          return (
            <div
              key={place}
              role="listitem"
              className={styles.item}
              style={{ transform: `translateY(${start}px)`, height: size }}
            >
              <button
                type="button"
                title={line}
                aria-current={place === here}
                data-follows={compared.comparison.follows[place] === 1}
                data-kind={kind}
                onClick={() => goToDifference(place)}
              >
                <span>{moment(timeHere(compared, place)).slice(0, -2)}</span>
                <b aria-hidden="true">{signs[kind]}</b>
                <span>{line}</span>
              </button>
            </div>
          )
        })}
      </div>
    </div>
  )
}
