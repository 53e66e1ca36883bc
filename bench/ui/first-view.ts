/** How long the page takes from nothing to a picture of a run. */
import type { Page } from 'playwright'
import type { Stand } from './stand.ts'

/** Milliseconds since the browser was told the address. */
export interface FirstView {
  /** Something is painted. */
  readonly paint: number
  /** A run is on the stage and painted. */
  readonly run: number
}

type Watched = typeof globalThis & { benchShown: number }

/** Opens the page in a fresh profile and tells when what was there to be seen. */
export async function firstViewOf(
  stand: Stand,
  address: string,
  options: { readonly slowed?: number } = {},
): Promise<FirstView> {
  const page = await stand.open(address, { ...options, prepare: watchForRun })
  try {
    await page.waitForFunction(() => (globalThis as Watched).benchShown > 0)
    return await page.evaluate(() => ({
      paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
      run: (globalThis as Watched).benchShown,
    }))
  } finally {
    await page.context().close()
  }
}

async function watchForRun(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = globalThis as Watched
    watched.benchShown = 0
    const look = () => {
      if (!document.querySelector('[data-node]')) requestAnimationFrame(look)
      else requestAnimationFrame((now) => (watched.benchShown = now))
    }
    requestAnimationFrame(look)
  })
}
