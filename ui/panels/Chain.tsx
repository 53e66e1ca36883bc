import { useMemo } from 'react'
import { useStore } from '../session/store.ts'
import { chainTo } from '../view/causes.ts'
import type { Rows } from '../view/lifeline-rows.ts'
import styles from './Chain.module.css'
import type { TrackProps } from './track.ts'

/** So many of the latest causes are drawn. */
const most = 40

interface Props extends TrackProps {
  readonly rows: Rows
  readonly y: (row: number) => number
}

/** The messages and waits that led to the event under the cursor. */
export function Chain({ shown, axis, stretch, width, rows, y }: Props) {
  const { model } = shown
  const seq = useStore((state) => state.cursor.seq)
  const steps = useMemo(() => {
    const chain = chainTo(model, seq).slice(-most)
    return chain.slice(1).map((to, index) => ({ from: chain[index]!, to }))
  }, [model, seq])
  const x = (event: number) =>
    ((axis.u[event]! - stretch.from) / (stretch.to - stretch.from)) * width
  const rowOf = (event: number) => rows.rowOf[model.events.node[event]!] ?? -1
  const isSeen = (event: number) => rowOf(event) >= 0
  return (
    <svg className={styles.chain} width={width} height="100%" aria-hidden="true">
      {steps
        .filter(({ from, to }) => isSeen(from) && isSeen(to))
        .map(({ from, to }) => (
          <line key={to} x1={x(from)} y1={y(rowOf(from))} x2={x(to)} y2={y(rowOf(to))} />
        ))}
      {seq >= 0 && isSeen(seq) && <circle cx={x(seq)} cy={y(rowOf(seq))} r={4} />}
    </svg>
  )
}
