import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageServer } from '../../../ui/serve/server.mjs'

let outside = ''
let port = 0
let server: ReturnType<typeof pageServer>

beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), 'orrery-server-'))
  const folder = join(outside, 'page')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(outside, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'index.html'), '<script nonce="ORRERY_NONCE"></script>')
  writeFileSync(join(folder, 'assets/app-1.js'), 'export {}')
  symlinkSync(join(outside, 'secret.txt'), join(folder, 'link.txt'))
  server = pageServer(folder)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(outside, { recursive: true })
})

/** Sends the very bytes, since a client would tidy up a hostile path, and waits for the answer. */
function send(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write(request))
    let answer = ''
    socket.on('data', (data) => (answer += data.toString('latin1')))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

function get(path: string, more = ''): Promise<string> {
  return send(`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n${more}\r\n`)
}

test('the page is served with its own nonce in the policy and in the text', async () => {
  const answer = await get('/')
  expect(answer).toMatch(/^HTTP\/1\.1 200/)
  const nonce = /'nonce-([^']+)'/.exec(answer)?.[1]
  expect(answer).toContain(`<script nonce="${nonce}">`)
  expect(await get('/')).not.toContain(`'nonce-${nonce}'`)
})

test('the policy admits no inline script and asks for trusted types', async () => {
  const policy = /^Content-Security-Policy: (.*)$/m.exec(await get('/'))?.[1] ?? ''
  expect(policy).toContain("default-src 'self'; script-src 'self';")
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).not.toContain('unsafe')
})

test('a script has its type, a lasting cache entry and no sniffing', async () => {
  const answer = await get('/assets/app-1.js?v=1')
  expect(answer).toContain('Content-Type: text/javascript')
  expect(answer).toContain('immutable')
  expect(answer).toContain('X-Content-Type-Options: nosniff')
})

test('HEAD answers without the content', async () => {
  const answer = await send('HEAD / HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 200/)
  expect(answer).toMatch(/\r\n\r\n$/)
})

test.each([
  ['a foreign host', 'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n', 403],
  ['a host that begins like ours', 'GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n', 403],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 403],
  [
    'a foreign origin',
    'GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n\r\n',
    403,
  ],
  ['an opaque origin', 'GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n\r\n', 403],
  [
    'a preflight',
    'OPTIONS / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n' +
      'Access-Control-Request-Method: GET\r\n\r\n',
    403,
  ],
  ['a POST', 'POST / HTTP/1.1\r\nHost: localhost\r\n\r\n', 405],
  ['a huge body', 'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n', 413],
  [
    'a chunked body',
    'GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n',
    413,
  ],
])('%s is refused', async (_what, request, status) => {
  const answer = await send(request)
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`))
  expect(answer).not.toContain('Access-Control-Allow')
})

test.each([
  ['dots', '/../secret.txt'],
  ['an encoded slash', '/..%2fsecret.txt'],
  ['a backslash', '/..\\secret.txt'],
  ['an encoded backslash', '/..%5csecret.txt'],
  ['double encoding', '/%252e%252e%252fsecret.txt'],
  ['an absolute path', '//etc/passwd'],
  ['an absolute address', 'http://localhost/index.html'],
  ['a link out of the folder', '/link.txt'],
  ['a null byte', '/index.html%00.js'],
  ['half an escape', '/%e0%a4%a'],
  ['a folder', '/assets/'],
  ['a name that objects inherit', '/constructor'],
])('%s leads to no file', async (_what, path) => {
  const answer = await get(path)
  expect(answer).toMatch(/^HTTP\/1\.1 404/)
  expect(answer).not.toContain('secret')
})

test('it waits ten seconds for slow headers, and not for ever', () => {
  expect(server.headersTimeout).toBe(10_000)
  expect(server.requestTimeout).toBe(10_000)
})

test.each([
  ['/', "'self'"],
  ['/?embed', '*'],
  ['/?seed=7&embed=1', '*'],
  ['/?embedded', "'self'"],
  ['/?x=embed', "'self'"],
  ['/assets/app-1.js?embed', "'self'"],
])('%s may be framed by %s', async (path, who) => {
  const policy = /^Content-Security-Policy: (.*)$/m.exec(await get(path))?.[1] ?? ''
  expect(policy).toContain(`frame-ancestors ${who};`)
})
