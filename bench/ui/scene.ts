/** The runs that the page shows while it is measured, and how to wait for them. */
import type { Page } from 'playwright'

/** See the file's header. */
export interface Scene {
  readonly name: string
  readonly address: string
}

function scene(name: string, pairs: { readonly [name: string]: string | number }): Scene {
  const address = new URLSearchParams()
  for (const [key, value] of Object.entries(pairs)) address.set(key, String(value))
  return { name, address: `#${address.toString()}` }
}

const search = { scenario: 'scatter-gather', seed: 7 }

/** The same run with an axis of this kind, the whole of it in the window. */
export function wholeOn({ name, address }: Scene, axis: string): Scene {
  return { name, address: `${address}&axis=${axis}&window=0~9999999999999` }
}

/** Some 100,000 events; the root is in the inspector. */
export const hundredThousand = scene('100,000 events', {
  ...search,
  'p.asks': 69_000_000,
  node: 'root',
})

/** A million events. */
export const million = scene('1,000,000 events', { ...search, 'p.asks': 672_000_000, node: 'root' })

/** Some 2,000 messages under way at any moment, among nodes that are not folded. */
export const busy = scene('2,000 messages in flight', {
  ...search,
  'p.leaves': 20,
  'p.rate': 5000,
  'p.hop': 10_000,
  'p.asks': 300_000,
  'p.patience': 200_000,
  'p.deadline': 200_000,
  'p.workers': 64,
  variant: 'partial',
})

/** Ten thousand nodes of one kind. */
export const crowd = scene('10,000 nodes', { scenario: 'gossip', seed: 1 })

/** The handle of the cursor. */
export const cursor = '[role=slider][aria-valuetext^="event"]'

/** Waits until a run is on the screen, with the states at the cursor. */
export async function untilShown(page: Page): Promise<void> {
  await page.locator('[data-node]').first().waitFor()
  await page.getByRole('list', { name: 'State' }).waitFor()
}

/** The number of events of the run on the screen. */
export async function eventsOf(page: Page): Promise<number> {
  const most = await page.locator(cursor).getAttribute('aria-valuemax')
  return Number(most) + 1
}
