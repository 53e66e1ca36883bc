/** Hands that scrub: over what is in the window, and with the window over the whole run. */
import type { Page } from 'playwright'
import { framesDuring } from './frames.ts'
import type { Frames } from './frames.ts'

/** How often the pointer moves on its way across. */
const moves = 120

/** Drags the cursor over the whole run, which is in the window, there and back. */
export async function scrubCursor(page: Page): Promise<Frames> {
  await settled(page)
  return dragAcross(page, '[data-track="scrub"]', 0.5)
}

/** Makes the window a tenth of the run, and drags it over the minimap, there and back. */
export async function scrubWindow(page: Page): Promise<Frames> {
  const box = await boxOf(page, '[data-track="minimap"]')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + 2, y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.05, y, { steps: 4 })
  await page.mouse.move(box.x + box.width * 0.1, y, { steps: 4 })
  await page.mouse.up()
  await settled(page)
  return dragAcross(page, '[data-track="minimap"]', 0.5, 0.05)
}

async function dragAcross(page: Page, track: string, height: number, from = 0): Promise<Frames> {
  const box = await boxOf(page, track)
  const y = box.y + box.height * height
  const x = (share: number) => box.x + 2 + share * (box.width - 4)
  await page.mouse.move(x(from), y)
  await page.mouse.down()
  const frames = await framesDuring(page, async () => {
    for (let move = 1; move <= moves; move++)
      await page.mouse.move(x(Math.max(from, move / moves)), y)
    for (let move = moves; move >= 0; move--)
      await page.mouse.move(x(Math.max(from, move / moves)), y)
  })
  await page.mouse.up()
  return frames
}

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`${selector} is not on the page`)
  return box
}

/** Waits until nothing has kept the page busy for a while. */
export async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(600)
}
