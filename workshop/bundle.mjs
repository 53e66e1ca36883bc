// Builds TypeScript for Node into `build/cli` and `build/bench`.
//
// One build makes all entries of the command line, the doors for scenario authors among them, so
// that they share their chunks: a scenario file that imports `orrery-sim` gets the very module
// instances that the command runs on. Libraries are in the bundle, since to find, open and read
// their files, of which some have hundreds, would be most of the start-up time; only Vite stays
// outside: it is large, has parts that are not JavaScript, and is loaded when it is needed.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'
import { stampOf } from './stamp.mjs'

/** @typedef {'cli' | 'bench'} BundleName */

/** Entries of each bundle: the built file's name and its source. */
const bundles = /** @satisfies {Record<BundleName, Record<string, string>>} */ ({
  cli: { main: 'cli/main.ts', 'orrery-sim': 'engine/index.ts', parts: 'scenarios/parts/index.ts' },
  bench: { main: 'bench/main.ts' },
})

/** Chunks that no entry needs any more stay for as long as an older process may still load them. */
const KEEP_OLD_CHUNKS_MS = 60 * 60_000

/**
 * Builds a bundle if its sources are newer; otherwise costs a few milliseconds. An installed
 * package has no sources: it was built before it was packed. The files lie flat in `build/<name>`.
 *
 * @param {BundleName} name
 * @returns {Promise<boolean>} whether it was built
 * @throws {Error} if the sources do not build, with the builder's reason
 */
export async function prepareBundle(name) {
  if (Object.keys(entries(name)).length === 0) return false
  if (stamp(name).isFresh) return false
  const { withLock } = await import('./lock.mjs')
  return withLock(`build/${name}.lock`, async () => {
    const { isFresh, write } = stamp(name)
    if (isFresh) return false
    await build(name)
    write()
    return true
  })
}

/** @param {BundleName} name */
function stamp(name) {
  return stampOf({
    name: `build/${name}.stamp`,
    inputs: [
      'engine',
      'scenarios',
      name,
      'workshop/bundle.mjs',
      'package.json',
      'package-lock.json',
    ],
    outputs: Object.keys(entries(name)).map((entry) => `build/${name}/${entry}.js`),
  })
}

/** @param {BundleName} name */
async function build(name) {
  const { build: buildWithVite } = await import('vite')
  const made = join(root, 'build', `${name}-${process.pid}`)
  try {
    await buildWithVite({
      configFile: false,
      root,
      logLevel: 'error',
      publicDir: false,
      ssr: { noExternal: true, external: ['vite'] },
      build: {
        ssr: true,
        target: 'node20',
        outDir: made,
        minify: false,
        sourcemap: true,
        reportCompressedSize: false,
        rolldownOptions: {
          input: entries(name),
          output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    })
    moveInto(made, join(root, 'build', name), new Set(Object.keys(entries(name))))
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
}

/**
 * The entries that exist; each `worker.ts` beside the others is one too.
 *
 * @param {BundleName} name
 * @returns {Record<string, string>}
 */
function entries(name) {
  const files = existsSync(join(root, name)) ? readdirSync(join(root, name)) : []
  const workers = files.filter((file) => /^(.+-)?worker\.ts$/.test(file))
  const all = [
    ...Object.entries(bundles[name]),
    ...workers.map(
      (file) => /** @type {const} */ ([file.slice(0, -'.ts'.length), `${name}/${file}`]),
    ),
  ]
  return Object.fromEntries(all.filter(([, path]) => existsSync(join(root, path))))
}

/**
 * Moves the new files in, chunks before the entries that need them, so that a process starting
 * in between finds either the old bundle or the new one, whole.
 *
 * @param {string} made
 * @param {string} folder
 * @param {Set<string>} entryNames
 */
function moveInto(made, folder, entryNames) {
  mkdirSync(folder, { recursive: true })
  const names = readdirSync(made)
  const entryFiles = [...entryNames].map((name) => `${name}.js`)
  const inOrder = [...names.filter((name) => !entryFiles.includes(name)), ...entryFiles]
  for (const name of inOrder) renameSync(join(made, name), join(folder, name))
  const current = new Set(names)
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const age = Date.now() - statSync(path).mtimeMs
    if (!current.has(name) && age > KEEP_OLD_CHUNKS_MS) rmSync(path, { recursive: true })
  }
}
