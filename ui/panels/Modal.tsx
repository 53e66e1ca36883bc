import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { openDialog } from '../session/actions.ts'
import { words } from '../words/words.ts'
import styles from './Modal.module.css'

interface Props {
  readonly title: string
  readonly width: number
  readonly children: ReactNode
}

/** A dialog over the page; Escape, the cross and a click beside it close it. */
export function Modal({ title, width, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (!dialog || dialog.open) return
    dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [])
  return (
    <dialog
      ref={ref}
      className={styles.modal}
      style={{ width: `min(${width}px, calc(100vw - 24px))` }}
      aria-label={title}
      onClose={() => openDialog(null)}
      onClick={(event) => event.target === ref.current && openDialog(null)}
    >
      <div className={styles.inside}>
        <header>
          <h2>{title}</h2>
          <button type="button" aria-label={words.help.close} onClick={() => openDialog(null)}>
            <X size={17} />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
