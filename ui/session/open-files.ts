/** The files that were opened on this page, by id: links and what is saved know only the id. */
import type { Source } from './protocol.ts'

type FileSource = Extract<Source, { kind: 'file' }>

const files = new Map<string, FileSource>()
let count = 0

/** Takes a file in; the same name twice is two files. */
export function fileSource(name: string, file: Blob, more: Partial<FileSource> = {}): FileSource {
  const source: FileSource = { id: newId(), ...more, kind: 'file', name, file }
  files.set(source.id, source)
  return source
}

/** A file that was opened before; `undefined` on another page than the one that opened it. */
export function knownFile(id: string): FileSource | undefined {
  return files.get(id)
}

/** Two pages have no id in common: what one saved, another may restore. */
function newId(): string {
  const [draw = 0] = crypto.getRandomValues(new Uint32Array(1))
  return `${draw.toString(36)}-${++count}`
}
