import type { Compared } from '../session/store.ts'
import { nodeName } from '../view/difference-line.ts'
import { count } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './DifferenceNodes.module.css'

interface Props {
  readonly compared: Compared
  /** The node whose differences are listed; `null` for all. */
  readonly chosen: string | null
  readonly onChoose: (node: string | null) => void
}

/** So many nodes stand there before the rest is asked for. */
const shownAtFirst = 8

/** How much differs at each node; choosing one narrows the list to it. */
export function DifferenceNodes({ compared, chosen, onChoose }: Props) {
  const { nodes } = compared.comparison
  const most = Math.max(1, ...nodes.map(({ all }) => all))
  const say = words.comparison
  const row = ({ node, all, following }: (typeof nodes)[number]) => (
    <li key={node}>
      <button
        type="button"
        aria-pressed={node === chosen}
        onClick={() => onChoose(node === chosen ? null : node)}
      >
        <span>{nodeName(compared, node)}</span>
        <span className={styles.bar} aria-hidden="true">
          <i style={{ width: `${(following / most) * 100}%` }} />
          <i style={{ width: `${((all - following) / most) * 100}%` }} />
        </span>
        <span className={styles.count}>{count(all)}</span>
      </button>
    </li>
  )
  return (
    <>
      <ul className={styles.nodes} aria-label={say.nodes}>
        {nodes.slice(0, shownAtFirst).map(row)}
      </ul>
      {nodes.length > shownAtFirst && (
        <details className={styles.more}>
          <summary>{words.inspector.more(nodes.length - shownAtFirst)}</summary>
          <ul className={styles.nodes}>{nodes.slice(shownAtFirst).map(row)}</ul>
        </details>
      )}
    </>
  )
}
