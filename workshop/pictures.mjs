// Takes the pictures of the page for the documentation: `npm run pictures`.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { pageServer } from '../ui/serve/server.mjs'
import { browserProgram } from './browsers.mjs'
import { pageFolder, preparePage } from './page.mjs'
import { root } from './root.mjs'

const folder = join(root, 'docs/images')

/** What is in the picture: a slow leaf and a cut one, at a moment with much under way. */
const scene = new URLSearchParams({
  scenario: 'scatter-gather',
  seed: '7',
  'p.rate': '80',
  faults: JSON.stringify([
    { kind: 'slow', at: 1_000_000, for: 1_500_000, target: 'leaf-3', factor: 20 },
    { kind: 'cut', at: 1_000_000, for: 1_000_000, from: 'root', to: 'leaf-5' },
  ]),
  t: '1344118',
  node: 'root',
  axis: 'compressed',
})

await preparePage()
mkdirSync(folder, { recursive: true })
const server = pageServer(pageFolder)
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
const address = server.address()
if (!address || typeof address === 'string') throw new Error('the server has no port')
const browser = await chromium.launch({
  executablePath: browserProgram('chromium') ?? '',
  args: ['--no-sandbox'],
})
try {
  for (const theme of /** @type {const} */ (['dark', 'light'])) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      colorScheme: theme,
    })
    const page = await context.newPage()
    await page.goto(`http://127.0.0.1:${address.port}/#${scene.toString()}`)
    await page.locator('[data-node="root"][aria-pressed="true"]').waitFor({ timeout: 60_000 })
    await page.getByRole('list', { name: 'State' }).waitFor({ timeout: 60_000 })
    await page.waitForTimeout(500)
    await page.screenshot({ path: join(folder, `playground-${theme}.png`) })
    await context.close()
  }
} finally {
  await browser.close()
  server.close()
  server.closeAllConnections()
}
