// A small server for the built page: this machine only, reading only, a fixed list of files.
import { randomBytes } from 'node:crypto'
import { lstatSync, readFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { headersFor, withNonce } from './policy.mjs'

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
}

const ownNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * A server for the files of one folder; call `listen` on it. A path is looked up in the list of
 * the folder's files, taken when the page itself is asked for, so that no spelling of a path
 * leads out of the folder; links in it are not followed.
 *
 * @param {string} folder
 * @returns {import('node:http').Server}
 */
export function pageServer(folder) {
  let files = listFiles(folder)
  const server = createServer(
    // A missing Host is answered by us, like a foreign one.
    {
      requireHostHeader: false,
      headersTimeout: 10_000,
      requestTimeout: 10_000,
      keepAliveTimeout: 5000,
    },
    (request, response) => {
      const nonce = randomBytes(16).toString('base64')
      const headers = headersFor(nonce, { isEmbedded: isEmbedded(request.url ?? '') })
      const refusal = refuse(request)
      if (refusal) {
        response.writeHead(refusal.status, {
          ...headers,
          ...refusal.headers,
          'Content-Type': 'text/plain; charset=utf-8',
          Connection: 'close',
        })
        response.end(`${refusal.reason}\n`)
        return
      }
      const name = fileName(request.url ?? '')
      if (name === 'index.html') files = listFiles(folder)
      const file = name === undefined ? undefined : files.get(name)
      const content = file && read(file, nonce)
      if (!file || !content) {
        response.writeHead(404, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' })
        response.end('no such file\n')
        return
      }
      response.writeHead(200, {
        ...headers,
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Content-Length': content.byteLength,
        // Built files have a hash of their content in their names; the page itself has not.
        'Cache-Control': name?.startsWith('assets/') ? 'max-age=31536000, immutable' : 'no-store',
      })
      response.end(request.method === 'HEAD' ? undefined : content)
    },
  )
  server.maxConnections = 256
  return server
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {{ status: number, reason: string, headers?: Record<string, string> } | undefined}
 */
function refuse({ method, headers }) {
  if (!isOwn(headers.host)) return { status: 403, reason: 'this server answers to localhost only' }
  const { origin } = headers
  if (origin !== undefined && !(origin.startsWith('http://') && isOwn(origin.slice(7))))
    return { status: 403, reason: 'this server answers its own page only' }
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, reason: 'only GET and HEAD', headers: { Allow: 'GET, HEAD' } }
  if (Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined)
    return { status: 413, reason: 'a request has no body here' }
  return undefined
}

/**
 * @param {string | undefined} host a name with or without a port
 */
function isOwn(host) {
  return host !== undefined && ownNames.has(host.toLowerCase().replace(/:\d{1,5}$/, ''))
}

/**
 * Name of the file that a request's target asks for, decoded once, or undefined for a target
 * that is no path.
 *
 * @param {string} target
 */
function fileName(target) {
  const [path = ''] = target.split(/[?#]/, 1)
  if (!path.startsWith('/')) return undefined
  try {
    return decodeURIComponent(path.slice(1)) || 'index.html'
  } catch {
    return undefined
  }
}

/**
 * Whether the page is asked for as one that shows itself within another: `/?embed`.
 *
 * @param {string} target
 */
function isEmbedded(target) {
  return /^\/(?:index\.html)?\?(?:[^#]*&)?embed(?:[=&#]|$)/.test(target)
}

/**
 * @param {string} folder
 * @param {string} [prefix]
 * @returns {Map<string, string>} path by name
 */
function listFiles(folder, prefix = '') {
  /** @type {Map<string, string>} */
  const files = new Map()
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isFile()) files.set(prefix + entry.name, path)
    else if (entry.isDirectory())
      for (const [name, inner] of listFiles(path, `${prefix}${entry.name}/`)) files.set(name, inner)
  }
  return files
}

/**
 * @param {string} path
 * @param {string} nonce
 * @returns {Buffer | undefined} undefined if the file has gone, or has become a link, meanwhile
 */
function read(path, nonce) {
  try {
    if (!lstatSync(path).isFile()) return undefined
    const content = readFileSync(path)
    if (extname(path) !== '.html') return content
    return Buffer.from(withNonce(content.toString('utf8'), nonce))
  } catch {
    return undefined
  }
}
