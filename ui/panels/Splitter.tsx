import styles from './Splitter.module.css'
import { shareMax, shareMin } from '../session/layout.ts'

interface Props {
  readonly label: string
  /** The share of the part below. */
  readonly share: () => number
  /** The box that is divided. */
  readonly box: () => DOMRect | undefined
  /** `null`: as it comes. */
  readonly onDivide: (share: number | null) => void
}

/** How much an arrow key moves. */
const nudge = 0.03

/** A line between two parts, one above the other, to be moved by hand or by arrow keys. */
export function Splitter({ label, share, box, onDivide }: Props) {
  const drag = (event: React.PointerEvent<HTMLDivElement>) => {
    const around = box()
    if (!around || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    onDivide((around.bottom - event.clientY) / around.height)
  }
  return (
    <div
      className={styles.splitter}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={shareMin * 100}
      aria-valuemax={shareMax * 100}
      aria-valuenow={Math.round(share() * 100)}
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={drag}
      onDoubleClick={() => onDivide(null)}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.shiftKey) return
        const next = {
          ArrowUp: share() + nudge,
          ArrowDown: share() - nudge,
          Home: shareMin,
          End: shareMax,
          Enter: null,
        }[event.key]
        if (next === undefined) return
        event.preventDefault()
        onDivide(next)
      }}
    />
  )
}
