import { useState } from 'react'
import { openScenario } from '../session/edits.ts'
import { useStore } from '../session/store.ts'
import { words } from '../words/words.ts'
import styles from './Gallery.module.css'
import { Modal } from './Modal.tsx'

/** Every scenario, by part of the book. */
export function Gallery() {
  const isOpen = useStore((state) => state.dialog === 'gallery')
  const catalogue = useStore((state) => state.catalogue)
  const now = useStore((state) => state.request?.scenario)
  const [search, setSearch] = useState('')
  if (!isOpen) return null
  const wanted = search.trim().toLowerCase()
  const found = catalogue.filter(({ id, title, summary }) =>
    `${id} ${title} ${summary}`.toLowerCase().includes(wanted),
  )
  const parts = Object.keys(words.parts).filter((part) =>
    found.some((entry) => entry.part === part),
  )
  return (
    <Modal title={words.gallery.title} width={720}>
      <input
        className={styles.search}
        type="search"
        placeholder={words.gallery.search}
        aria-label={words.gallery.search}
        value={search}
        data-first
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={(event) => {
          const [only] = found
          if (event.key === 'Enter' && only) openScenario(only.id)
        }}
      />
      {found.length === 0 && <p className={styles.none}>{words.gallery.none(search)}</p>}
      {parts.map((part) => (
        <section key={part}>
          <h3 className={styles.part}>{words.parts[part]}</h3>
          <ul className={styles.list}>
            {found
              .filter((entry) => entry.part === part)
              .map(({ id, title, summary }) => (
                <li key={id}>
                  <button
                    type="button"
                    className={styles.entry}
                    aria-current={id === now}
                    onClick={() => openScenario(id)}
                  >
                    <b>{title}</b>
                    {summary && <span>{summary}</span>}
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Modal>
  )
}
