/**
 * Keeps what is on the page, so that a tab that was closed or killed can be gone on with. Nothing is
 * kept before a person has changed a run: to look at a link does not replace one's own work.
 */
import { create } from 'zustand'
import { readLink } from '../link/link.ts'
import { fileSource } from '../open-files.ts'
import { takeState } from '../page-state.ts'
import { keyOf } from '../protocol.ts'
import { useStore } from '../store.ts'
import { lastWork, savedFile, saveWork } from './store.ts'
import type { Work } from './slot.ts'

/** The work that can be gone on with; `null` for none, or when it is not wanted. */
export const useLeft = create<{
  readonly left: Work | null
  /** How long ago it was saved when it was found, ms. */
  readonly ago: number
}>(() => ({ left: null, ago: 0 }))

/** How long the page waits for more changes before it saves, ms. */
const pause = 1000

const get = useStore.getState
let firstRuns: string | null = null
let pending: string | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/** Looks whether there is work to go on with, for a page that was opened without a link. */
export async function offerLeft(): Promise<void> {
  const left = await lastWork().catch(() => null)
  if (left) useLeft.setState({ left, ago: Math.max(0, Date.now() - left.at) })
}

/** Goes on with it. */
export async function goOn(): Promise<void> {
  const { left } = useLeft.getState()
  useLeft.setState({ left: null })
  if (!left) return
  for (const { id, name, isDamaged } of left.files) {
    const bytes = await savedFile(id)
    if (bytes) fileSource(name, bytes, isDamaged ? { id, isDamaged } : { id })
  }
  const read = await readLink({ search: '', hash: `#${left.link}` })
  if (read.kind === 'state') {
    // From now on this is the work.
    firstRuns = ''
    await takeState(read.state, read.problems)
  }
}

/** Leaves it; it stays kept until there is new work. */
export function leaveIt(): void {
  useLeft.setState({ left: null })
}

/** Hears of each new state of the page, as the fragment of a link. */
export function changed(fragment: string): void {
  const runs = runsNow()
  firstRuns ??= runs
  if (runs === firstRuns) return
  firstRuns = ''
  pending = fragment
  timer ??= setTimeout(saveNow, pause)
}

/** Saves at once when the page is hidden: it may never be seen again. */
export function saveWhenHidden(): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saveNow()
  })
  addEventListener('pagehide', saveNow)
}

function runsNow(): string {
  return JSON.stringify(get().lanes.map(({ source }) => keyOf(source)))
}

function saveNow(): void {
  clearTimeout(timer)
  timer = undefined
  const link = pending
  if (link === null) return
  pending = null
  const { lanes, description, request } = get()
  const sources = lanes.flatMap(({ source }) => (source.kind === 'file' ? [source] : []))
  const files = sources.map(({ id, name, isDamaged = false }) => ({ id, name, isDamaged }))
  const title = description?.title ?? request?.scenario ?? ''
  saveWork(
    { at: Date.now(), title, runs: lanes.length, link, files },
    new Map(sources.map(({ id, file }) => [id, file])),
  ).catch(() => {
    // No room: what was saved before stays, and the address still says everything but the files.
  })
}
