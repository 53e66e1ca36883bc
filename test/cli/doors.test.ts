import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runnerImport } from 'vite'
import { scenarioDoors } from '../../cli/doors.ts'
import { prepareBundle } from '../../workshop/bundle.mjs'
import { root } from '../../workshop/root.mjs'

const base = pathToFileURL(join(root, 'build/cli/main.js')).href
let folder = ''

beforeAll(async () => {
  await prepareBundle('cli')
  folder = mkdtempSync(join(tmpdir(), 'orrery-doors-'))
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

/** Compiles and runs a file outside of the project, as the command does. */
async function load(name: string, text: string): Promise<Record<string, unknown>> {
  const file = join(folder, name)
  writeFileSync(file, text)
  const { module } = await runnerImport<Record<string, unknown>>(file, {
    configFile: false,
    logLevel: 'error',
    plugins: [scenarioDoors(base)],
  })
  return module
}

test('files outside of the project share one instance of the engine', async () => {
  const one = await load('one.orrery.ts', `export { Streams } from 'orrery-sim'`)
  const two = await load(
    'two.orrery.ts',
    `import { Streams } from 'orrery-sim'; export { Streams }`,
  )
  expect(one['Streams']).toBeTypeOf('function')
  expect(two['Streams']).toBe(one['Streams'])
})
