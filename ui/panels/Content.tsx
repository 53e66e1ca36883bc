import { useMemo, useState } from 'react'
import { treeRows } from '../view/state-tree.ts'
import { words } from '../words/words.ts'
import inspector from './Inspector.module.css'
import { StateTree } from './StateTree.tsx'

const unchanged = { patches: [], inverse: [] }

/** The content of a message as a tree. */
export function Content({ content, label }: { readonly content: unknown; readonly label: string }) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(() => treeRows(content, unchanged, opened), [content, opened])
  if (content === null || content === undefined)
    return <p className={inspector.hint}>{words.message.noContent}</p>
  return (
    <StateTree rows={rows} label={label} onOpen={(id) => setOpened(new Set([...opened, id]))} />
  )
}
