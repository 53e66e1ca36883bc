/** How the page is divided: kept in the store, worn by the page as properties of its style. */
import { useStore } from './store.ts'
import type { Layout } from './store.ts'

/** The least and the most that a part can be made, as a share. */
export const shareMin = 0.12
/** See {@link shareMin}. */
export const shareMax = 0.85

/** Gives a part of the page another share; `null`: as it comes. */
export function divide(part: keyof Layout, share: number | null): void {
  const { layout } = useStore.getState()
  const next = share === null ? null : Math.min(shareMax, Math.max(shareMin, share))
  useStore.setState({ layout: { ...layout, [part]: next } })
}

/** Lets an element wear the layout until the returned function is called; React need not hear. */
export function wearLayout(element: HTMLElement): () => void {
  let worn: Layout | null = null
  const wear = () => {
    const { layout } = useStore.getState()
    if (layout === worn) return
    worn = layout
    for (const part of ['timeline', 'charts'] as const) {
      const share = layout[part]
      if (share === null) element.style.removeProperty(`--${part}`)
      else element.style.setProperty(`--${part}`, `${(share * 100).toFixed(2)}%`)
    }
  }
  wear()
  return useStore.subscribe(wear)
}
