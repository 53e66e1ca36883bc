import { lazy, Suspense, useRef, useState } from 'react'
import { select } from '../session/actions.ts'
import { hideLine, moveLine, showLine } from '../session/lines.ts'
import type { Row, Rows } from '../view/lifeline-rows.ts'
import { words } from '../words/words.ts'
import styles from './LineNames.module.css'

const LineMenu = lazy(async () => ({ default: (await import('./LineMenu.tsx')).LineMenu }))

interface Props {
  readonly rows: Rows
  readonly sight: readonly [from: number, to: number]
  readonly rowHeight: number
  readonly selected: string | null
  readonly idOf: (row: Row) => string | null
}

/** What a menu is open for, and where. */
interface Opened {
  readonly row: Row | null
  readonly x: number
  readonly y: number
}

/** The names of the lines: to select, to move, to fold and to hide. */
export function LineNames({ rows, sight, rowHeight, selected, idOf }: Props) {
  const [menu, setMenu] = useState<Opened | null>(null)
  const ref = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<{ key: string; to: number } | null>(null)
  const [front, setFront] = useState('')
  const hasMoved = useRef(false)
  const shown = rows.rows.slice(sight[0], sight[1])
  const say = words.lines
  const label = (row: Row) =>
    row.kind === 'node' ? row.label : words.timeline.group(row.label, row.members.length)
  // One of the names is reached by Tab; arrow keys lead to the others.
  const first = shown.some(({ key }) => key === front) ? front : shown[0]?.key

  const focusRow = (place: number) => {
    const row = rows.rows[Math.min(Math.max(0, place), rows.rows.length - 1)]
    if (!row) return
    setFront(row.key)
    const element = ref.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(row.key)}"]`)
    element?.focus()
  }
  const onKey = (event: React.KeyboardEvent, row: Row, place: number) => {
    if (event.ctrlKey || event.metaKey) return
    const work = event.altKey
      ? {
          ArrowUp: () => moveLine(row.key, place - 1),
          ArrowDown: () => moveLine(row.key, place + 1),
        }[event.key]
      : {
          ArrowUp: () => focusRow(place - 1),
          ArrowDown: () => focusRow(place + 1),
          Delete: () => {
            focusRow(place + (place + 1 < rows.rows.length ? 1 : -1))
            hideLine(row.key)
          },
        }[event.key]
    if (!work || event.shiftKey) return
    event.preventDefault()
    work()
  }
  const open = (event: React.MouseEvent, row: Row | null) => {
    event.preventDefault()
    const box = event.currentTarget.getBoundingClientRect()
    setMenu({ row, x: box.left + 18, y: box.top })
  }
  const press = (event: React.PointerEvent<HTMLElement>, row: Row, place: number) => {
    if (event.button === 0 && event.pointerType !== 'touch') {
      event.currentTarget.setPointerCapture(event.pointerId)
      setDrag({ key: row.key, to: place })
    }
  }
  const move = (event: React.PointerEvent<HTMLElement>) => {
    if (!drag || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const top = ref.current?.getBoundingClientRect().top ?? 0
    const to = Math.floor((event.clientY - top) / rowHeight)
    const place = Math.min(Math.max(0, to), rows.rows.length - 1)
    if (place !== drag.to) setDrag({ key: drag.key, to: place })
  }
  return (
    <div ref={ref} className={styles.names} role="group" aria-label={say.title}>
      {shown.map((row, index) => {
        const place = sight[0] + index
        const id = idOf(row)
        const isMoved = drag?.key === row.key && drag.to !== place
        return (
          <button
            key={row.key}
            type="button"
            className={styles.name}
            data-line={row.key}
            data-moved={isMoved}
            tabIndex={row.key === first ? 0 : -1}
            aria-pressed={id !== null && id === selected}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
            aria-haspopup="menu"
            title={say.help(label(row))}
            style={{ top: place * rowHeight, height: rowHeight }}
            onFocus={() => setFront(row.key)}
            onPointerDown={(event) => {
              event.stopPropagation()
              press(event, row, place)
            }}
            onPointerMove={move}
            onPointerUp={() => {
              hasMoved.current = drag !== null && drag.to !== place
              if (drag && hasMoved.current) moveLine(drag.key, drag.to)
              setDrag(null)
            }}
            onPointerCancel={() => setDrag(null)}
            onClick={(event) => {
              // The end of a drag is no click.
              if (hasMoved.current) hasMoved.current = false
              else if (id === null) open(event, row)
              else select(id === selected ? null : id)
            }}
            onContextMenu={(event) => open(event, row)}
            onKeyDown={(event) => onKey(event, row, place)}
          >
            {label(row)}
          </button>
        )
      })}
      {drag && (
        <i className={styles.target} style={{ top: drag.to * rowHeight, height: rowHeight }} />
      )}
      {rows.hidden.length > 0 && (
        <button
          type="button"
          className={styles.hidden}
          style={{ top: rows.rows.length * rowHeight }}
          aria-haspopup="menu"
          onPointerDown={(event) => event.stopPropagation()}
          onClick={(event) => (rows.hidden.length === 1 ? showLine(null) : open(event, null))}
        >
          {say.hidden(rows.hidden.length)}
        </button>
      )}
      {menu && (
        <Suspense>
          <LineMenu row={menu.row} rows={rows} at={menu} onClose={() => setMenu(null)} />
        </Suspense>
      )}
    </div>
  )
}
