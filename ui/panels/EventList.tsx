import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { goTo } from '../session/actions.ts'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import { filteredEvents } from '../view/event-filter.ts'
import { eventLine, isBadNews } from '../view/event-line.ts'
import { lastAtMost } from '../view/grouping.ts'
import { moment } from '../view/time-label.ts'
import { kindName } from '../view/trace-model.ts'
import { words } from '../words/words.ts'
import styles from './EventList.module.css'

const rowHeight = 22

/** Every event of the run in words; the whole story for those who do not see the picture. */
export function EventList({ shown }: { readonly shown: Shown }) {
  const { model } = shown
  const seq = useStore((state) => state.cursor.seq)
  const selected = useStore((state) => state.selected)
  const [text, setText] = useState('')
  const [onlyNode, setOnlyNode] = useState(false)
  const [causedBy, setCausedBy] = useState(-1)
  const slow = useDeferredValue(text)
  const node = onlyNode && selected !== null ? (model.places.get(selected) ?? -1) : -1
  const found = useMemo(
    () =>
      filteredEvents(model, {
        text: slow,
        node,
        causedBy: causedBy < model.length ? causedBy : -1,
      }),
    [model, slow, node, causedBy],
  )
  const length = found?.length ?? model.length
  const scroller = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- no compiler rewrites this page
  const rows = useVirtualizer({
    count: length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  const here = found ? lastAtMost(found, seq) : seq
  useEffect(() => {
    if (here >= 0) rows.scrollToIndex(here, { align: 'auto' })
  }, [here, rows])
  const say = words.events
  return (
    <div className={styles.events}>
      <div className={styles.filter}>
        <input
          id="event-filter"
          type="search"
          value={text}
          placeholder={say.filter}
          aria-label={say.filter}
          title={say.filterHelp}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') goTo(found ? (found[Math.max(0, here + 1)] ?? -1) : seq + 1)
          }}
        />
        <label>
          <input
            type="checkbox"
            checked={onlyNode && selected !== null}
            disabled={selected === null}
            onChange={(event) => setOnlyNode(event.target.checked)}
          />
          {say.onlyNode(selected ?? '…')}
        </label>
        <label>
          <input
            type="checkbox"
            checked={causedBy >= 0}
            onChange={(event) => setCausedBy(event.target.checked ? seq : -1)}
          />
          {say.onlyCaused}
        </label>
        <p role="status">{say.shown(length, model.length)}</p>
      </div>
      <div
        ref={scroller}
        className={styles.scroller}
        role="list"
        aria-label={say.list}
        tabIndex={0}
      >
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start, size }) => {
            const event = found ? found[index]! : index
            return (
              <div
                key={event}
                role="listitem"
                className={styles.item}
                style={{ transform: `translateY(${start}px)`, height: size }}
              >
                <button
                  type="button"
                  className={styles.row}
                  title={kindName(model, event)}
                  aria-current={event === seq}
                  data-later={event > seq}
                  data-bad={isBadNews(model, event)}
                  onClick={() => goTo(event)}
                >
                  <span>{moment(model.events.at[event]!).slice(0, -2)}</span>
                  <span>{eventLine(model, event)}</span>
                </button>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
