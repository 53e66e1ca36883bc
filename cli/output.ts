/** Where text goes: results to standard output, progress to the error output. */
import { writeSync } from 'node:fs'
import { SingleBar } from 'cli-progress'
import { FileError } from './exit.ts'

let closed = false

/**
 * Writes a line of results. A reader that went away is no failure: the rest is not written, and
 * the verdict's exit code stands.
 */
export function print(text: string): void {
  if (closed) return
  const bytes = Buffer.from(`${text}\n`)
  for (let done = 0; done < bytes.length;)
    try {
      done += writeSync(1, bytes, done)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EAGAIN') continue
      if (code === 'EPIPE') {
        closed = true
        return
      }
      throw new FileError(`cannot write the results: ${(error as Error).message}`)
    }
}

/** Writes a line beside the results. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

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
