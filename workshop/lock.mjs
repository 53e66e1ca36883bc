// Keeps two processes from building the same thing at once.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './root.mjs'

const PATIENCE_MS = 5 * 60_000
const LOOK_AGAIN_MS = 50

/**
 * Runs `work` while holding the lock file `name`. A lock whose owner is gone, or which is older
 * than five minutes, is taken over. Two waiting processes may take over the same dead lock at the
 * same moment: they then do the work twice, which costs time and nothing else, since every build
 * goes to a folder of its own and is moved into place at its end.
 *
 * @template T
 * @param {string} name from the root
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const file = join(root, name)
  mkdirSync(dirname(file), { recursive: true })
  while (!take(file)) {
    if (isAbandoned(file)) rmSync(file, { force: true })
    else await sleep(LOOK_AGAIN_MS)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/** @param {string} file */
function isAbandoned(file) {
  const info = statSync(file, { throwIfNoEntry: false })
  if (!info) return false
  const age = Date.now() - info.mtimeMs
  if (age > PATIENCE_MS) return true
  const owner = Number(readOwner(file))
  if (!owner) return age > 1000 // made, but its owner's number is not written yet
  try {
    process.kill(owner, 0)
    return false
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH'
  }
}

/** @param {string} file */
function readOwner(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // released between two looks
  }
}
