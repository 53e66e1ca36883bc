import { FileDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { openFiles } from '../session/files.ts'
import { ask } from '../session/question.ts'
import { words } from '../words/words.ts'
import styles from './DropTarget.module.css'

/** The whole page takes files; while one hangs over it, it says so. */
export function DropTarget() {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    // A drag enters and leaves every element on its way; the count says whether it is on the page.
    let inside = 0
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const onEnter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      inside++
      setIsOver(true)
    }
    const onLeave = (event: DragEvent) => {
      if (hasFiles(event) && --inside <= 0) setIsOver(false)
    }
    const onOver = (event: DragEvent) => {
      // Without this the browser would leave the page and show the file itself.
      if (hasFiles(event)) event.preventDefault()
    }
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      inside = 0
      setIsOver(false)
      void take(event.dataTransfer!)
    }
    document.addEventListener('dragenter', onEnter)
    document.addEventListener('dragleave', onLeave)
    document.addEventListener('dragover', onOver)
    document.addEventListener('drop', onDrop)
    return () => {
      document.removeEventListener('dragenter', onEnter)
      document.removeEventListener('dragleave', onLeave)
      document.removeEventListener('dragover', onOver)
      document.removeEventListener('drop', onDrop)
    }
  }, [])
  if (!isOver) return null
  return (
    <div className={styles.target} aria-hidden="true">
      <p>
        <FileDown size={28} />
        <b>{words.files.drop}</b>
        {words.files.dropHelp}
      </p>
    </div>
  )
}

async function take({ items, files }: DataTransfer): Promise<void> {
  // A folder looks like a file of no bytes; only its entry tells.
  const folder = [...items].findIndex((item) => item.webkitGetAsEntry()?.isDirectory === true)
  const dropped = [...files]
  if (folder < 0) return openFiles(dropped)
  await ask({
    title: words.files.cannotOpen,
    text: words.files.kept,
    quoted: words.files.folder(dropped[folder]?.name ?? ''),
    answers: [{ name: 'keep', label: words.help.close }],
  })
}
