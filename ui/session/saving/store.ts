/** Where work is kept: the browser's own database. Where there is none, nothing is kept. */
import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import { latest, nextPlace, seal } from './slot.ts'
import type { Work } from './slot.ts'

interface Schema extends DBSchema {
  slots: { key: number; value: unknown }
  files: { key: string; value: Blob }
}

/** A file with more bytes than this is not kept. */
const fileBytesMax = 33_554_432
const places = [0, 1]

let opened: Promise<IDBPDatabase<Schema> | null> | null = null

function database(): Promise<IDBPDatabase<Schema> | null> {
  // A private window has no database, or one that forgets; the page works without.
  opened ??= openDB<Schema>('orrery', 1, {
    upgrade(db) {
      db.createObjectStore('slots')
      db.createObjectStore('files')
    },
  }).catch(() => null)
  return opened
}

/** The work that was saved last; `null` for none. */
export async function lastWork(): Promise<Work | null> {
  const db = await database()
  if (!db) return null
  return latest(await Promise.all(places.map((place) => db.get('slots', place))))
}

/**
 * Saves work, and the bytes of its files: into the slot that does not hold the latest, so that
 * there is always a whole one.
 * @throws Error where the browser has no room
 */
export async function saveWork(
  work: Omit<Work, 'count'>,
  files: ReadonlyMap<string, Blob>,
): Promise<void> {
  const db = await database()
  if (!db) return
  const change = db.transaction(['slots', 'files'], 'readwrite')
  const slots = change.objectStore('slots')
  const { place, count } = nextPlace(await Promise.all(places.map((one) => slots.get(one))))
  const kept = change.objectStore('files')
  const known = new Set(await kept.getAllKeys())
  for (const [id, file] of files)
    if (!known.has(id) && file.size <= fileBytesMax) void kept.put(file, id)
  // What neither this work nor the page has any use for makes room.
  for (const id of known) if (!files.has(id)) void kept.delete(id)
  void slots.put(seal({ ...work, count }), place)
  await change.done
}

/** The bytes of a file that belongs to saved work. */
export async function savedFile(id: string): Promise<Blob | null> {
  const db = await database()
  return (await db?.get('files', id).catch(() => undefined)) ?? null
}

/** Forgets everything. */
export async function forgetWork(): Promise<void> {
  const db = await database()
  if (!db) return
  await db.clear('slots')
  await db.clear('files')
}
