// Builds the command line and the two doors for scenario authors into `build/cli`.
//
// One build makes all entries, so that they share their chunks: a scenario file that imports
// `orrery-sim` gets the very module instances that the command runs on. Libraries stay outside
// the bundle, except `@stdlib`, whose hundreds of small files would be most of the start-up time.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { root } from './root.mjs'
import { stampOf } from './stamp.mjs'

/** Where the bundle is, from the root. Its files lie flat in there. */
const FOLDER = 'build/cli'

/** Chunks that no entry needs any more stay for as long as an older process may still load them. */
const KEEP_OLD_CHUNKS_MS = 60 * 60_000

const doors = {
  main: 'cli/main.ts',
  'orrery-sim': 'engine/index.ts',
  parts: 'scenarios/parts/index.ts',
}

/**
 * Builds the bundle if its sources are newer; otherwise costs a few milliseconds. An installed
 * package has no sources: it was built before it was packed.
 *
 * @returns {Promise<boolean>} whether it was built
 * @throws {Error} if the sources do not build, with the builder's reason
 */
export async function prepareBundle() {
  if (!existsSync(join(root, doors['orrery-sim']))) return false
  if (stamp().isFresh) return false
  return withLock('build/cli.lock', async () => {
    const { isFresh, write } = stamp()
    if (isFresh) return false
    await build()
    write()
    return true
  })
}

function stamp() {
  return stampOf({
    name: 'build/cli.stamp',
    inputs: ['engine', 'scenarios', 'cli', 'workshop/bundle.mjs', 'package-lock.json'],
    outputs: Object.keys(entries()).map((name) => `${FOLDER}/${name}.js`),
  })
}

async function build() {
  const { build: buildWithVite } = await import('vite')
  const made = join(root, 'build', `cli-${process.pid}`)
  try {
    await buildWithVite({
      configFile: false,
      root,
      logLevel: 'error',
      publicDir: false,
      ssr: { external: true, noExternal: [/^@stdlib\//] },
      build: {
        ssr: true,
        target: 'node20',
        outDir: made,
        minify: false,
        sourcemap: true,
        reportCompressedSize: false,
        rolldownOptions: {
          input: entries(),
          output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    })
    moveInto(made, join(root, FOLDER))
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
}

/** The doors that exist, and every `worker.ts` of the command, each an entry of its own. */
function entries() {
  const workers = existsSync(join(root, 'cli'))
    ? readdirSync(join(root, 'cli')).filter((name) => /^(.+-)?worker\.ts$/.test(name))
    : []
  const all = [
    ...Object.entries(doors),
    ...workers.map((name) => [name.slice(0, -'.ts'.length), `cli/${name}`]),
  ]
  return /** @type {Record<string, string>} */ (
    Object.fromEntries(all.filter(([, path = '']) => existsSync(join(root, path))))
  )
}

/**
 * Moves the new files in, chunks before the entries that need them, so that a process starting
 * in between finds either the old command or the new one, whole.
 *
 * @param {string} made
 * @param {string} folder
 */
function moveInto(made, folder) {
  mkdirSync(folder, { recursive: true })
  const isEntry = new Set(Object.keys(entries()).map((name) => `${name}.js`))
  const names = readdirSync(made)
  const inOrder = [...names.filter((name) => !isEntry.has(name)), ...isEntry]
  for (const name of inOrder) renameSync(join(made, name), join(folder, name))
  const current = new Set(names)
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const age = Date.now() - statSync(path).mtimeMs
    if (!current.has(name) && age > KEEP_OLD_CHUNKS_MS) rmSync(path, { recursive: true })
  }
}
