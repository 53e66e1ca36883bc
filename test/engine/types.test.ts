/** What the compiler says to an author: that it refuses, and that its words can be read. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const project = join(import.meta.dirname, '../..')
const handlers: Record<string, string> = {
  'wrong-node': `search(_state, _message, ctx) { ctx.nodes('leafs') },`,
  'plain-name': `search(_state, _message, ctx) { ctx.send('leaf-1', 'lookup', { query: '' }) },`,
  'wrong-message': `search(_state, _message, ctx) { ctx.send(ctx.nodes('leaf')[0]!, 'look', { query: '' }) },`,
  'missing-handler': ``,
  async: `async search(_state, _message, ctx) { ctx.note('') },`,
  generator: `*search(_state, _message, ctx) { ctx.note('') },`,
}

let folder: string
const said = new Map<string, string>()

beforeAll(() => {
  mkdirSync(join(project, 'build'), { recursive: true })
  folder = mkdtempSync(join(project, 'build/types-test-'))
  for (const [name, handler] of Object.entries(handlers))
    writeFileSync(
      join(folder, `${name}.ts`),
      `import { behavior } from '../../engine/index.ts'
type Search = { root: { search: { query: string } }; leaf: { lookup: { query: string } } }
export const root = behavior<Search, 'root', object>({ init: () => ({}), on: { ${handler} } })
`,
    )
  const config = {
    extends: '../../tsconfig.base.json',
    compilerOptions: {
      composite: false,
      noEmit: true,
      emitDeclarationOnly: false,
      rootDir: '../..',
    },
    include: ['*.ts'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(project, 'node_modules/typescript/bin/tsc')
  let output = ''
  try {
    execFileSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' })
  } catch (error) {
    output = (error as { stdout: string }).stdout
  }
  let name = ''
  for (const line of output.split('\n')) {
    name = /([a-z-]+)\.ts\(\d+,\d+\): error/.exec(line)?.[1] ?? name
    said.set(name, `${said.get(name) ?? ''}${line}\n`)
  }
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each<[string, RegExp]>([
  ['wrong-node', /'"leafs"' is not assignable to parameter of type 'Role<Search>'/],
  ['plain-name', /'(string|"leaf-1")' is not assignable to parameter of type 'NodeId</],
  ['wrong-message', /'"look"' is not assignable to parameter of type '"lookup"'/],
  ['missing-handler', /Property 'search' is missing in type '\{\}'/],
  ['async', /'Promise<void>' is not assignable to type 'undefined'/],
  ['generator', /'Generator<never, void, unknown>' is not assignable to type 'undefined'/],
])('%s is refused in words that name the mistake', (name, words) => {
  expect(said.get(name)).toMatch(words)
})

test('a mistake is told in a few lines', () => {
  for (const [name, text] of said) if (name) expect(text.split('\n').length, text).toBeLessThan(12)
})
