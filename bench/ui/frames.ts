/** Measures the frames of a page while something goes on in it. */
import type { Page } from 'playwright'

/** See the file's header. Milliseconds. */
export interface Frames {
  /**
   * Of each frame: from its beginning until the page's main thread was free again. What held the
   * frame up before it could begin is in it.
   */
  readonly busy: readonly number[]
  /** From one frame to the next; a screen of 60 Hz shows one every 16.7. */
  readonly gaps: readonly number[]
  /** Tasks of more than 50 ms. */
  readonly longTasks: readonly number[]
}

interface Recorder {
  begin(): void
  end(): Frames
}

type Recording = typeof globalThis & { benchFrames: Recorder }

/** Must be called before the page is opened. */
export async function prepareFrames(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let isOn = false
    let busy: number[] = []
    let gaps: number[] = []
    let longTasks: number[] = []
    let last = 0
    let began = 0
    // What is posted in a frame is heard when the frame has been painted.
    const painted = new MessageChannel()
    painted.port1.addEventListener('message', () => busy.push(performance.now() - began))
    painted.port1.start()
    const frame = (now: number) => {
      if (!isOn) return
      if (last > 0) gaps.push(now - last)
      last = now
      began = now
      painted.port2.postMessage(null)
      requestAnimationFrame(frame)
    }
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) if (isOn) longTasks.push(duration)
    }).observe({ entryTypes: ['longtask'] })
    const recorder: Recorder = {
      begin() {
        isOn = true
        busy = []
        gaps = []
        longTasks = []
        last = 0
        requestAnimationFrame(frame)
      },
      end() {
        isOn = false
        return { busy, gaps, longTasks }
      },
    }
    ;(globalThis as Recording).benchFrames = recorder
  })
}

/** The frames while `action` goes on. */
export async function framesDuring(page: Page, action: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => (globalThis as Recording).benchFrames.begin())
  await action()
  return page.evaluate(() => (globalThis as Recording).benchFrames.end())
}

/** Of values, the one that a share of them does not exceed; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}
