import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { goTo, stepCause, toEnd } from '../session/actions.ts'
import { stepListed, useListing, watchListing } from '../session/listing.ts'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import { eventLine, isBadNews } from '../view/event-line.ts'
import { eventIn, placeIn } from '../view/event-search.ts'
import { moment } from '../view/time-label.ts'
import { kindName } from '../view/trace-model.ts'
import { words } from '../words/words.ts'
import { EventFilterBar } from './EventFilterBar.tsx'
import styles from './EventList.module.css'

const rowHeight = 22

const keys: { readonly [key: string]: () => void } = {
  ArrowDown: () => stepListed(1),
  ArrowUp: () => stepListed(-1),
  ArrowLeft: () => stepCause(-1),
  ArrowRight: () => stepCause(1),
  Home: () => toEnd(-1),
  End: () => toEnd(1),
}

/** Every event of the run in words; the whole story for those who do not see the picture. */
export function EventList({ shown }: { readonly shown: Shown }) {
  const { model } = shown
  const seq = useStore((state) => state.cursor.seq)
  const listed = useListing((state) => state.listed)
  const scroller = useRef<HTMLDivElement>(null)
  useEffect(watchListing, [])
  // oxlint-disable-next-line react/incompatible-library -- no compiler rewrites this page
  const rows = useVirtualizer({
    count: listed.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  const here = placeIn(listed, seq)
  useEffect(() => {
    if (here < 0) return
    const { range } = rows
    const isNear = range && here >= range.startIndex - 2 && here <= range.endIndex + 2
    rows.scrollToIndex(here, { align: isNear ? 'auto' : 'center' })
  }, [here, rows])
  const items = rows.getVirtualItems()
  const isHereDrawn = items.some(({ index }) => index === here)
  return (
    <div className={styles.events}>
      <EventFilterBar shown={shown} />
      <div
        ref={scroller}
        className={styles.scroller}
        role="grid"
        aria-label={words.events.list}
        aria-rowcount={listed.length}
        aria-describedby="event-keys"
        aria-activedescendant={isHereDrawn ? `event-row-${here}` : undefined}
        tabIndex={0}
        onKeyDown={(event) => {
          const work = event.ctrlKey || event.shiftKey ? undefined : keys[event.key]
          if (!work) return
          event.preventDefault()
          work()
        }}
      >
        <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start, size }) => (
            <Row
              key={index}
              shown={shown}
              event={eventIn(listed, index)}
              place={index}
              cursor={seq}
              style={{ transform: `translateY(${start}px)`, height: size }}
            />
          ))}
        </div>
      </div>
      <p className="hush" id="event-keys">
        {words.events.keys}
      </p>
      {model.length === 0 && <p>{words.events.none}</p>}
    </div>
  )
}

interface RowProps {
  readonly shown: Shown
  readonly event: number
  readonly place: number
  readonly cursor: number
  readonly style: React.CSSProperties
}

function Row({ shown, event, place, cursor, style }: RowProps) {
  const { model } = shown
  return (
    <div
      role="row"
      id={`event-row-${place}`}
      aria-rowindex={place + 1}
      aria-selected={event === cursor}
      className={styles.row}
      style={style}
      title={kindName(model, event)}
      data-later={event > cursor}
      data-bad={isBadNews(model, event)}
      onClick={() => goTo(event)}
    >
      <span role="gridcell">{moment(model.events.at[event]!).slice(0, -2)}</span>
      <span role="gridcell">{eventLine(model, event)}</span>
    </div>
  )
}
