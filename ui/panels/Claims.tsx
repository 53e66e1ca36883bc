import { useStore } from '../session/store.ts'
import { expectationText } from '../view/expectation-text.ts'
import { words } from '../words/words.ts'
import styles from './Claims.module.css'

interface Props {
  /** What was measured, by the name of the claim; nothing of those that were not. */
  readonly measured?: ReadonlyMap<string, React.ReactNode>
}

/** What the book, a paper or a formula says, and where it says so. */
export function Claims({ measured }: Props) {
  const claims = useStore((state) => state.description?.claims ?? none)
  if (claims.length === 0) return null
  return (
    <details className={styles.claims}>
      <summary title={words.story.claimsHelp}>
        <h3>{words.story.claims}</h3> <span>{claims.length}</span>
      </summary>
      <p className={styles.help}>{words.story.claimsHelp}</p>
      <ul>
        {claims.map(({ name, rows, source, unit, expected }) => (
          <li key={name} className={styles.claim}>
            <span>{name}</span>
            <em>{expectationText(expected, unit ?? '')}</em>
            <small>
              {source}
              {rows.length > 0 && ` · ${rows.join(', ')}`}
            </small>
            {measured?.get(name)}
          </li>
        ))}
      </ul>
    </details>
  )
}

const none: never[] = []
