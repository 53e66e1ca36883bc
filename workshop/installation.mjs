// Installs the libraries that are missing, and nothing when none is.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.mjs'
import { withLock } from './lock.mjs'
import { root } from './root.mjs'

const STAMP = 'node_modules/.orrery-installed'

/**
 * Brings `node_modules` in line with `package-lock.json`.
 *
 * @returns {Promise<boolean>} whether anything was installed
 * @throws {Error} if npm fails, after npm has printed why
 */
export async function installLibraries() {
  refuseOldNode()
  if (isInstalled()) return false
  return withLock('build/install.lock', async () => {
    if (isInstalled()) return false
    // `npm ci` starts from an empty folder; in a folder in use only the difference is installed.
    const verb = existsSync(join(root, 'node_modules')) ? 'install' : 'ci'
    process.stderr.write(`installing libraries (npm ${verb})\n`)
    const script = process.env['npm_execpath'] // set where npm itself started us
    const npm = script?.endsWith('.js') ? ['node', script] : ['npm']
    const { code } = await run([...npm, verb, '--no-audit', '--no-fund'], { isShown: true })
    if (code !== 0) throw new Error(`npm ${verb} ended with exit code ${code}; its reason is above`)
    writeFileSync(join(root, STAMP), lockHash())
    return true
  })
}

function isInstalled() {
  const hash = lockHash()
  if (read(STAMP) === hash) return true
  // Somebody ran npm by hand: then npm's own list of what it installed says whether all is there.
  if (!installedAsLocked()) return false
  writeFileSync(join(root, STAMP), hash)
  return true
}

function installedAsLocked() {
  /** @type {(text: string) => Record<string, { version?: string, optional?: boolean }>} */
  const packages = (text) => (text ? JSON.parse(text).packages : {})
  const installed = packages(read('node_modules/.package-lock.json'))
  const locked = Object.entries(packages(read('package-lock.json'))).filter(([path]) => path !== '')
  return locked.every(([path, { version, optional }]) =>
    installed[path] ? installed[path].version === version : optional === true,
  )
}

function lockHash() {
  const node = process.versions.node.split('.')[0]
  return createHash('sha256')
    .update(`node ${node} ${process.platform} ${process.arch}\n`)
    .update(read('package.json'))
    .update(read('package-lock.json'))
    .digest('hex')
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Error(`this is Node ${process.versions.node}; Orrery needs 20.19 or newer`)
}

/** @param {string} name from the root */
function read(name) {
  try {
    return readFileSync(join(root, name), 'utf8')
  } catch {
    return ''
  }
}
