// A stamp tells whether something built is older than its sources.
//
// It holds two descriptions of the sources: a quick one of names, sizes and times, which answers in
// a few milliseconds, and an exact one, a hash of the contents, which is asked only when the quick
// one differs (a fresh checkout or a saved but unchanged file has new times and old contents).
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './root.mjs'

/**
 * @typedef {object} Subject
 * @property {string} name file of the stamp, from the root
 * @property {readonly string[]} inputs files and folders, from the root; absent ones are left out
 * @property {readonly string[]} outputs files that must exist, from the root
 */

/**
 * Takes the sources' hash as they are now and compares it with the one of the last build.
 * Take the stamp before building: a file saved meanwhile then makes the result stale, as it should.
 *
 * @param {Subject} subject
 * @returns {{ isFresh: boolean, write: () => void }}
 */
export function stampOf({ name, inputs, outputs }) {
  const files = inputs.flatMap((input) => list(input))
  const quick = files.map((file) => `${file.name} ${file.size} ${file.changed}`).join('\n')
  const saved = read(name)
  const areThere = outputs.every((output) => isThere(join(root, output)))
  if (areThere && saved.quick === quick) return { isFresh: true, write: () => {} }
  const exact = hash(
    files.flatMap((file) => [`${file.name}\n`, readFileSync(join(root, file.name))]),
  )
  const write = () => save(name, { quick, exact })
  const isFresh = areThere && saved.exact === exact
  if (isFresh) write()
  return { isFresh, write }
}

/**
 * Files at and below a path in a fixed order; scenarios' data files are no sources.
 *
 * @param {string} name from the root, with `/` between folders
 * @returns {{ name: string, size: number, changed: number }[]}
 */
function list(name) {
  const info = statSync(join(root, name), { throwIfNoEntry: false })
  if (!info) return []
  if (!info.isDirectory()) return [{ name, size: info.size, changed: info.mtimeMs }]
  const names = readdirSync(join(root, name)).filter(isSource)
  return names.sort().flatMap((inner) => list(`${name}/${inner}`))
}

/** @param {string} name */
function isSource(name) {
  return name !== 'data' && !name.startsWith('.')
}

/** @param {readonly (string | Uint8Array)[]} parts */
function hash(parts) {
  // Loaded here, since it takes longer than all the rest of looking whether something is fresh.
  const { createHash } = process.getBuiltinModule('node:crypto')
  const all = createHash('sha256')
  for (const part of parts) all.update(part)
  return all.digest('hex')
}

/**
 * @param {string} name
 * @returns {{ quick?: string, exact?: string }}
 */
function read(name) {
  try {
    return JSON.parse(readFileSync(join(root, name), 'utf8'))
  } catch {
    return {} // none yet, or a torn one: build again
  }
}

/**
 * @param {string} name
 * @param {{ quick: string, exact: string }} stamp
 */
function save(name, stamp) {
  mkdirSync(dirname(join(root, name)), { recursive: true })
  writeFileSync(join(root, name), JSON.stringify(stamp))
}

/** @param {string} path */
function isThere(path) {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}
