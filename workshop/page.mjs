// Builds the page into `dist`.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.mjs'
import { withLock } from './lock.mjs'
import { root } from './root.mjs'
import { stampOf } from './stamp.mjs'

/** Where the built page is. */
export const pageFolder = join(root, 'dist')

/**
 * Builds the page if its sources are newer; otherwise does nothing.
 *
 * @returns {Promise<boolean>} whether it was built
 * @throws {Error} if the sources do not build, with the builder's output
 */
export async function preparePage() {
  if (stamp().isFresh) return false
  return withLock('build/page.lock', async () => {
    const { isFresh, write } = stamp()
    if (isFresh) return false
    process.stderr.write('building the page\n')
    await build()
    write()
    return true
  })
}

function stamp() {
  return stampOf({
    name: 'build/page.stamp',
    inputs: [
      'index.html',
      'public',
      'vite.config.ts',
      'ui',
      'engine',
      'scenarios',
      'package-lock.json',
    ],
    outputs: ['dist/index.html'],
  })
}

/** Builds beside the old page and swaps at the end: a failed build leaves the old page whole. */
async function build() {
  const made = join(root, 'build', `page-${process.pid}`)
  const old = join(root, 'build', `page-old-${process.pid}`)
  try {
    const vite = join(root, 'node_modules/vite/bin/vite.js')
    const { code, output } = await run(
      ['node', vite, 'build', '--logLevel', 'warn', '--outDir', made],
      // Under a test runner it is "test", which would put the slow React into the page.
      { environment: { NODE_ENV: 'production' } },
    )
    if (code !== 0) throw new Error(`the page does not build:\n${output}`)
    process.stderr.write(output)
    if (existsSync(pageFolder)) renameSync(pageFolder, old)
    renameSync(made, pageFolder)
  } finally {
    rmSync(made, { recursive: true, force: true })
    rmSync(old, { recursive: true, force: true })
  }
}
