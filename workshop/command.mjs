// Runs another program and waits for its end.
import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/** Programs under way, ended with us. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * @typedef {object} Ending
 * @property {number} code exit code; 124 after the time limit, 127 if the program can't be started
 * @property {string} output all that it printed, empty when `isShown`
 * @property {number} seconds
 */

/**
 * @param {readonly string[]} command program and arguments; `node` is the Node that runs us
 * @param {{ isShown?: boolean, limitSeconds?: number, environment?: Record<string, string> }} [options]
 *   `isShown` passes its output on to the error output as it comes
 * @returns {Promise<Ending>}
 */
export function run([program = '', ...rest], options = {}) {
  const { isShown = false, limitSeconds = 0, environment = {} } = options
  const begin = process.hrtime.bigint()
  const child = spawn(program === 'node' ? process.execPath : program, rest, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', isShown ? 2 : 'pipe', isShown ? 2 : 'pipe'],
    detached: process.platform !== 'win32', // a group of its own, so that its children end too
  })
  running.add(child)
  /** @type {Buffer[]} */
  const chunks = []
  child.stdout?.on('data', (chunk) => chunks.push(chunk))
  child.stderr?.on('data', (chunk) => chunks.push(chunk))
  let isLate = false
  const limit = limitSeconds
    ? setTimeout(() => {
        isLate = true
        end(child)
      }, limitSeconds * 1000)
    : undefined
  return new Promise((resolve) => {
    /** @type {(code: number, more?: string) => void} */
    const finish = (code, more = '') => {
      clearTimeout(limit)
      running.delete(child)
      const seconds = Number(process.hrtime.bigint() - begin) / 1e9
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') + more, seconds })
    }
    child.on('error', (error) => finish(127, `cannot start ${program}: ${error.message}\n`))
    child.on('close', (code, signal) => {
      if (isLate) finish(124, `\nended: it took longer than ${limitSeconds} s\n`)
      else finish(code ?? 1, signal ? `\nended by ${signal}\n` : '')
    })
  })
}

/** Ends what is still under way when this process is told to stop, then stops with 130 or 143. */
export function stopTogether() {
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])) {
    process.once(signal, () => {
      for (const child of running) end(child)
      process.exit(code)
    })
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function end(child) {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch {
    // it ended by itself in this very moment
  }
}
