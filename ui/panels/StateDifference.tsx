import { useEffect, useMemo, useState } from 'react'
import { lookBeside } from '../session/comparing.ts'
import { useStore } from '../session/store.ts'
import type { Compared } from '../session/store.ts'
import { nameOf } from '../view/event-line.ts'
import { stateDifferences } from '../view/state-difference.ts'
import { words } from '../words/words.ts'
import styles from './StateDifference.module.css'

/** A node's state in the run beside, and what it was asked for. */
interface Other {
  readonly runs: Compared
  readonly node: string
  readonly state: unknown
}

/** So many places stand there before the rest is asked for. */
const shownAtFirst = 20

/** How the state of the selected node differs between both runs at the cursor. */
export function StateDifference({ compared }: { readonly compared: Compared }) {
  const { here, there } = compared
  const cursor = useStore((state) => state.cursor)
  const selected = useStore((state) => state.selected)
  const look = useStore((state) => state.look)
  const isPlaying = useStore((state) => state.isPlaying)
  const [other, setOther] = useState<Other | null>(null)
  const [isWhole, setWhole] = useState(false)
  const id = selected ?? here.header.topology.nodes[here.events.node[cursor.seq] ?? -1]?.id ?? null
  useEffect(() => {
    // While it plays, the other state would always be late.
    if (id === null || isPlaying) return
    let isOver = false
    const see = async () => {
      const state = await lookBeside(id, cursor.at)
      if (!isOver) setOther({ runs: compared, node: id, state })
    }
    void see()
    return () => {
      isOver = true
    }
  }, [compared, id, cursor.at, isPlaying])
  const own = look?.moment?.nodes.find((node) => node.id === id)?.state
  const rows = useMemo(
    () =>
      other && other.runs === compared && other.node === id && own !== undefined
        ? stateDifferences(own, other.state)
        : null,
    [own, other, compared, id],
  )
  const say = words.comparison
  if (id === null) return <p className={styles.hint}>{say.chooseNode}</p>
  const node = here.header.topology.nodes[here.places.get(id) ?? -1]
  const isInBoth = here.places.has(id) && there.places.has(id)
  return (
    <section className={styles.state}>
      <h2>{say.state(node ? nameOf(node) : id)}</h2>
      {!isInBoth && <p className={styles.hint}>{say.noState}</p>}
      {isInBoth && rows?.length === 0 && <p className={styles.hint}>{say.sameState}</p>}
      {isInBoth && rows && rows.length > 0 && (
        <table>
          <thead className="hush">
            <tr>
              <th scope="col">{words.inspector.state}</th>
              <th scope="col">{say.here}</th>
              <th scope="col">{say.there}</th>
            </tr>
          </thead>
          <tbody>
            {rows
              .slice(0, isWhole ? undefined : shownAtFirst)
              .map(({ path, here: a, there: b }) => (
                <tr key={path}>
                  <th scope="row">{path}</th>
                  <td>{a ?? <i>{say.missing}</i>}</td>
                  <td>{b ?? <i>{say.missing}</i>}</td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
      {!isWhole && rows && rows.length > shownAtFirst && (
        <button type="button" onClick={() => setWhole(true)}>
          {words.inspector.more(rows.length - shownAtFirst)}
        </button>
      )}
    </section>
  )
}
