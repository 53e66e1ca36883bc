import { goTo } from '../session/actions.ts'
import { useStore } from '../session/store.ts'
import { moment } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './RunNotice.module.css'

/** How a run is going, or what stopped it, over the stage. */
export function RunNotice() {
  const progress = useStore((state) => state.progress)
  const problems = useStore((state) => state.problems)
  const end = useStore((state) => state.shown?.model.footer.end)
  const last = useStore((state) => (state.shown?.model.length ?? 0) - 1)
  const refused = problems.filter(({ where }) => where === 'run')
  return (
    <div className={styles.notices}>
      {progress && (
        <p className={styles.progress} role="status">
          <i aria-hidden="true" />
          {progress.share !== undefined
            ? words.files.reading(`${Math.floor(progress.share * 100)} %`, progress.events)
            : progress.events > 0
              ? `${words.run.running}: ${words.run.progress(progress.events, moment(progress.at))}`
              : words.run.running}
        </p>
      )}
      {refused.map(({ text }) => (
        <p key={text} className={styles.bad} role="alert">
          {text}
        </p>
      ))}
      {problems.some(({ where }) => where === 'parameter' || where === 'faults') && (
        <p className={styles.bad} role="alert">
          {words.run.refused}{' '}
          {problems.find(({ where }) => where === 'parameter' || where === 'faults')?.text}
        </p>
      )}
      {!progress && end && (end.kind === 'crashed' || end.kind === 'capped') && (
        <p className={styles.bad} role="alert">
          <b>{end.kind === 'crashed' ? words.run.crashed : words.run.capped}</b> {end.reason}{' '}
          <button type="button" onClick={() => goTo(last)}>
            {words.run.goToEnd} →
          </button>
        </p>
      )}
    </div>
  )
}
