/** What happens once, when the page opens. */
import { words } from '../words/words.ts'
import { followCursor } from './actions.ts'
import { keepAddress, openAddress, openSample } from './address.ts'
import { followComparison } from './comparing.ts'
import { isEmbedded } from './embedding.ts'
import { listenForKeys } from './keys.ts'
import { engine } from './runs.ts'
import { changed, offerLeft, saveWhenHidden } from './saving/autosave.ts'
import { useStore } from './store.ts'
import { followSystem, wear } from './theme.ts'

/** Puts on the theme, starts the engine and runs what the address says. */
export function begin(): void {
  wear(useStore.getState().theme)
  followSystem((theme) => {
    wear(theme)
    useStore.setState({ theme })
  })
  followCursor()
  followComparison()
  // A frame in somebody's page writes no history and keeps nothing.
  if (!isEmbedded()) {
    keepAddress(changed)
    saveWhenHidden()
  }
  listenForKeys()
  void openFirst()
}

async function openFirst(): Promise<void> {
  try {
    const catalogue = await engine.ask('catalogue', {})
    useStore.setState({ catalogue })
    const showcase = catalogue.find(({ id }) => id === 'scatter-gather') ?? catalogue[0]
    await openAddress(() => {
      openSample(showcase?.id ?? '')
      if (!isEmbedded()) void offerLeft()
    })
  } catch (error) {
    const text = error instanceof Error ? error.message : words.run.workerLost
    useStore.setState({ problems: [{ where: 'run', name: '', text }] })
  }
}
