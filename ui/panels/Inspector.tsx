import { useStore } from '../session/store.ts'
import type { Focus, Shown } from '../session/store.ts'
import { words } from '../words/words.ts'
import { Causes } from './Causes.tsx'
import { CheckStory } from './CheckStory.tsx'
import { Differences } from './Differences.tsx'
import { EventList } from './EventList.tsx'
import { FaultStory } from './FaultStory.tsx'
import styles from './Inspector.module.css'
import { Link } from './Link.tsx'
import { Message } from './Message.tsx'
import { NodeState } from './NodeState.tsx'
import { Operation, OperationStory } from './Operation.tsx'
import { Waiting } from './Waiting.tsx'

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
        {shown && tab === 'node' && <Inspected shown={shown} />}
        {shown && tab === 'events' && <EventList shown={shown} />}
        {shown && tab === 'differences' && <Differences />}
      </div>
    </>
  )
}

/** What is looked at; where that is nothing in particular, the node and the event at the cursor. */
function Inspected({ shown }: { readonly shown: Shown }) {
  const focus = useStore((state) => state.focus)
  return (
    <>
      {focus ? <Focused shown={shown} focus={focus} /> : <NodeState shown={shown} />}
      <Causes shown={shown} />
      <Waiting shown={shown} />
      {focus?.kind !== 'operation' && <Operation shown={shown} />}
    </>
  )
}

function Focused({ shown, focus }: { readonly shown: Shown; readonly focus: Focus }) {
  switch (focus.kind) {
    case 'message':
      return <Message shown={shown} send={focus.send} />
    case 'link':
      return <Link shown={shown} from={focus.from} to={focus.to} />
    case 'operation':
      return <OperationStory shown={shown} operation={focus.operation} />
    case 'fault':
      return <FaultStory shown={shown} index={focus.fault} />
    case 'check':
      return <CheckStory shown={shown} check={focus.check} />
  }
}
