import type { TreeRow } from '../view/state-tree.ts'
import { words } from '../words/words.ts'
import styles from './StateTree.module.css'

interface Props {
  readonly rows: readonly TreeRow[]
  readonly label: string
  readonly note?: string
  readonly onOpen: (id: string) => void
  /** Asked where a value came from; without it values are only shown. */
  readonly onAsk?: (row: TreeRow) => void
}

/** A state as a tree; what the event changed is tinted, with what it was before. */
export function StateTree({ rows, label, note, onOpen, onAsk }: Props) {
  return (
    <div className={styles.tree}>
      {rows.length === 0 && <p className={styles.note}>{words.inspector.empty}</p>}
      <ul aria-label={label}>
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
              <Value row={row} onOpen={onOpen} onAsk={onAsk} />
            </li>
          ),
        )}
      </ul>
      {note && <p className={styles.note}>{note}</p>}
    </div>
  )
}

function Value({
  row,
  onOpen,
  onAsk,
}: {
  readonly row: TreeRow
  readonly onOpen: Props['onOpen']
  readonly onAsk: Props['onAsk']
}) {
  if (row.change === 'removed') return <del>{row.value}</del>
  if (row.isClosed)
    return (
      <button type="button" aria-expanded={false} onClick={() => onOpen(row.id)}>
        {row.value} ▸
      </button>
    )
  if (!onAsk) return <span className={styles.value}>{row.value}</span>
  const ask = words.origin.ask(row.path.join(' '))
  return (
    <button
      type="button"
      className={styles.value}
      title={ask}
      aria-label={`${row.value}. ${ask}`}
      onClick={() => onAsk(row)}
    >
      {row.value}
    </button>
  )
}

function indent({ depth }: TreeRow): React.CSSProperties {
  return { paddingLeft: 6 + depth * 14 }
}
