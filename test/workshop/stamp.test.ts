import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from '../../workshop/root.mjs'
import { stampOf } from '../../workshop/stamp.mjs'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(root, 'node_modules/.orrery-stamp-'))
  writeFileSync(join(folder, 'source.ts'), 'one')
  writeFileSync(join(folder, 'built.js'), 'one')
  // Long ago, since a file system may give two writes of the same moment the same time.
  utimesSync(join(folder, 'source.ts'), 1000, 1000)
})

afterEach(() => rmSync(folder, { recursive: true }))

function stamp() {
  const name = `node_modules/${basename(folder)}`
  const inputs = [`${name}/source.ts`, `${name}/absent.ts`]
  return stampOf({ name: `${name}/stamp`, inputs, outputs: [`${name}/built.js`] })
}

test('what was never built is stale', () => {
  expect(stamp().isFresh).toBe(false)
})

test('what was built is fresh', () => {
  stamp().write()
  expect(stamp().isFresh).toBe(true)
})

test('a changed source is stale, even at the same size', () => {
  stamp().write()
  writeFileSync(join(folder, 'source.ts'), 'two')
  expect(stamp().isFresh).toBe(false)
})

test('a source saved unchanged is fresh', () => {
  stamp().write()
  utimesSync(join(folder, 'source.ts'), 1, 1)
  expect(stamp().isFresh).toBe(true)
})

test('a new source is stale', () => {
  stamp().write()
  writeFileSync(join(folder, 'absent.ts'), 'new')
  expect(stamp().isFresh).toBe(false)
})

test('a missing output is stale', () => {
  stamp().write()
  rmSync(join(folder, 'built.js'))
  expect(stamp().isFresh).toBe(false)
})

test('a source saved while building leaves the result stale', () => {
  const before = stamp()
  writeFileSync(join(folder, 'source.ts'), 'two')
  before.write()
  expect(stamp().isFresh).toBe(false)
})

test('a torn stamp is stale, not an error', () => {
  stamp().write()
  writeFileSync(join(folder, 'stamp'), '{"quick":')
  expect(stamp().isFresh).toBe(false)
})
