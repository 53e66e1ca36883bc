// `npm start`: installs what is missing, builds what is stale, serves the page on this machine.
import { installLibraries } from '../../workshop/installation.mjs'
import { pageFolder, preparePage } from '../../workshop/page.mjs'
import { pageServer } from './server.mjs'

const HOST = '127.0.0.1'
const FIRST_PORT = 4173
const PORTS_TO_TRY = 50

try {
  await installLibraries()
  await preparePage()
  const server = pageServer(pageFolder)
  const port = await listen(server)
  process.stdout.write(`Orrery is at http://${HOST}:${port}/  (Ctrl+C stops it)\n`)
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      server.close(() => process.exit(0))
      server.closeAllConnections()
    })
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

/**
 * Listens on the first free port.
 *
 * @param {import('node:http').Server} server
 * @returns {Promise<number>}
 */
async function listen(server) {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TO_TRY; port++) {
    if (await canListen(server, port)) return port
  }
  throw new Error(`no free port from ${FIRST_PORT} to ${FIRST_PORT + PORTS_TO_TRY - 1} on ${HOST}`)
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function canListen(server, port) {
  return new Promise((resolve, reject) => {
    /** @type {(error: NodeJS.ErrnoException) => void} */
    const refuse = (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error))
    server.once('error', refuse)
    server.listen(port, HOST, () => {
      server.off('error', refuse)
      resolve(true)
    })
  })
}
