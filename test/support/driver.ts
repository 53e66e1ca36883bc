/**
 * One way of driving a page, whichever browser it is in: Chromium through Playwright, Firefox
 * through WebDriver BiDi. A person's hands only: keys, the mouse, and what can be read on the page.
 */
import { chromium } from 'playwright'
import type { Browser as Chromium, Page as ChromiumPage } from 'playwright'
import { launch } from 'puppeteer-core'
import type { Browser as Firefox, KeyInput, Page as FirefoxPage } from 'puppeteer-core'
import { browserProgram } from '../../workshop/browsers.mjs'

/** A point of an element, as shares of its width and height. */
export interface Spot {
  readonly x: number
  readonly y: number
}

/** Where in an element, and with which button; the middle and the left one unless said. */
export interface Click {
  readonly spot?: Spot
  readonly button?: 'left' | 'right'
}

/** See the file's header. Selectors are CSS. */
export interface Driver {
  readonly name: 'chromium' | 'firefox'
  /** Errors and warnings of the page, broken rules of its policy among them. */
  readonly complaints: readonly string[]
  /** Addresses that were asked for. */
  readonly requests: readonly string[]
  open(address: string): Promise<void>
  /** Presses a key, `Control+`, `Shift+` or `Alt+` held. */
  press(key: string): Promise<void>
  type(text: string): Promise<void>
  /** Clicks the middle of an element, or a spot of it. */
  click(selector: string, how?: Click): Promise<void>
  /** Presses the button at the first spot, moves along the others, and lets go. */
  drag(selector: string, spots: readonly Spot[]): Promise<void>
  /** Runs a function in the page. */
  ask<A, R>(what: (given: A) => R | Promise<R>, given: A): Promise<R>
  /** Waits until a function says something true in the page. @throws Error after a minute */
  until<A>(what: (given: A) => unknown, given: A): Promise<void>
  /** Waits until an element is there and seen. */
  see(selector: string): Promise<void>
  picture(path: string): Promise<void>
  resize(width: number, height: number): Promise<void>
  close(): Promise<void>
}

/** A browser that opens pages with nothing remembered, each a profile of its own. */
export interface DrivenBrowser {
  readonly name: Driver['name']
  fresh(options?: { readonly language?: string; readonly dark?: boolean }): Promise<Driver>
  close(): Promise<void>
}

const size = { width: 1440, height: 900 }
const patience = 60_000

/** Starts a browser. @throws Error when it is not installed: such a test fails, it is not skipped */
export async function startBrowser(name: Driver['name']): Promise<DrivenBrowser> {
  const executablePath = browserProgram(name)
  if (!executablePath)
    throw new Error(`no ${name} was found; set ORRERY_${name.toUpperCase()} to its program`)
  return name === 'chromium'
    ? drivenChromium(await chromium.launch({ executablePath, args: ['--no-sandbox'] }))
    : drivenFirefox(await launch({ browser: 'firefox', executablePath, headless: true }))
}

function drivenChromium(browser: Chromium): DrivenBrowser {
  return {
    name: 'chromium',
    async fresh({ language = 'en-GB', dark = false } = {}) {
      const context = await browser.newContext({
        viewport: size,
        locale: language,
        colorScheme: dark ? 'dark' : 'light',
      })
      return chromiumDriver(await context.newPage())
    },
    close: () => browser.close(),
  }
}

function chromiumDriver(page: ChromiumPage): Driver {
  const complaints: string[] = []
  const requests: string[] = []
  page.setDefaultTimeout(patience)
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('request', (request) => requests.push(request.url()))
  return {
    name: 'chromium',
    complaints,
    requests,
    open: async (address) => void (await page.goto(address)),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    click: async (selector, { spot, button = 'left' }: Click = {}) => {
      const place = page.locator(selector).first()
      const box = spot && (await place.boundingBox())
      await place.click({
        button,
        ...(box ? { position: { x: box.width * spot.x, y: box.height * spot.y } } : {}),
      })
    },
    drag: async (selector, spots) => {
      const box = await page.locator(selector).first().boundingBox()
      if (!box) throw new Error(`${selector} is not to be seen`)
      await dragAlong(
        page.mouse,
        spots.map(({ x, y }) => ({
          x: box.x + x * box.width,
          y: box.y + y * box.height,
        })),
      )
    },
    // What a page function takes and gives is for whoever wrote it to know.
    ask: (what, given) => page.evaluate(what as never, given as never),
    until: async (what, given) => {
      await page.waitForFunction(what as never, given as never)
    },
    see: (selector) => page.locator(selector).first().waitFor(),
    picture: async (path) => void (await page.screenshot({ path })),
    resize: (width, height) => page.setViewportSize({ width, height }),
    close: () => page.context().close(),
  }
}

function drivenFirefox(browser: Firefox): DrivenBrowser {
  return {
    name: 'firefox',
    async fresh({ dark = false } = {}) {
      const context = await browser.createBrowserContext()
      const page = await context.newPage()
      await page.setViewport(size)
      if (dark) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
      return firefoxDriver(page)
    },
    close: () => browser.close(),
  }
}

function firefoxDriver(page: FirefoxPage): Driver {
  const complaints: string[] = []
  const requests: string[] = []
  page.setDefaultTimeout(patience)
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text())
  })
  page.on('request', (request) => requests.push(request.url()))
  const boxOf = async (selector: string) => {
    const handle = await page.waitForSelector(selector, { visible: true })
    await handle!.evaluate((element) => element.scrollIntoView({ block: 'nearest' }))
    return (await handle!.boundingBox())!
  }
  return {
    name: 'firefox',
    complaints,
    requests,
    open: async (address) => void (await page.goto(address)),
    press: async (key) => {
      const keys = key.split(/(?<=.)\+(?=.)/) as KeyInput[]
      const held = keys.slice(0, -1)
      for (const one of held) await page.keyboard.down(one)
      await page.keyboard.press(keys.at(-1)!)
      for (const one of held.toReversed()) await page.keyboard.up(one)
    },
    type: (text) => page.keyboard.type(text),
    click: async (selector, { spot = { x: 0.5, y: 0.5 }, button = 'left' }: Click = {}) => {
      const box = await boxOf(selector)
      await page.mouse.click(box.x + box.width * spot.x, box.y + box.height * spot.y, { button })
    },
    drag: async (selector, spots) => {
      const box = await boxOf(selector)
      await dragAlong(
        page.mouse,
        spots.map(({ x, y }) => ({
          x: box.x + x * box.width,
          y: box.y + y * box.height,
        })),
      )
    },
    ask: (what, given) => page.evaluate(what as never, given as never),
    until: async (what, given) => {
      await page.waitForFunction(what as never, {}, given as never)
    },
    see: async (selector) => void (await page.waitForSelector(selector, { visible: true })),
    picture: async (path) =>
      void (await page.screenshot({ path: `${path.replace(/\.png$/, '')}.png` })),
    resize: (width, height) => page.setViewport({ width, height }),
    close: () => page.browserContext().close(),
  }
}

interface Mouse {
  move(x: number, y: number, options?: { steps?: number }): Promise<void>
  down(): Promise<void>
  up(): Promise<void>
}

async function dragAlong(mouse: Mouse, points: readonly Spot[]): Promise<void> {
  const [first, ...rest] = points
  if (!first) return
  await mouse.move(first.x, first.y)
  await mouse.down()
  for (const { x, y } of rest) await mouse.move(x, y, { steps: 6 })
  await mouse.up()
}
