/** The lines of a file, maybe a packed one, read as a stream within the limits on foreign files. */
import { foreign } from '../../../engine/index.ts'

/** A file that cannot be read as text. */
export class FileError extends Error {
  override readonly name = 'FileError'
}

/** A file by its name. */
export interface NamedFile {
  readonly name: string
  readonly file: Blob
}

/** So much may come of any file; above it the ratio counts. */
const harmlessBytes = 1_048_576
const gzipMagic = [0x1f, 0x8b]

/**
 * Calls `take` with each line; `onProgress` hears how much of the file has been read, 0 to 1, now
 * and then.
 * @throws FileError
 */
export async function eachLine(
  { name, file }: NamedFile,
  take: (line: string) => void,
  onProgress: (share: number) => void,
): Promise<void> {
  const refuse = (what: string): never => {
    throw new FileError(`${name}: ${what}`)
  }
  if (file.size > foreign.compressedBytes)
    refuse(`it has ${file.size} bytes; at most ${foreign.compressedBytes} are read`)
  const head = new Uint8Array(await readable(name, file.slice(0, 2).arrayBuffer()))
  const isPacked = gzipMagic.every((byte, place) => head[place] === byte)
  const most = isPacked
    ? Math.min(foreign.inflatedBytes, Math.max(harmlessBytes, file.size * foreign.ratio))
    : foreign.inflatedBytes
  let consumed = 0
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      consumed += chunk.length
      controller.enqueue(chunk)
    },
  })
  const bytes = file.stream().pipeThrough(counted)
  const reader = (isPacked ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes).getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let length = 0
  let rest = ''
  let isFirst = true
  for (;;) {
    const { done, value } = await readable(name, reader.read(), isPacked)
    if (done) break
    if (isFirst) {
      isFirst = false
      if (value[0] === gzipMagic[0] && value[1] === gzipMagic[1])
        refuse('it is packed twice; unpack it once')
      if (!looksLikeText(value)) refuse('this is no Orrery trace; it is not even text')
    }
    length += value.length
    if (length > most) {
      await reader.cancel()
      refuse(
        isPacked
          ? `it unpacks to more than ${most} bytes, ${foreign.ratio} times its size or the most that is read`
          : `it has more than ${most} bytes`,
      )
    }
    const text = decode(value, true)
    let from = 0
    for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      take(rest + text.slice(from, to))
      rest = ''
      from = to + 1
    }
    rest += text.slice(from)
    if (rest.length > foreign.lineCharacters)
      refuse(`a line has more than ${foreign.lineCharacters} characters`)
    onProgress(Math.min(1, consumed / Math.max(1, file.size)))
  }
  rest += decode(new Uint8Array(0), false)
  if (rest !== '') take(rest)

  function decode(chunk: Uint8Array<ArrayBuffer>, stream: boolean): string {
    try {
      return decoder.decode(chunk, { stream })
    } catch {
      return refuse(`it is not UTF-8 text, near byte ${length}`)
    }
  }
}

/** A trace begins with a brace, maybe after a byte-order mark or space. */
function looksLikeText(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte > 32 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf)
  return first === undefined || (first < 127 && !bytes.subarray(0, 16).includes(0))
}

/** What went wrong with the file itself, in a sentence. */
async function readable<T>(name: string, promise: Promise<T>, isPacked = false): Promise<T> {
  try {
    return await promise
  } catch (error) {
    const kind = error instanceof DOMException ? error.name : ''
    if (kind === 'NotFoundError' || kind === 'NotReadableError')
      throw new FileError(
        `${name}: it cannot be read; it is a folder, or has been changed or removed`,
      )
    if (isPacked)
      throw new FileError(`${name}: its packed data is cut or damaged; nothing was opened`)
    throw error
  }
}
