/** Where text goes: results to standard output, what is said beside them to the error output. */
import { writeSync } from 'node:fs'
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
