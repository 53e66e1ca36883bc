import type { TreeRow } from '../view/state-tree.ts'
import { words } from '../words/words.ts'
import styles from './StateTree.module.css'

interface Props {
  readonly rows: readonly TreeRow[]
  readonly note: string
  readonly onOpen: (id: string) => void
}

/** A state as a tree; what the event changed is tinted, with what it was before. */
export function StateTree({ rows, note, onOpen }: Props) {
  return (
    <div className={styles.tree}>
      {rows.length === 0 && <p className={styles.note}>{words.inspector.empty}</p>}
      <ul aria-label={words.inspector.state}>
        {rows.map((row) =>
          row.hidden > 0 ? (
            <li key={`${row.id} more`} style={indent(row)}>
              <button type="button" onClick={() => onOpen(row.id)}>
                {words.inspector.more(row.hidden)} …
              </button>
            </li>
          ) : (
            <li
              key={row.id}
              style={indent(row)}
              data-change={row.change ?? undefined}
              className={styles.row}
            >
              <span className={styles.key}>{row.key}</span>{' '}
              {row.before !== null && row.before !== row.value && (
                <>
                  <del>{row.before}</del> <span className={styles.arrow}>→</span>{' '}
                </>
              )}
              {row.change === 'removed' ? (
                <del>{row.value}</del>
              ) : row.isClosed ? (
                <button type="button" aria-expanded={false} onClick={() => onOpen(row.id)}>
                  {row.value} ▸
                </button>
              ) : (
                <span className={styles.value}>{row.value}</span>
              )}
            </li>
          ),
        )}
      </ul>
      <p className={styles.note}>{note}</p>
    </div>
  )
}

function indent({ depth }: TreeRow): React.CSSProperties {
  return { paddingLeft: 6 + depth * 14 }
}
