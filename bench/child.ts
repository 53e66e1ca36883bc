/** Processes that this one starts, so that none outlives it. */
import { fork, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const running = new Set<ChildProcess>()

/** What a program came to: its exit code and what it printed. */
export interface Ending {
  readonly code: number
  readonly output: string
  readonly errors: string
  /** Wall-clock seconds from start to end. */
  readonly seconds: number
  /** The most memory it held, bytes; 0 where the system does not tell. */
  readonly peakBytes: number
}

/** Starts a worker of the bench. Both streams of words are its own; orders go by messages. */
export function startWorker(): ChildProcess {
  const file = fileURLToPath(new URL('./worker.js', import.meta.url))
  const options = ['--expose-gc', '--max-old-space-size=4096', '--enable-source-maps']
  return keep(fork(file, [], { execArgv: options, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }))
}

/**
 * Runs a program to its end. `peakOf` reads the most memory that a process has held so far; where
 * it is given, it is asked again and again.
 */
export function runProgram(
  [program, ...words]: readonly [string, ...string[]],
  options: {
    readonly folder?: string
    readonly environment?: Record<string, string>
    readonly peakOf?: (pid: number) => number
  } = {},
): Promise<Ending> {
  const begin = process.hrtime.bigint()
  const child = keep(
    spawn(program, words, {
      cwd: options.folder,
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  )
  let output = ''
  let errors = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (errors += chunk))
  let peakBytes = 0
  const { peakOf } = options
  const look = peakOf && child.pid !== undefined ? { peakOf, pid: child.pid } : null
  const timer = look
    ? setInterval(() => (peakBytes = Math.max(peakBytes, look.peakOf(look.pid))), 50)
    : undefined
  return new Promise((resolve) => {
    const finish = (code: number) => {
      clearInterval(timer)
      const seconds = Number(process.hrtime.bigint() - begin) / 1e9
      resolve({ code, output, errors, seconds, peakBytes })
    }
    child.on('error', (error) => {
      errors += error.message
      finish(127)
    })
    child.on('close', (code) => finish(code ?? 1))
  })
}

/** Ends what is under way when this process is told to stop, then stops with 130 or 143. */
export function stopTogether(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => {
      for (const child of running) child.kill('SIGKILL')
      process.stderr.write('\nstopped; nothing was written\n')
      process.exit(code)
    })
}

function keep(child: ChildProcess): ChildProcess {
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}
