/** Lets a long piece of work be heard and stopped: it takes a breath now and then. */

/** How long it works between two breaths, ms. */
const length = 12

/** See the file's header. */
export class Breath {
  #isStopped = false
  #last = performance.now()
  readonly #progress: (events: number, at: number) => void

  constructor(progress: (events: number, at: number) => void) {
    this.#progress = progress
  }

  /** Whether it is time to {@link take} one; cheap, but not for every single step. */
  get isDue(): boolean {
    return performance.now() - this.#last >= length
  }

  /** The work is wanted no more: its next breath throws. */
  stop(): void {
    this.#isStopped = true
  }

  /**
   * Says how far the work is and lets the worker hear what else is asked.
   * @throws Error when the work has been stopped
   */
  async take(events: number, at = 0): Promise<void> {
    this.#progress(events, at)
    // A timer would wait some milliseconds each time; a message comes at once.
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => {
        port1.close()
        resolve()
      })
      port1.start()
      port2.postMessage(null)
    })
    if (this.#isStopped) throw new Error('stopped')
    this.#last = performance.now()
  }
}
