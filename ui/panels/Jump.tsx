import { goTo } from '../session/actions.ts'
import styles from './Jump.module.css'

/** Words that lead to an event; only words where there is none. */
export function Jump({
  to,
  children,
}: {
  readonly to: number
  readonly children: React.ReactNode
}) {
  if (to < 0) return <span>{children}</span>
  return (
    <button type="button" className={styles.jump} onClick={() => goTo(to)}>
      {children}
    </button>
  )
}
