import { useStore } from '../session/store.ts'
import { words } from '../words/words.ts'
import styles from './MiddleSwitch.module.css'

/** One run, or many seeds. */
export function MiddleSwitch() {
  const middle = useStore((state) => state.middle)
  const say = words.seeds
  return (
    <div className={styles.middle} role="radiogroup" aria-label={say.middle}>
      {(['stage', 'seeds'] as const).map((one) => (
        <label key={one} title={one === 'stage' ? say.runHelp : say.seedsHelp}>
          <input
            type="radio"
            name="middle"
            checked={middle === one}
            onChange={() => useStore.setState({ middle: one, tab: 'stage' })}
          />
          <span>{one === 'stage' ? say.run : say.seeds}</span>
        </label>
      ))}
    </div>
  )
}
