import { useState } from 'react'
import { resetParameters, turn } from '../session/edits.ts'
import { useStore } from '../session/store.ts'
import { spoken } from '../view/spoken.ts'
import { words } from '../words/words.ts'
import styles from './Parameters.module.css'
import { Slider } from './Slider.tsx'
import story from './Story.module.css'

/** More parameters than these wait behind a click. */
const shownAtFirst = 4

/** The scenario's parameters, made from its own schema. */
export function Parameters() {
  const description = useStore((state) => state.description)
  const params = useStore((state) => state.request?.params)
  const [isOpen, setOpen] = useState(false)
  const changed = Object.keys(params ?? {})
  const problems = useStore((state) => state.problems)
  if (!description) return null
  const entries = Object.entries(description.parameters)
  if (entries.length === 0) return null
  const isKept = ([name]: [string, unknown], place: number) =>
    isOpen || place < shownAtFirst || entries.length <= shownAtFirst + 1 || changed.includes(name)
  const shown = entries.filter(isKept)
  return (
    <section>
      <div className={story.heading}>
        <h3>{words.story.parameters}</h3>
        {changed.length > 0 && (
          <button type="button" className={story.quiet} onClick={resetParameters}>
            {words.story.reset}
          </button>
        )}
      </div>
      {shown.map(([name, parameter]) => {
        const value = description.params[name] ?? parameter.default
        const problem = problems.find((one) => one.where === 'parameter' && one.name === name)?.text
        if (parameter.kind === 'flag')
          return (
            <label key={name} className={styles.flag} title={parameter.help}>
              <span>{spoken(name)}</span>
              <input
                type="checkbox"
                checked={value === true}
                onChange={(event) => turn(name, event.target.checked)}
              />
            </label>
          )
        if (parameter.kind === 'choice')
          return (
            <label key={name} className={styles.choice} title={parameter.help}>
              <span>{spoken(name)}</span>
              <select value={String(value)} onChange={(event) => turn(name, event.target.value)}>
                {parameter.choices.map((choice) => (
                  <option key={choice}>{choice}</option>
                ))}
              </select>
            </label>
          )
        return (
          <Slider
            key={name}
            name={name}
            label={spoken(name)}
            parameter={parameter}
            value={Number(value)}
            problem={problem}
            onChange={(next) => turn(name, next)}
          />
        )
      })}
      {(shown.length < entries.length || isOpen) && (
        <button type="button" className={story.quiet} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.story.fewer : words.story.moreParameters(entries.length - shown.length)}
        </button>
      )}
    </section>
  )
}
