/** Keeps the address of the page and its state the same. */
import { words } from '../words/words.ts'
import { openRequest } from './edits.ts'
import { openTrace } from './files.ts'
import { readLink, writeLink } from './link/link.ts'
import { firstSeed } from './link/state.ts'
import type { Reading } from './link/state.ts'
import { stateNow, takeState } from './page-state.ts'
import { keyOf } from './protocol.ts'
import { ask } from './question.ts'
import { player } from './runs.ts'
import { useStore } from './store.ts'
import { fetchTrace } from './trace-address.ts'

const get = useStore.getState

/** The whole address of the state now. */
export async function linkNow(): Promise<string> {
  const state = await stateNow()
  return `${location.origin}${location.pathname}${state ? `#${await writeLink(state)}` : ''}`
}

/** Opens what the address says; if it says nothing, `otherwise` is for the caller to open. */
export async function openAddress(otherwise: () => void | Promise<void>): Promise<void> {
  const reading = await readLink(location)
  if (reading.kind === 'state') await takeState(reading.state, reading.problems)
  else if (reading.kind === 'trace') {
    try {
      await openTrace(await fetchTrace(reading.address))
    } catch (error) {
      await refuse(error instanceof Error ? error.message : String(error), otherwise)
    }
  } else if (reading.kind === 'none') await otherwise()
  else await refuse(reasonOf(reading), otherwise)
}

/** Opens a scenario as its author left it. */
export function openSample(scenario: string): void {
  openRequest({ scenario, variant: null, params: {}, seed: firstSeed, faults: null })
}

/** What is open stays open; on an empty page, the sample comes. */
async function refuse(reason: string, otherwise: () => void | Promise<void>): Promise<void> {
  const hasDocument = get().lanes.length > 0
  if (hasDocument) void rewrite?.()
  else await otherwise()
  await ask({
    title: words.files.linkNotOpened,
    text: hasDocument ? words.files.kept : words.files.sample,
    quoted: reason,
    answers: [{ name: 'keep', label: words.help.close }],
  })
}

function reasonOf(reading: Reading): string {
  if (reading.kind === 'newer') return words.files.newer(reading.version)
  if (reading.kind === 'damaged') return words.files.damaged(reading.reason)
  return reading.kind === 'refused' ? words.files.refused(reading.reason) : ''
}

/** Writes the address now. */
let rewrite: (() => Promise<void>) | null = null

/** What an entry of the history that this page has written carries. */
const mark = { orrery: 1 }

/**
 * Writes the address when the state has been still for a while: browsers count such writes.
 * `written` hears of each.
 */
export function keepAddress(written: (fragment: string) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastRuns = ''
  let isTaking = false
  const write = async () => {
    const { progress, shown, lanes } = get()
    if (progress || !shown || isTaking) return
    const state = await stateNow()
    if (!state || get().progress || isTaking) return
    const fragment = await writeLink(state)
    const runs = JSON.stringify(lanes.map(({ source }) => keyOf(source)))
    const address = `${location.pathname}#${fragment}`
    if (`#${fragment}` === location.hash && location.search === '') return
    // Other runs are another entry of the history; another look at the same ones is not.
    if (lastRuns !== '' && runs !== lastRuns) history.pushState(mark, '', address)
    else history.replaceState(mark, '', address)
    lastRuns = runs
    written(fragment)
  }
  rewrite = write
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      // While it plays, the address would be another one all the time.
      if (!get().isPlaying) void write()
    }, 400)
  }
  useStore.subscribe(soon)
  player.listen(soon)
  addEventListener('popstate', (event) => {
    void follow((event.state as { orrery?: number } | null)?.orrery === 1)
  })

  /** To another entry of the history, or to a link that somebody put into the address. */
  async function follow(isOwn: boolean): Promise<void> {
    if (!isOwn && hasWork() && !(await mayLeave())) {
      // The address is put right; what it said was not lost, a person has it.
      history.replaceState(mark, '', location.pathname)
      await write()
      return
    }
    isTaking = true
    try {
      lastRuns = ''
      await openAddress(() => undefined)
    } finally {
      isTaking = false
      soon()
    }
  }
}

/** Whether there is more on the page than one run that its address says. */
function hasWork(): boolean {
  const { lanes } = get()
  return lanes.length > 1 || lanes.some(({ source }) => source.kind === 'file')
}

async function mayLeave(): Promise<boolean> {
  const say = words.files
  const answer = await ask({
    title: say.leave,
    text: say.leaveText(get().lanes.length),
    quoted: '',
    answers: [
      { name: 'keep', label: say.stay },
      { name: 'open', label: say.openLink },
    ],
  })
  return answer === 'open'
}
