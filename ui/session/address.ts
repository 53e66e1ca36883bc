/** Keeps the address of the page and its state the same. */
import { onlyLane } from './lanes.ts'
import { readLink, writeLink } from './link.ts'
import type { LinkState } from './link.ts'
import { player, runNow } from './runs.ts'
import { useStore } from './store.ts'

const get = useStore.getState

/** The state as a link has it. */
function linkState(): LinkState | null {
  const { request, shown, selected, mode, stretch } = get()
  if (!request) return null
  const { seq, at } = player.cursor
  return {
    request,
    event: seq >= 0 ? seq : null,
    at: seq >= 0 ? at : null,
    node: selected,
    mode,
    stretch: shown ? stretch : null,
    print: shown ? shown.model.footer.fingerprint.slice(0, 8) : null,
  }
}

/** The whole address of the state now. */
export function linkNow(): string {
  const state = linkState()
  return `${location.origin}${location.pathname}${state ? `#${writeLink(state)}` : ''}`
}

/** Opens what the address says; otherwise the first scenario of the catalogue. */
export function openAddress(fallback: string): void {
  const link = readLink(location)
  const request = link?.request ?? null
  const next = request ? { ...request, scenario: request.scenario || fallback } : blank(fallback)
  useStore.setState({ request: next })
  onlyLane({ kind: 'spec', request: next })
  void runNow(link ?? {})
}

function blank(scenario: string) {
  return { scenario, variant: null, params: {}, seed: '7', faults: null }
}

/** Writes the address when the state has been still for a while: browsers count such writes. */
export function keepAddress(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastRun = ''
  const write = () => {
    timer = undefined
    const state = linkState()
    if (!state || get().progress || !get().shown) return
    const run = JSON.stringify(state.request)
    const address = `#${writeLink(state)}`
    if (address === location.hash) return
    // Another run is another entry of the history; another look at the same run is not.
    if (lastRun !== '' && run !== lastRun) history.pushState(null, '', address)
    else history.replaceState(null, '', `${location.pathname}${address}`)
    lastRun = run
  }
  const soon = () => {
    timer ??= setTimeout(write, 400)
  }
  useStore.subscribe(soon)
  player.listen(soon)
  addEventListener('popstate', () => {
    lastRun = ''
    const { request } = get()
    if (request) openAddress(request.scenario)
  })
}
