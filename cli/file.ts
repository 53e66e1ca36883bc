/** Files: read whole or by lines, and written so that a half-written one is never left behind. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { foreign, linesOf } from '../engine/index.ts'
import { FileError, UsageError } from './exit.ts'
import { Gzip } from './gzip.ts'

/** The text of a file. @throws UsageError when there is none, FileError when it cannot be read. */
export function readText(path: string): string {
  checkSize(path)
  try {
    const bytes = readFileSync(path)
    return (
      path.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: foreign.inflatedBytes }) : bytes
    ).toString('utf8')
  } catch (error) {
    throw failure('read', path, error)
  }
}

/** The lines of a file, read piece by piece. Each iteration begins at the start again. */
export function fileLines(path: string): Iterable<string> {
  checkSize(path)
  if (path.endsWith('.gz')) return { [Symbol.iterator]: () => linesOf([readText(path)]) }
  return { [Symbol.iterator]: () => linesOf(chunks(path)) }
}

function* chunks(path: string): Generator<string> {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw failure('read', path, error)
  }
  try {
    const buffer = Buffer.allocUnsafe(65_536)
    const decoder = new TextDecoder('utf-8')
    for (;;) {
      const length = readSync(file, buffer, 0, buffer.length, null)
      if (length === 0) break
      yield decoder.decode(buffer.subarray(0, length), { stream: true })
    }
    yield decoder.decode()
  } finally {
    closeSync(file)
  }
}

/** Writes lines to a file at once: the old file stays until the new one is whole. */
export function writeLines(path: string, lines: Iterable<string>): void {
  const partial = `${path}.${process.pid}.part`
  let file: number | undefined
  try {
    file = openSync(partial, 'w')
    let pending: string[] = []
    let size = 0
    const gzip = path.endsWith('.gz') ? new Gzip() : null
    const write = (bytes: Uint8Array) => {
      for (let done = 0; done < bytes.length;) done += writeSync(file!, bytes, done)
    }
    const flush = () => {
      const text = Buffer.from(pending.join(''))
      write(gzip ? gzip.bytes(text) : text)
      pending = []
      size = 0
    }
    for (const line of lines) {
      pending.push(line, '\n')
      size += line.length
      if (size > 1_048_576) flush()
    }
    flush()
    if (gzip) write(gzip.end())
    fsyncSync(file)
    closeSync(file)
    file = undefined
    renameSync(partial, path)
  } catch (error) {
    if (file !== undefined) closeSync(file)
    rmSync(partial, { force: true })
    throw failure('write', path, error)
  }
}

/** Opens nothing; only says whether a file is there. */
export function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}

function checkSize(path: string): void {
  if (!existsSync(path)) throw new UsageError(`there is no file "${path}"`)
  const found = statSync(path)
  if (!found.isFile()) throw new UsageError(`"${path}" is no file`)
  if (found.size > foreign.compressedBytes)
    throw new UsageError(
      `"${path}" has ${found.size} bytes; at most ${foreign.compressedBytes} are read`,
    )
}

function failure(what: string, path: string, error: unknown): Error {
  if (!(error instanceof Error && 'code' in error)) return error as Error
  return new FileError(`cannot ${what} "${path}": ${error.message}`)
}
