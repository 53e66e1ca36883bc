import { commands, spellKey } from '../session/commands.ts'
import { chooseLanguage, languages } from '../session/language.ts'
import { useStore } from '../session/store.ts'
import { words } from '../words/words.ts'
import styles from './Help.module.css'
import { Modal } from './Modal.tsx'

/** The keys, and what the marks mean. */
export function Help() {
  const isOpen = useStore((state) => state.dialog === 'help')
  if (!isOpen) return null
  return (
    <Modal title={words.help.title} width={640}>
      <dl className={styles.keys}>
        {commands.map(({ name, keys }) => (
          <div key={name}>
            <dt>
              {spellKey(keys[0]!).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words.commands[name]}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles.heading}>{words.help.marks}</h3>
      <p className={styles.words}>{words.help.words}</p>
      <label className={styles.language}>
        {words.help.language}
        <select
          value={words.language.code}
          onChange={(event) => chooseLanguage(event.target.value)}
        >
          {Object.entries(languages).map(([code, { name }]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </Modal>
  )
}
