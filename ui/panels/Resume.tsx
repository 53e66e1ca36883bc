import { History, X } from 'lucide-react'
import { goOn, leaveIt, useLeft } from '../session/saving/autosave.ts'
import { words } from '../words/words.ts'
import styles from './Resume.module.css'

/** Offers to go on with what was on the page when it was last left. */
export function Resume() {
  const left = useLeft((state) => state.left)
  const ago = useLeft((state) => state.ago)
  if (!left) return null
  const say = words.files
  return (
    <aside className={styles.resume} aria-label={say.left}>
      <History size={16} aria-hidden="true" />
      <p>
        <b>{say.left}</b> <bdi>{say.leftWork(left.title, left.runs, ago)}</bdi>
      </p>
      <button type="button" className={styles.go} onClick={() => void goOn()}>
        {say.goOn}
      </button>
      <button type="button" aria-label={words.run.dismiss} onClick={leaveIt}>
        <X size={15} />
      </button>
    </aside>
  )
}
