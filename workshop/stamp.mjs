// A stamp tells whether something built is older than its sources.
//
// It holds two hashes of the sources: a quick one over names, sizes and times, which answers in a
// few milliseconds, and an exact one over contents, which is asked only when the quick one differs
// (a fresh checkout or a saved but unchanged file has new times and old contents).
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
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
  const files = inputs.flatMap((input) => list(join(root, input)))
  const quick = hash(files.map((file) => `${file.name} ${file.size} ${file.changed}\n`))
  const saved = read(name)
  const areThere = outputs.every((output) => isThere(join(root, output)))
  if (areThere && saved.quick === quick) return { isFresh: true, write: () => {} }
  const exact = hash(files.flatMap((file) => [`${file.name}\n`, readFileSync(file.path)]))
  const write = () => save(name, { quick, exact })
  const isFresh = areThere && saved.exact === exact
  if (isFresh) write()
  return { isFresh, write }
}

/**
 * Files at and below a path in a fixed order; scenarios' data files are no sources.
 *
 * @param {string} path
 * @returns {{ path: string, name: string, size: number, changed: number }[]}
 */
function list(path) {
  const info = statSync(path, { throwIfNoEntry: false })
  if (!info) return []
  if (!info.isDirectory()) {
    const name = relative(root, path).split(sep).join('/')
    return [{ path, name, size: info.size, changed: info.mtimeMs }]
  }
  const names = readdirSync(path).filter((name) => name !== 'data' && !name.startsWith('.'))
  return names.sort().flatMap((name) => list(join(path, name)))
}

/** @param {readonly (string | Uint8Array)[]} parts */
function hash(parts) {
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
