/** What the address of a page says, for tests in browsers. */
import { readLink } from '../../ui/session/link/link.ts'
import type { LinkState } from '../../ui/session/link/state.ts'

/** A page of either browser. */
interface Paged {
  url(): string
}

/** Waits until the page's own address says what is wanted; a page writes it a little later. */
export async function untilLinked(
  page: Paged,
  isWanted: (state: LinkState) => boolean,
): Promise<void> {
  const end = Date.now() + 60_000
  while (Date.now() < end) {
    const state = await linkedState(page)
    if (state && isWanted(state)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the address never said what was wanted: ${page.url()}`)
}

/** The run that the address shows first. */
export function shownRun(state: LinkState): LinkState['lanes'][number]['request'] {
  return state.lanes[state.active]!.request
}

async function linkedState(page: Paged): Promise<LinkState | null> {
  const { search, hash } = new URL(page.url())
  const read = await readLink({ search, hash })
  return read.kind === 'state' ? read.state : null
}
