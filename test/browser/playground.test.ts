import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type Axe from 'axe-core'
import { chromium } from 'playwright'
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { shownRun, untilLinked } from '../support/linked.ts'
import { pageServer } from '../../ui/serve/server.mjs'
import { browserProgram } from '../../workshop/browsers.mjs'
import { pageFolder, preparePage } from '../../workshop/page.mjs'

let server: Server
let address: string
let browser: Browser
let page: Page
let complaints: string[]

beforeAll(async () => {
  await preparePage()
  server = pageServer(pageFolder)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const executablePath = browserProgram('chromium')
  if (!executablePath) throw new Error('no chromium was found; set ORRERY_CHROMIUM to its program')
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
}, 180_000)

afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  await new Promise((resolve) => server?.close(resolve))
})

beforeEach(async () => {
  complaints = []
  page = await freshPage()
})

afterEach(async () => {
  await page.context().close()
  expect(complaints).toEqual([])
})

/** A page in a context of its own, with nothing remembered. */
async function freshPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const fresh = await context.newPage()
  fresh.setDefaultTimeout(60_000)
  fresh.on('pageerror', (error) => complaints.push(error.message))
  fresh.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return fresh
}

/** Opens the page and waits for the first picture. */
async function open(fragment = '', on = page): Promise<void> {
  await on.goto(`${address}${fragment}`)
  await on.locator('[data-node="root"]').waitFor()
}

/** Waits until the panels have caught up with the cursor, and says which event it is on. */
async function eventNumber(on = page): Promise<number> {
  return Number(await on.getByRole('slider', { name: 'Time' }).getAttribute('aria-valuenow'))
}

async function goesTo(event: number, on = page): Promise<void> {
  await on.waitForFunction(
    (wanted) =>
      document.querySelector('[role=slider][aria-label=Time]')?.getAttribute('aria-valuenow') ===
      String(wanted),
    event,
  )
}

/** The state tree as it settles: the worker answers a little later than the cursor moves. */
async function stateText(on = page): Promise<string> {
  let text = ''
  for (let same = 0; same < 3;) {
    await on.waitForTimeout(150)
    const now = (await on.getByRole('list', { name: 'State' }).allInnerTexts()).join()
    same = now === text ? same + 1 : 0
    text = now
  }
  return text
}

describe('the playground', () => {
  test('it opens with scatter/gather on the screen', async () => {
    await open()
    expect(await page.getByRole('heading', { level: 2 }).first().innerText()).toBe('Scatter/gather')
    expect(await page.locator('[data-node^="leaf-"]').count()).toBeGreaterThan(3)
  })

  test('Space plays and pauses, and time moves only while it plays', async () => {
    await open()
    const clock = page.locator('time')
    const before = await clock.innerText()
    await page.keyboard.press(' ')
    await page.waitForFunction(
      (then) => document.querySelector('time')?.textContent !== then,
      before,
    )
    await page.keyboard.press(' ')
    const paused = await clock.innerText()
    await page.waitForTimeout(400)
    expect(await clock.innerText()).toBe(paused)
    const seconds = (text: string) => Number.parseFloat(text.replaceAll(/\s/g, ''))
    expect(seconds(paused)).toBeGreaterThan(seconds(before))
  })

  test('the state at an event is the same after scrubbing on and back', async () => {
    await open('#scenario=scatter-gather&seed=7&event=400&node=root')
    await goesTo(400)
    const first = await stateText()
    expect(first).not.toBe('')
    const box = await page.locator('[data-track="scrub"]').boundingBox()
    const y = box!.y + box!.height / 2
    await page.mouse.move(box!.x + 200, y)
    await page.mouse.down()
    for (const x of [400, 650, 500, 150]) await page.mouse.move(box!.x + x, y, { steps: 8 })
    await page.mouse.up()
    expect(await eventNumber()).not.toBe(400)
    await page.keyboard.press('End')
    expect(await stateText()).not.toBe(first)
    await page.goto(`${address}#scenario=scatter-gather&seed=7&event=400&node=root`)
    await goesTo(400)
    expect(await stateText()).toBe(first)
  })

  test('stepping forwards and back comes to the same event', async () => {
    await open('#scenario=scatter-gather&seed=7&event=400')
    await goesTo(400)
    for (let count = 0; count < 5; count++) await page.keyboard.press('.')
    await goesTo(405)
    for (let count = 0; count < 5; count++) await page.keyboard.press(',')
    await goesTo(400)
  })

  test('Ctrl+arrows follow cause and effect', async () => {
    await open('#scenario=scatter-gather&seed=7&event=400')
    await goesTo(400)
    await page.keyboard.press('Control+ArrowLeft')
    await page.waitForFunction(
      () =>
        Number(document.querySelector('[aria-label=Time]')?.getAttribute('aria-valuenow')) < 400,
    )
  })

  test('a click on a node shows its state', async () => {
    await open()
    await page.locator('[data-node="root"]').click()
    expect(await page.locator('[data-node="root"]').getAttribute('aria-pressed')).toBe('true')
    expect((await page.getByRole('tabpanel').innerText()).toLowerCase()).toContain('root · node')
    expect(await stateText()).toContain('searches')
  })

  test('one click loses a leaf: it runs again, and the leaf is down at the fault', async () => {
    await open()
    const chip = page.getByRole('button', { name: /crash a leaf/ })
    await chip.click()
    await untilLinked(page, (state) => shownRun(state).faults !== null)
    expect(await chip.getAttribute('aria-pressed')).toBe('true')
    expect(await page.locator('[data-node][data-status="down"]').count()).toBe(0)
    await page
      .getByRole('button', { name: /^crash leaf/ })
      .last()
      .click()
    // The fault is an event of its own; the next one takes the leaf down.
    await page.keyboard.press('.')
    await page.locator('[data-node][data-status="down"]').waitFor()
  })

  test('a broken twin is caught, and the check flips at its event', async () => {
    await open()
    await page.getByRole('button', { name: /broken twin/ }).click()
    const twins = page.locator('[data-kind="broken"] input, option:has-text("(broken)")')
    expect(await twins.count()).toBeGreaterThan(0)
    const broken = await firstBrokenCheck()
    await broken.click()
    const row = page.locator('button[data-result="fail"]').first()
    await page.locator('button[data-result="fail"][data-standing="broken"]').first().waitFor()
    await page.keyboard.press('p')
    await page.keyboard.press('Home')
    await page.locator('button[data-result="fail"]:not([data-standing="broken"])').first().waitFor()
    expect(await row.getAttribute('data-standing')).not.toBe('broken')
  })

  test('a link restores everything in a fresh browser', async () => {
    await open()
    await page.getByRole('button', { name: /crash a leaf/ }).click()
    await untilLinked(page, (state) => shownRun(state).faults !== null)
    await page.locator('[data-node="root"]').click()
    for (let count = 0; count < 3; count++) await page.keyboard.press('.')
    await page.getByRole('radio', { name: 'events' }).check({ force: true })
    const state = await stateText()
    // The link follows the cursor a little later, and on a busy machine a new run is later still.
    await page.waitForTimeout(300)
    const cursor = await eventNumber()
    await untilLinked(page, (now) => now.cursor.seq === cursor && now.mode === 'events')
    const event = await eventNumber()
    const link = await page.evaluate(() => location.href)
    const other = await freshPage()
    await open(new URL(link).hash, other)
    await goesTo(event, other)
    expect(await stateText(other)).toBe(state)
    expect(await other.locator('[data-node="root"]').getAttribute('aria-pressed')).toBe('true')
    expect(await other.getByRole('radio', { name: 'events' }).isChecked()).toBe(true)
    expect(
      await other.getByRole('button', { name: /crash a leaf/ }).getAttribute('aria-pressed'),
    ).toBe('true')
    await other.context().close()
  })

  test('a parameter out of range is refused in the words of the engine', async () => {
    await page.goto(`${address}#scenario=scatter-gather&p.leaves=100000`)
    const alert = page.getByRole('alert').first()
    await alert.waitFor()
    expect(await alert.innerText()).toMatch(/parameter leaves is 100000; it must be a whole number/)
  })

  test('a scenario that does not exist is named, with those that do', async () => {
    await page.goto(`${address}#scenario=scatter-gathr`)
    const alert = page.getByRole('alert').first()
    await alert.waitFor()
    expect(await alert.innerText()).toContain('scatter-gather')
  })

  test.each(['dark', 'light'] as const)('nothing in it shuts anyone out (%s)', async (theme) => {
    await page.emulateMedia({ colorScheme: theme })
    await open('#scenario=scatter-gather&seed=7&event=400&node=root')
    await goesTo(400)
    for (const tab of ['Inspect', 'Events']) {
      await page.getByRole('tab', { name: tab }).click()
      await page.waitForTimeout(300)
      expect(await violations()).toEqual([])
    }
  })

  test('a long run says how far it is, can be cancelled, and another one runs after it', async () => {
    await page.goto(`${address}#scenario=scatter-gather&p.rate=1000&p.leaves=100`)
    await page
      .getByRole('status')
      .filter({ hasText: /[0-9,]+ events/ })
      .waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('alert').filter({ hasText: 'cancelled' }).waitFor()
    await open('#scenario=scatter-gather')
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test('back returns to the run before', async () => {
    await open()
    await untilLinked(page, (state) => shownRun(state).scenario === 'scatter-gather')
    await page.getByRole('button', { name: /crash a leaf/ }).click()
    await untilLinked(page, (state) => shownRun(state).faults !== null)
    await page.goBack()
    await untilLinked(page, (state) => shownRun(state).faults === null)
    await page.waitForFunction(
      () => document.querySelectorAll('button[aria-pressed="true"]').length >= 0,
    )
    expect(
      await page.getByRole('button', { name: /crash a leaf/ }).getAttribute('aria-pressed'),
    ).toBe('false')
  })

  /** What the accessibility checker finds. It is put in from outside, past the page's own policy. */
  async function violations(): Promise<string[]> {
    const session = await page.context().newCDPSession(page)
    const expression = await readFile(
      createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
      'utf8',
    )
    await session.send('Runtime.evaluate', { expression, allowUnsafeEvalBlockedByCSP: true })
    await session.detach()
    return page.evaluate(async () => {
      const { axe } = window as unknown as { axe: Pick<typeof Axe, 'run'> }
      const found = await axe.run(document)
      return found.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      )
    })
  }

  /** Tries the broken variants until one has a failing check that names an event. */
  async function firstBrokenCheck() {
    const names = await page.evaluate(() =>
      [...document.querySelectorAll('option')]
        .filter(({ textContent }) => textContent?.includes('(broken)'))
        .map(({ value }) => value),
    )
    for (const name of names) {
      await page.getByLabel('Variant').selectOption(name)
      await untilLinked(page, (state) => shownRun(state).variant === name)
      const found = page.locator('button[data-result="fail"]:enabled').first()
      if ((await found.count()) > 0) return found
    }
    throw new Error(
      `no broken variant of ${names.join(', ')} fails a check at an event with this seed`,
    )
  }
})
