/** How far long work has come, on the error output. */
import { SingleBar } from 'cli-progress'
import { say } from './output.ts'

/** Progress of long work: a bar on a terminal, a plain line every two seconds elsewhere. */
export class Progress {
  readonly #bar: SingleBar | null
  readonly #total: number
  readonly #what: string
  #next = Date.now() + 2000

  constructor(what: string, total: number) {
    this.#what = what
    this.#total = total
    this.#bar =
      process.stderr.isTTY && total > 1
        ? new SingleBar({
            format: `${what} {bar} {value}/{total} · {eta_formatted} left`,
            stream: process.stderr,
            clearOnComplete: true,
            hideCursor: true,
          })
        : null
    this.#bar?.start(total, 0)
  }

  update(done: number): void {
    if (this.#bar) this.#bar.update(done)
    else if (Date.now() >= this.#next) {
      this.#next = Date.now() + 2000
      say(`${this.#what}: ${done}${this.#total > 0 ? ` of ${this.#total}` : ''}`)
    }
  }

  end(): void {
    this.#bar?.stop()
  }
}
