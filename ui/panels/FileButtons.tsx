import { Download, FolderOpen, Link2 } from 'lucide-react'
import { openDialog } from '../session/actions.ts'
import { chooseFiles } from '../session/choosing.ts'
import { copyLink, useSaid } from '../session/sharing.ts'
import { words } from '../words/words.ts'
import styles from './FileButtons.module.css'

/** Sharing, opening, exporting. */
export function FileButtons() {
  const said = useSaid((state) => state.said)
  return (
    <span className={styles.buttons}>
      <button type="button" title={words.files.shareHelp} onClick={() => void copyLink()}>
        <Link2 size={15} aria-hidden="true" /> <span>{words.header.share}</span>
      </button>
      <button
        type="button"
        aria-haspopup="dialog"
        title={words.files.exportHelp}
        onClick={() => openDialog('export')}
      >
        <Download size={15} aria-hidden="true" /> <span>{words.files.export}</span>
      </button>
      <button
        type="button"
        aria-label={words.files.openShort}
        title={words.files.open}
        onClick={chooseFiles}
      >
        <FolderOpen size={16} aria-hidden="true" />
      </button>
      <span role="status" className={said ? styles.said : 'hush'}>
        {said}
      </span>
    </span>
  )
}
