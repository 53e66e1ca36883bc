import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { stackOf } from '../../cli/stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'orrery-stack-'))
const url = (name: string) => pathToFileURL(join(folder, name)).href

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function errorAt(...places: string[]): Error {
  const error = new Error('oh')
  error.stack = ['Error: oh', ...places.map((place) => `    at go (${place})`)].join('\n')
  return error
}

test('a place in a built file is told as a place in its source', () => {
  // The second line of the built file comes from the fourth of its source, two columns in.
  const map = { version: 3, sources: ['../source/go.ts'], names: [], mappings: ';AAGE' }
  writeFileSync(join(folder, 'built.js.map'), JSON.stringify(map))
  const stack = stackOf(errorAt(`${url('built.js')}:2:1`, 'node:internal/process:9:9'))
  expect(stack.split('\n')).toEqual([
    'Error: oh',
    `    at go (${join(folder, '../source/go.ts')}:4:3)`,
    '    at go (node:internal/process:9:9)',
  ])
})

test('a place in a file without a map, or with a torn one, stays as it is', () => {
  writeFileSync(join(folder, 'torn.js.map'), '{"version":3,')
  const error = errorAt(`${url('none.js')}:1:1`, `${url('torn.js')}:1:1`)
  expect(stackOf(error)).toBe(error.stack)
})

test('an error that has no stack is its message', () => {
  const error = new Error('only this')
  delete error.stack
  expect(stackOf(error)).toBe('only this')
})
