import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { launch } from 'puppeteer-core'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shownRun, untilLinked } from '../support/linked.ts'
import { pageServer } from '../../ui/serve/server.mjs'
import { browserProgram } from '../../workshop/browsers.mjs'
import { pageFolder, preparePage } from '../../workshop/page.mjs'

let server: Server
let address: string
let browser: Browser
let page: Page

beforeAll(async () => {
  await preparePage()
  server = pageServer(pageFolder)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const executablePath = browserProgram('firefox')
  if (!executablePath) throw new Error('no firefox was found; set ORRERY_FIREFOX to its program')
  browser = await launch({ browser: 'firefox', executablePath, headless: true })
  page = await browser.newPage()
  await page.setViewport({ width: 1440, height: 900 })
}, 180_000)

afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  await new Promise((resolve) => server?.close(resolve))
})

const cursor = () =>
  page.$eval('[role=slider][aria-label=Time]', (slider) =>
    Number(slider.getAttribute('aria-valuenow')),
  )

describe('the playground in Firefox', () => {
  test('it restores a link, plays, steps back and takes a fault by a click', async () => {
    await page.goto(`${address}#scenario=scatter-gather&seed=7&event=400&node=root`)
    await page.waitForSelector('[data-node="root"][aria-pressed="true"]', { timeout: 60_000 })
    await page.waitForFunction(
      () => document.querySelector('[aria-label=Time]')?.getAttribute('aria-valuenow') === '400',
    )
    await page.keyboard.press('.')
    await page.waitForFunction(
      () => document.querySelector('[aria-label=Time]')?.getAttribute('aria-valuenow') === '401',
    )
    await page.keyboard.press(',')
    await page.waitForFunction(
      () => document.querySelector('[aria-label=Time]')?.getAttribute('aria-valuenow') === '400',
    )
    await page.keyboard.press(' ')
    await page.waitForFunction(
      () =>
        Number(document.querySelector('[aria-label=Time]')?.getAttribute('aria-valuenow')) > 400,
    )
    await page.keyboard.press(' ')
    expect(await cursor()).toBeGreaterThan(400)
    await page.evaluate(() => {
      const chips = [...document.querySelectorAll('button')]
      chips.find(({ textContent }) => textContent?.includes('crash a leaf'))?.click()
    })
    await untilLinked(page, (state) => shownRun(state).faults !== null)
    expect(await page.$$('[data-node^="leaf-"]')).not.toHaveLength(0)
  })
})
