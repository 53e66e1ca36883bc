import { openDialog } from '../session/actions.ts'
import { hasLab } from '../session/labs.ts'
import { useStore } from '../session/store.ts'
import { words } from '../words/words.ts'
import { Checks } from './Checks.tsx'
import { Claims } from './Claims.tsx'
import { Faults } from './Faults.tsx'
import { FileNotice } from './FileNotice.tsx'
import { Parameters } from './Parameters.tsx'
import styles from './Story.module.css'

/** What the scenario is, what can be turned and broken, and what must be true. */
export function Story() {
  const description = useStore((state) => state.description)
  const problems = useStore((state) => state.problems)
  const general = problems.filter(({ where }) => where === 'link')
  return (
    <div className={styles.story}>
      <FileNotice />
      {general.map(({ text }) => (
        <p key={text} className={styles.problem} role="alert">
          {text}
        </p>
      ))}
      {description && (
        <>
          <h2 className={styles.title}>{description.title}</h2>
          <p className={styles.summary}>{description.summary}</p>
          <Variant />
          <Parameters />
          <Faults />
          <Checks />
          <Claims />
          <footer className={styles.foot}>
            {hasLab(description.id) && (
              <button type="button" className={styles.link} onClick={() => openDialog('lab')}>
                {words.story.lab} →
              </button>
            )}
            {description.source && (
              <p>
                {words.story.source}: {description.source}
              </p>
            )}
            {description.ignores.length > 0 && (
              <details>
                <summary>{words.story.ignores}</summary>
                <ul>
                  {description.ignores.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </details>
            )}
          </footer>
        </>
      )}
    </div>
  )
}

function Variant() {
  const description = useStore((state) => state.description)
  const showsTwins = useStore((state) => state.showsTwins)
  if (!description) return null
  const variant = description.variants.find(({ name }) => name === description.variant)
  const twins = description.variants.filter(({ kind }) => kind === 'broken').length
  return (
    <div className={styles.variant}>
      {variant && description.variants.length > 1 && variant.summary !== description.summary && (
        <p data-kind={variant.kind}>
          <b>{variant.title}</b> {variant.summary}
        </p>
      )}
      {twins > 0 && (
        <button
          type="button"
          className={styles.quiet}
          aria-pressed={showsTwins}
          onClick={() => useStore.setState({ showsTwins: !showsTwins })}
        >
          {showsTwins ? words.header.hideTwins : words.header.brokenTwins(twins)}
        </button>
      )}
    </div>
  )
}
