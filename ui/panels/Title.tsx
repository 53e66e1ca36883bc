import { X } from 'lucide-react'
import { focusOn } from '../session/actions.ts'
import { words } from '../words/words.ts'
import styles from './Title.module.css'

/** The heading of what is looked at, and the way back to the event under the cursor. */
export function Title({ text, kind }: { readonly text: string; readonly kind: string }) {
  return (
    <h2 className={styles.title}>
      <span>{text}</span>
      <span className={styles.tools}>
        <small>{kind}</small>
        <button
          type="button"
          aria-label={words.inspector.back}
          title={words.inspector.back}
          onClick={() => focusOn(null)}
        >
          <X size={13} aria-hidden="true" />
        </button>
      </span>
    </h2>
  )
}
