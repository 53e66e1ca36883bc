import { SlidersHorizontal } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { chooseCharts } from '../session/charts.ts'
import type { ChartInfo } from '../view/charts.ts'
import { words } from '../words/words.ts'
import styles from './ChartMenu.module.css'

interface Props {
  readonly all: readonly ChartInfo[]
  readonly ids: readonly string[]
  readonly scenario: string
  readonly isUsual: boolean
}

/** A small menu of all charts that a run can have. */
export function ChartMenu({ all, ids, scenario, isUsual }: Props) {
  const [isOpen, setOpen] = useState(false)
  const ref = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [corner, setCorner] = useState({ left: 0, bottom: 0 })
  useEffect(() => {
    if (!isOpen) return undefined
    const onPointer = (event: PointerEvent) => {
      if (!ref.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', onPointer)
    return () => document.removeEventListener('pointerdown', onPointer)
  }, [isOpen])
  const toggle = (id: string) =>
    chooseCharts(
      scenario,
      all.map((one) => one.id).filter((one) => ids.includes(one) !== (one === id)),
    )
  return (
    <div
      ref={ref}
      className={styles.menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        event.stopPropagation()
        event.nativeEvent.stopImmediatePropagation()
        setOpen(false)
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        type="button"
        className={styles.open}
        aria-label={words.charts.choose}
        title={words.charts.choose}
        aria-expanded={isOpen}
        onClick={(event) => {
          // The tracks cut off what stands out of them, so the list stands above the page.
          const box = event.currentTarget.getBoundingClientRect()
          setCorner({ left: box.left, bottom: innerHeight - box.top + 4 })
          setOpen(!isOpen)
        }}
      >
        <SlidersHorizontal size={12} aria-hidden="true" />
      </button>
      {isOpen && (
        <div className={styles.list} style={corner} role="group" aria-label={words.charts.choose}>
          {all.map(({ id, title }) => (
            <label key={id}>
              <input type="checkbox" checked={ids.includes(id)} onChange={() => toggle(id)} />
              {title}
            </label>
          ))}
          <button type="button" disabled={isUsual} onClick={() => chooseCharts(scenario, null)}>
            {words.charts.usual}
          </button>
        </div>
      )}
    </div>
  )
}
