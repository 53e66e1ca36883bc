/** Where the page stands while it is measured: built, served, in a browser of its own. */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium } from 'playwright'
import type { Browser, CDPSession, Page } from 'playwright'
import { build } from 'vite'
import type { Plugin } from 'vite'
import { pageServer } from '../../ui/serve/server.mjs'
import { browserProgram } from '../../workshop/browsers.mjs'
import { root } from '../root.ts'
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

/** The folder that the page of the bench is built into. */
export const folder = join(root, 'build/bench-page')

/**
 * Builds the page as users get it but for one thing, a scenario more, and serves it.
 * @throws Error when there is no Chromium
 */
export async function makeStand(): Promise<Stand> {
  const executablePath = browserProgram('chromium')
  if (!executablePath) throw new Error('no chromium was found; set ORRERY_CHROMIUM to its program')
  const environment = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    worker: { plugins: () => [moreScenarios()] },
    build: { outDir: folder, emptyOutDir: true, manifest: true },
  })
  process.env['NODE_ENV'] = environment
  const server = pageServer(folder)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const place = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  return {
    open: (address, options = {}) => openPage(browser, place + address, options),
    close: async () => {
      await browser.close()
      server.closeAllConnections()
      server.close()
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
    const session: CDPSession = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowed })
  }
  await page.goto(address, { waitUntil: 'commit' })
  return page
}

/** Puts `registry.ts` in the place of the page's own list of scenarios. */
function moreScenarios(): Plugin {
  return {
    name: 'orrery-bench-scenarios',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source.endsWith('scenarios/index.ts') && importer?.endsWith('worker/catalogue.ts')
        ? join(root, 'bench/ui/registry.ts')
        : null,
  }
}
