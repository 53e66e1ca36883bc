import { useStore } from '../session/store.ts'
import { words } from '../words/words.ts'
import { Causes } from './Causes.tsx'
import { Differences } from './Differences.tsx'
import { EventList } from './EventList.tsx'
import styles from './Inspector.module.css'
import { NodeState } from './NodeState.tsx'
import { Operation } from './Operation.tsx'

const usual = ['node', 'events'] as const
const comparing = [...usual, 'differences'] as const

/** What the cursor and the selection mean: state, causes, effects, events. */
export function Inspector() {
  const tab = useStore((state) => state.inspectorTab)
  const shown = useStore((state) => state.shown)
  const tabs = useStore((state) => (state.beside === null ? usual : comparing))
  return (
    <>
      <div className={styles.tabs} role="tablist" aria-label={words.inspector.title}>
        {tabs.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`tab-${one}`}
            aria-selected={tab === one}
            aria-controls="inspector-panel"
            onClick={() => useStore.setState({ inspectorTab: one })}
          >
            {words.inspector.tabs[one]}
          </button>
        ))}
      </div>
      <div
        className={styles.panel}
        id="inspector-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        data-kind={tab}
      >
        {shown && tab === 'node' && (
          <>
            <NodeState shown={shown} />
            <Causes shown={shown} />
            <Operation shown={shown} />
          </>
        )}
        {shown && tab === 'events' && <EventList shown={shown} />}
        {shown && tab === 'differences' && <Differences />}
      </div>
    </>
  )
}
