import { useMemo, useState } from 'react'
import { stepListed, useListing, want } from '../session/listing.ts'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import { eventLine } from '../view/event-line.ts'
import { vocabulary } from '../view/event-search.ts'
import { words } from '../words/words.ts'
import styles from './EventFilterBar.module.css'

/** What is wanted of the list of events: words, kinds, a type, a node, a cause, the window. */
export function EventFilterBar({ shown }: { readonly shown: Shown }) {
  const { model } = shown
  const { text, kinds, type, onlyNode, causedBy, inWindow, listed, progress } = useListing()
  const selected = useStore((state) => state.selected)
  const seq = useStore((state) => state.cursor.seq)
  const [isOpen, setOpen] = useState(false)
  const known = useMemo(() => vocabulary(model), [model])
  const say = words.events
  return (
    <div className={styles.filter}>
      <div className={styles.line}>
        <input
          id="event-filter"
          type="search"
          value={text}
          placeholder={say.filter}
          aria-label={say.filter}
          title={say.filterHelp}
          onChange={(event) => want({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') stepListed(event.shiftKey ? -1 : 1)
          }}
        />
        <button
          type="button"
          className={styles.chip}
          aria-expanded={isOpen}
          aria-pressed={kinds.length > 0 || type >= 0}
          onClick={() => setOpen(!isOpen)}
        >
          {kinds.length + (type >= 0 ? 1 : 0) > 0
            ? say.kindsChosen(kinds.length + (type >= 0 ? 1 : 0))
            : say.kinds}
        </button>
      </div>
      {isOpen && (
        <div className={styles.chips} role="group" aria-label={say.kinds}>
          {known.kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              className={styles.chip}
              aria-pressed={kinds.includes(kind)}
              onClick={() =>
                want({
                  kinds: kinds.includes(kind)
                    ? kinds.filter((one) => one !== kind)
                    : [...kinds, kind],
                })
              }
            >
              {kind}
            </button>
          ))}
          <select
            aria-label={say.type}
            value={type}
            onChange={(event) => want({ type: Number(event.target.value) })}
          >
            <option value={-1}>{say.anyType}</option>
            {known.types.map(({ symbol, name }) => (
              <option key={symbol} value={symbol}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className={styles.choices}>
        <label>
          <input
            type="checkbox"
            checked={inWindow}
            onChange={(event) => want({ inWindow: event.target.checked })}
          />
          {say.inWindow}
        </label>
        <label>
          <input
            type="checkbox"
            checked={onlyNode && selected !== null}
            disabled={selected === null}
            onChange={(event) => want({ onlyNode: event.target.checked })}
          />
          {say.onlyNode(selected ?? '…')}
        </label>
        <label title={causedBy >= 0 ? eventLine(model, causedBy) : undefined}>
          <input
            type="checkbox"
            checked={causedBy >= 0}
            onChange={(event) => want({ causedBy: event.target.checked ? seq : -1 })}
          />
          {causedBy >= 0 ? say.causedBy(causedBy + 1) : say.onlyCaused}
        </label>
      </div>
      <p role="status">
        {say.shown(listed.length, model.length)}
        {progress < 1 && ` · ${say.searching(Math.round(progress * 100))}`}
      </p>
    </div>
  )
}
