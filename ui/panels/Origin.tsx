import { useRef, useState } from 'react'
import { goTo } from '../session/actions.ts'
import { keyOf } from '../session/protocol.ts'
import { engine, player } from '../session/runs.ts'
import type { Shown } from '../session/store.ts'
import type { TreeRow } from '../view/state-tree.ts'
import { count } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import inspector from './Inspector.module.css'

/** How a search for the origin of a value stands; '' for none. */
type Standing = string

/** Asks where a value came from and goes there; says how that stands. */
export function useOrigin(
  { source }: Shown,
  node: string,
): readonly [Standing, (row: TreeRow) => void] {
  const [said, setSaid] = useState({ about: '', text: '' })
  const latest = useRef<AbortController | null>(null)
  const about = `${keyOf(source)} ${node}`
  const ask = async ({ path, change }: TreeRow): Promise<void> => {
    latest.current?.abort()
    const own = (latest.current = new AbortController())
    const say = (text: string) => {
      if (own === latest.current) setSaid({ about, text })
    }
    // What this event changed came from here: a person who asks wants the change before.
    const question = { source, node, path, seq: player.cursor.seq, including: change === null }
    try {
      const onProgress = (events: number) => say(words.origin.looking(count(events)))
      const found = await engine.ask('origin', question, onProgress, own.signal)
      const { event, looked, gaveUp } = found
      if (event === null) say(gaveUp ? words.origin.gaveUp(count(looked)) : words.origin.notFound)
      else if (own === latest.current) {
        say('')
        goTo(event)
      }
    } catch {
      say(words.origin.failed)
    }
  }
  // What was said of one node means nothing for another.
  return [said.about === about ? said.text : '', (row) => void ask(row)]
}

/** How the search stands. */
export function Origin({ origin }: { readonly origin: Standing }) {
  return (
    <p className={inspector.hint} role="status">
      {origin}
    </p>
  )
}
