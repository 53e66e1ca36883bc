/**
 * The determinism contract: the same run has the same fingerprint in Node, Chromium and Firefox.
 * A page runs every scenario and posts the fingerprints to a server on this machine; the browsers
 * need no driver for that.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from 'vite'
import { registry } from '../../scenarios/index.ts'
import { browserProgram } from '../../workshop/browsers.mjs'
import { root } from '../../workshop/root.mjs'
import { goldenTable } from '../support/golden.ts'

type Table = Awaited<ReturnType<typeof goldenTable>>

const folder = mkdtempSync(join(tmpdir(), 'orrery-determinism-'))
const types: { readonly [extension: string]: string } = {
  '.html': 'text/html',
  '.js': 'text/javascript',
}
let answered: (answer: { table?: Table; error?: string }) => void = () => {}
const server = createServer((request, response) => {
  if (request.method === 'POST') {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      response.end()
      answered(JSON.parse(body) as { table?: Table; error?: string })
    })
    return
  }
  const path = request.url === '/' ? '/index.html' : request.url!
  try {
    const content = readFileSync(join(folder, 'page', path))
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
    response.end(content)
  } catch {
    response.statusCode = 404
    response.end()
  }
})
let here: Table
let address = ''

beforeAll(async () => {
  await build({
    root: join(root, 'test/browser/determinism'),
    configFile: false,
    logLevel: 'error',
    build: { outDir: join(folder, 'page'), emptyOutDir: true, target: 'es2023' },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  here = await goldenTable()
}, 180_000)

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const browsers = {
  chromium: (profile: string) => [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    `--user-data-dir=${profile}`,
    address,
  ],
  firefox: (profile: string) => ['--headless', '--no-remote', '--profile', profile, address],
}

for (const name of ['chromium', 'firefox'] as const)
  test(
    `${name} comes to the same samples and fingerprints as Node`,
    { timeout: 180_000 },
    async () => {
      const program = browserProgram(name)
      expect(program, `${name} is not installed`).toBeDefined()
      const profile = mkdtempSync(join(tmpdir(), `orrery-${name}-`))
      const answer = new Promise<{ table?: Table; error?: string }>((resolve, reject) => {
        answered = resolve
        setTimeout(() => reject(new Error(`${name} did not answer`)), 170_000).unref()
      })
      const browser = spawn(program!, browsers[name](profile), { stdio: 'ignore', detached: true })
      try {
        const { table, error } = await answer
        expect(error).toBeUndefined()
        expect(Object.keys(table!.fingerprints).length).toBeGreaterThanOrEqual(registry.length * 2)
        expect(table).toEqual(here)
      } finally {
        process.kill(-browser.pid!, 'SIGKILL')
        await new Promise((resolve) => setTimeout(resolve, 300))
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
      }
    },
  )
