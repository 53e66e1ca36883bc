import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import styles from './Popup.module.css'

interface Props {
  readonly title: string
  /** The point that it belongs to, in pixels of the page. */
  readonly at: { readonly x: number; readonly y: number }
  readonly onClose: () => void
  readonly children: ReactNode
}

/** How far it stays from the page's edges, pixels. */
const margin = 8

/**
 * A small panel beside what it belongs to. It takes the focus; Escape and a press elsewhere close
 * it, and the focus goes back to where it was.
 */
export function Popup({ title, at, onClose, children }: Props) {
  const ref = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null)
  useLayoutEffect(() => {
    const box = ref.current?.getBoundingClientRect()
    if (!box) return
    const above = at.y - box.height - margin
    setPlace({
      left: Math.max(margin, Math.min(at.x, innerWidth - box.width - margin)),
      top:
        above >= margin
          ? above
          : Math.max(margin, Math.min(at.y + margin, innerHeight - box.height - margin)),
    })
  }, [at.x, at.y])
  useEffect(() => {
    const before = document.activeElement
    const first = ref.current?.querySelector<HTMLElement>('[data-first], input, select, button')
    first?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      const { target } = event
      // What opened it closes it by itself.
      if (!(target instanceof Element) || target.closest('[aria-expanded="true"]')) return
      if (!ref.current?.contains(target)) onClose()
    }
    document.addEventListener('pointerdown', onPress, true)
    return () => document.removeEventListener('pointerdown', onPress, true)
  }, [onClose])
  return (
    <div
      ref={ref}
      className={styles.popup}
      role="dialog"
      aria-label={title}
      style={place ?? { visibility: 'hidden' }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
      onPointerDown={(event) => event.stopPropagation()}
    >
      {children}
    </div>
  )
}
