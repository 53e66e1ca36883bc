import { useMemo } from 'react'
import { focusOn, goTo } from '../session/actions.ts'
import { useStore } from '../session/store.ts'
import { checkStates } from '../view/check-state.ts'
import type { CheckState, Standing } from '../view/check-state.ts'
import { words } from '../words/words.ts'
import styles from './Checks.module.css'
import story from './Story.module.css'

/** A sign for each standing, so that colour is not needed to tell them apart. */
export const signs: { readonly [K in Standing]: string } = {
  holding: '✓',
  broken: '✕',
  pending: '○',
  unknown: '?',
}

/** Every check with how it stands at the cursor; a click goes to the event that decided it. */
export function Checks() {
  const model = useStore((state) => state.shown?.model)
  const seq = useStore((state) => state.cursor.seq)
  const focused = useStore((state) => (state.focus?.kind === 'check' ? state.focus.check : -1))
  const states = useMemo(() => (model ? checkStates(model, seq) : []), [model, seq])
  if (states.length === 0) return null
  return (
    <section>
      <div className={story.heading}>
        <h3>{words.story.checks}</h3>
      </div>
      <ul>
        {states.map((state, check) => (
          <Check key={state.name} state={state} check={check} isFocused={check === focused} />
        ))}
      </ul>
    </section>
  )
}

interface CheckProps {
  readonly state: CheckState
  readonly check: number
  readonly isFocused: boolean
}

function Check({ state, check, isFocused }: CheckProps) {
  const { name, kind, standing, said, verdict, result, event, rows } = state
  const open = () => {
    if (event >= 0) goTo(event)
    focusOn({ kind: 'check', check })
  }
  return (
    <li>
      <button
        type="button"
        className={styles.check}
        data-standing={standing}
        data-result={result}
        aria-pressed={isFocused}
        title={rows.length > 0 ? `${kind} · ${words.story.rows} ${rows.join(', ')}` : kind}
        onClick={open}
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
                {event >= 0 && ' →'}
              </span>
            )}
          </small>
        </span>
      </button>
    </li>
  )
}
