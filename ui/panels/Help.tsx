import { useStore } from '../session/store.ts'
import { words } from '../words/words.ts'
import styles from './Help.module.css'
import { Modal } from './Modal.tsx'

/** The keys, and what the marks mean. */
export function Help() {
  const isOpen = useStore((state) => state.dialog === 'help')
  if (!isOpen) return null
  return (
    <Modal title={words.help.title} width={560}>
      <dl className={styles.keys}>
        {words.help.keys.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles.heading}>{words.help.marks}</h3>
      <p className={styles.words}>{words.help.words}</p>
    </Modal>
  )
}
