/**
 * Stack traces in terms of the sources. Node could do this by itself, but then it would read the
 * map of every file at each start; here they are read when a trace is to be printed.
 */
import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import type { SourceMapPayload } from 'node:module'
import { fileURLToPath } from 'node:url'

/** A place in a built file: its URL, line and column, both from 1. */
const place = /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/g

/** The stack of an error; places in files without a map stay as they are. */
export function stackOf(error: Error): string {
  const maps = new Map<string, SourceMap | null>()
  return (error.stack ?? error.message).replaceAll(place, (whole, url, line, column) => {
    let map = maps.get(url)
    if (map === undefined) maps.set(url, (map = mapOf(url)))
    const found = map?.findEntry(Number(line) - 1, Number(column) - 1)
    if (found === undefined || !('originalSource' in found)) return whole
    const source = fileURLToPath(new URL(found.originalSource, url))
    return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`
  })
}

function mapOf(url: string): SourceMap | null {
  try {
    const payload = JSON.parse(readFileSync(fileURLToPath(`${url}.map`), 'utf8'))
    return new SourceMap(payload as SourceMapPayload)
  } catch {
    return null // not ours, or packed without maps
  }
}
