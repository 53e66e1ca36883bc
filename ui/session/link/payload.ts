/**
 * Text as a word for the fragment of an address: `1.<deflated, base64url>.<check sum>`. The version
 * comes first, so that an older page can say that it is too old; the sum is over the text, so that
 * what a chat program cut or a hand changed is noticed.
 */
import { Hash, foreign } from '../../../engine/index.ts'

/** The version that this page writes. */
export const payloadVersion = 1

/** A word that is no payload, or a broken one; the message says what is wrong with it. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError'
}

/** Whether a fragment, without its `#`, wants to be a payload: it begins with a version. */
export function versionOf(fragment: string): number | null {
  const found = /^(\d{1,6})\./.exec(fragment)
  return found ? Number(found[1]) : null
}

/** The word for a text. */
export async function wrap(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  const packed = await read(piped(bytes, new CompressionStream('deflate-raw')), Infinity)
  return `${payloadVersion}.${base64url(packed)}.${sumOf(text)}`
}

/** The text of a word. @throws PayloadError */
export async function unwrap(word: string): Promise<string> {
  if (word.length > foreign.shareCharacters)
    throw new PayloadError(
      `it has ${word.length} characters; at most ${foreign.shareCharacters} are read`,
    )
  const parts = word.split('.')
  const [, packed = '', sum = ''] = parts
  if (parts.length !== 3 || packed === '' || !/^[0-9a-f]{8}$/.test(sum))
    throw new PayloadError('a part of it is missing')
  if (!/^[A-Za-z0-9_-]+$/.test(packed))
    throw new PayloadError('it has signs that a link does not have')
  const text = await inflated(bytesOf(packed))
  if (sumOf(text) !== sum) throw new PayloadError('its check sum does not fit')
  return text
}

async function inflated(packed: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const stream = piped(packed, new DecompressionStream('deflate-raw'))
    const bytes = await read(stream, foreign.shareInflatedBytes)
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof PayloadError) throw error
    throw new PayloadError('it does not unpack')
  }
}

function piped(
  bytes: Uint8Array<ArrayBuffer>,
  through: GenericTransformStream,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Blob([bytes]).stream().pipeThrough(through)
}

/** All bytes of a stream; it is stopped as soon as there are more than `most`. */
async function read(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > most) {
      await reader.cancel()
      throw new PayloadError(`it unpacks to more than ${most} bytes`)
    }
    pieces.push(value)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

function sumOf(text: string): string {
  const hash = new Hash()
  hash.text(text)
  return hash.digest().slice(0, 8)
}

function base64url(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function bytesOf(word: string): Uint8Array<ArrayBuffer> {
  let text = ''
  try {
    text = atob(word.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    throw new PayloadError('a part of it is missing')
  }
  const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0))
  // The last sign may hold bits that are no part of a byte; a link has none there.
  if (base64url(bytes) !== word) throw new PayloadError('its check sum does not fit')
  return bytes
}
