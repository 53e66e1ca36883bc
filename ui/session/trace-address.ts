/** Traces that lie beside the page: `?trace=` with an address of the same origin, and no other. */
import { foreign } from '../../engine/index.ts'
import { words } from '../words/words.ts'
import { fileSource, knownFile } from './open-files.ts'
import type { Source } from './protocol.ts'

/** The ids of fetched traces begin with it; the address follows. */
export const tracePrefix = 'trace:'

/**
 * Fetches a trace.
 * @throws Error for an address that is not beside the page, which is not asked, and for one where
 * nothing is
 */
export async function fetchTrace(address: string): Promise<Extract<Source, { kind: 'file' }>> {
  const url = ownUrl(address)
  const path = `${url.pathname}${url.search}`
  const id = `${tracePrefix}${path}`.slice(0, foreign.labelCharacters)
  const known = knownFile(id)
  if (known) return known
  // What another place would answer is nothing that this page was asked to open.
  const answer = await fetch(url, { redirect: 'error', credentials: 'omit' }).catch(() => null)
  if (!answer?.ok || !answer.body) throw new Error(words.files.noTraceAt(path))
  const name = url.pathname.split('/').at(-1) || 'trace'
  return fileSource(name, await bytesOf(answer.body, name), { id })
}

/** The address, resolved beside the page. @throws Error naming the host of any other */
function ownUrl(address: string): URL {
  let url: URL
  try {
    url = new URL(address, location.href)
  } catch {
    throw new Error(words.files.noAddress(address.slice(0, 80)))
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Error(words.files.noAddress(address.slice(0, 80)))
  if (url.origin !== location.origin) throw new Error(words.files.traceElsewhere(url.host))
  return url
}

async function bytesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>, name: string): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Blob(pieces)
    length += value.length
    if (length > foreign.compressedBytes) {
      await reader.cancel()
      throw new Error(words.files.tooLarge(name, foreign.compressedBytes))
    }
    pieces.push(value)
  }
}
