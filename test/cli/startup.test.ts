/** What the command loads before it does what it was asked: as little as that takes. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
import { prepareBundle } from '../../workshop/bundle.mjs'
import { root } from '../../workshop/root.mjs'

// Each test starts a process, and the first one may have to build.
vi.setConfig({ testTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), 'orrery-startup-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const dataUrl = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`

/** Writes the URL of each module that Node loads into a file. */
const hooks = dataUrl(`
  import { appendFileSync } from 'node:fs'
  export async function load(url, context, next) {
    appendFileSync(process.env.ORRERY_LOADED, url + '\\n')
    return next(url, context)
  }`)
const registration = dataUrl(`
  import { register } from 'node:module'
  register(${JSON.stringify(hooks)})`)

/** The sources, from the root, of all files that a command loads. */
async function loadedBy(...words: string[]): Promise<string[]> {
  await prepareBundle('cli') // or the command would load the compiler, to build itself
  const log = join(folder, 'loaded')
  rmSync(log, { force: true })
  const command = ['--import', registration, join(root, 'cli/orrery.mjs'), ...words]
  const env = { ...process.env, ORRERY_LOADED: log }
  const { status, stderr } = spawnSync('node', command, { encoding: 'utf8', env })
  expect([0, 3], stderr).toContain(status)
  const files = readFileSync(log, 'utf8').trim().split('\n')
  return files.filter((url) => url.startsWith('file:')).flatMap((url) => sourcesOf(url))
}

/** A built file is what its map says that it was made from. */
function sourcesOf(url: string): string[] {
  const file = fileURLToPath(url)
  const fromRoot = (path: string) => relative(root, path).split(sep).join('/')
  if (!existsSync(`${file}.map`)) return [fromRoot(file)]
  const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: string[] }
  return sources.map((source) => fromRoot(resolve(dirname(file), source)))
}

const isEngine = (source: string) => source.startsWith('engine/')
const isScenario = (source: string) => /^scenarios\/[^/]+\/.*\/scenario\.ts$/.test(source)

test.each(['list', 'list --json', '--help', 'run --help', '--version'])(
  '%s loads neither a scenario nor the engine',
  async (words) => {
    const sources = await loadedBy(...words.split(' '))
    expect(sources).toContain('cli/main.ts')
    expect(sources.filter((source) => isEngine(source) || isScenario(source))).toEqual([])
  },
)

test('running a bundled scenario loads no other one, and no compiler', async () => {
  const sources = await loadedBy('run', 'topz', '--seed', '1', '--max-events', '1')
  expect(sources.filter(isScenario)).toEqual(['scenarios/single-node/topz/scenario.ts'])
  expect(sources).toContain('engine/simulation/simulation.ts')
  expect(sources.filter((source) => source.startsWith('node_modules/vite/'))).toEqual([])
})
