/**
 * What is kept of the work in progress, in one of two slots: the state as a link has it, and which
 * files belong to it. A slot that was half written, or written by another version, is none.
 */
import { Hash } from '../../../engine/index.ts'

/** The version of slots that this page writes and reads. */
const slotVersion = 1

/** A file that belongs to the work; its bytes are kept elsewhere. */
export interface SavedFile {
  readonly id: string
  readonly name: string
  readonly isDamaged: boolean
}

/** See the file's header. */
export interface Work {
  /** Grows by one with each save. */
  readonly count: number
  /** When it was saved, ms since 1970. */
  readonly at: number
  /** What it is, for a person: the title of the scenario, and how many runs. */
  readonly title: string
  readonly runs: number
  /** The fragment of a link. */
  readonly link: string
  readonly files: readonly SavedFile[]
}

/** A slot with its check sum, as it is stored. */
export interface Slot extends Work {
  readonly version: number
  readonly sum: string
}

/** A slot for this work. */
export function seal(work: Work): Slot {
  return { ...work, version: slotVersion, sum: sumOf(work) }
}

/** The work in a slot; `null` for what is none, is not whole, or is of another version. */
export function unseal(slot: unknown): Work | null {
  if (typeof slot !== 'object' || slot === null) return null
  const { version, sum, ...rest } = slot as { readonly [field: string]: unknown }
  if (version !== slotVersion) return null
  const { count, at, title, runs, link, files } = rest
  if (typeof count !== 'number' || typeof at !== 'number' || typeof runs !== 'number') return null
  if (typeof title !== 'string' || typeof link !== 'string' || !Array.isArray(files)) return null
  const work = { count, at, title, runs, link, files: files as SavedFile[] }
  return sumOf(work) === sum ? work : null
}

/** The later of the works in the slots; `null` if there is none. */
export function latest(slots: readonly unknown[]): Work | null {
  const works = slots.map(unseal).filter((work) => work !== null)
  return works.reduce<Work | null>(
    (best, work) => (best === null || work.count > best.count ? work : best),
    null,
  )
}

/** The place for the next save: not where the latest whole work is. */
export function nextPlace(slots: readonly unknown[]): { place: number; count: number } {
  const works = slots.map(unseal)
  const last = latest(slots)
  const held = works.findIndex((work) => work !== null && work.count === last?.count)
  return { place: held === 0 ? 1 : 0, count: (last?.count ?? 0) + 1 }
}

function sumOf({ count, at, title, runs, link, files }: Work): string {
  const hash = new Hash()
  hash.text(JSON.stringify([count, at, title, runs, link, files]))
  return hash.digest()
}
