/** Where the page stands while it is measured: built, served, in a browser of its own. */
import { chromium } from 'playwright'
import type { Browser, Page } from 'playwright'
import { serveBenchPage } from '../../workshop/bench-page.mjs'
import { browserProgram } from '../../workshop/browsers.mjs'
import { prepareFrames } from './frames.ts'

/** See the file's header. */
export interface Stand {
  /** A page with nothing remembered, `address` without the place of the page in front. */
  open(address: string, options?: OpenOptions): Promise<Page>
  close(): Promise<void>
}

/** How a page is opened. */
export interface OpenOptions {
  /** So many times slower than the machine is. */
  readonly slowed?: number
  /** What to do with the page before anything is in it. */
  prepare?(page: Page): Promise<void>
}

/** Builds the page, serves it and starts the browser. @throws Error when there is no Chromium */
export async function makeStand(): Promise<Stand> {
  const executablePath = browserProgram('chromium')
  if (!executablePath) throw new Error('no chromium was found; set ORRERY_CHROMIUM to its program')
  const served = await serveBenchPage()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  return {
    open: (address, options = {}) => openPage(browser, served.address + address, options),
    close: async () => {
      await browser.close()
      served.close()
    },
  }
}

async function openPage(
  browser: Browser,
  address: string,
  { slowed = 1, prepare }: OpenOptions,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await prepareFrames(page)
  await prepare?.(page)
  if (slowed > 1) {
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowed })
  }
  await page.goto(address, { waitUntil: 'commit' })
  return page
}
