/** A worker of the pool in the browser. */
import type { SeedWorker } from './seed-pool.ts'
import type { SeedTaskAnswer } from './seed-task.ts'
import { scriptUrl } from './trusted.ts'
// oxlint-disable-next-line import/default -- the builder makes this module of the worker
import workerUrl from './worker/sweep.worker.ts?worker&url'

/** Starts one. A worker that dies says so in its answer; it answers every later task the same way. */
export function startSeedWorker(): SeedWorker {
  const worker = new Worker(scriptUrl(workerUrl) as string, { type: 'module' })
  let tell: ((answer: SeedTaskAnswer) => void) | null = null
  let broken: SeedTaskAnswer | null = null
  const hear = (answer: SeedTaskAnswer) => {
    tell?.(answer)
    tell = null
  }
  worker.addEventListener('message', (event: MessageEvent<SeedTaskAnswer>) => hear(event.data))
  worker.addEventListener('error', (event) => {
    broken = { kind: 'refused', reason: event.message || 'a worker has stopped' }
    hear(broken)
  })
  return {
    ask: (task) =>
      new Promise((resolve) => {
        if (broken) {
          resolve(broken)
          return
        }
        tell = resolve
        worker.postMessage(task, [])
      }),
    stop() {
      worker.terminate()
      hear({ kind: 'refused', reason: 'stopped' })
    },
  }
}
