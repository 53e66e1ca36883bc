import { useMemo } from 'react'
import { goTo } from '../session/actions.ts'
import { useStore } from '../session/store.ts'
import { checkStates } from '../view/check-state.ts'
import type { CheckState, Standing } from '../view/check-state.ts'
import { words } from '../words/words.ts'
import styles from './Checks.module.css'
import story from './Story.module.css'

const signs: { readonly [K in Standing]: string } = {
  holding: '✓',
  broken: '✕',
  pending: '○',
  unknown: '?',
}

/** Every check with how it stands at the cursor; a click goes to the event that decided it. */
export function Checks() {
  const model = useStore((state) => state.shown?.model)
  const seq = useStore((state) => state.cursor.seq)
  const states = useMemo(() => (model ? checkStates(model, seq) : []), [model, seq])
  if (states.length === 0) return null
  return (
    <section>
      <div className={story.heading}>
        <h3>{words.story.checks}</h3>
      </div>
      <ul>
        {states.map((state) => (
          <Check key={state.name} state={state} />
        ))}
      </ul>
    </section>
  )
}

function Check({ state }: { readonly state: CheckState }) {
  const { name, kind, standing, said, verdict, result, event, rows } = state
  const canGo = event >= 0
  return (
    <li>
      <button
        type="button"
        className={styles.check}
        data-standing={standing}
        data-result={result}
        disabled={!canGo}
        title={rows.length > 0 ? `${kind} · ${words.story.rows} ${rows.join(', ')}` : kind}
        onClick={() => goTo(event)}
      >
        <b aria-hidden="true">{signs[standing]}</b>
        <span>
          {name}
          <small>
            <i>
              {kind}: {said}
            </i>
            {verdict && (
              <span className={result === 'fail' ? styles.fails : undefined}>
                {verdict}
                {canGo && ' →'}
              </span>
            )}
          </small>
        </span>
      </button>
    </li>
  )
}
