/** The page's end of the worker: questions that come back as promises, and a way to stop it. */
import type { Asks, Question, Reply } from './protocol.ts'
import { scriptUrl } from './trusted.ts'
// oxlint-disable-next-line import/default -- the builder makes this module of the worker
import workerUrl from './worker/engine.worker.ts?worker&url'

/** What the engine will not do, in its own words. */
class RefusedError extends Error {
  override readonly name = 'RefusedError'
}

/** A question that was given up, not one that failed. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
}

/** Hears how far an answer is: events, virtual time, and of a file how much has been read. */
type Progress = (events: number, at: number, share?: number) => void

interface Pending {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
  readonly onProgress: Progress | undefined
}

/** See the file's header. */
export class EngineClient {
  #worker: Worker | null = null
  #pending = new Map<number, Pending>()
  #next = 1

  /**
   * Asks the worker, starting it if need be. Aborting gives up this one question: the worker goes on
   * with it only if it is none that listens. @throws RefusedError, CancelledError
   */
  ask<K extends keyof Asks>(
    kind: K,
    ask: Asks[K]['ask'],
    onProgress?: Progress,
    signal?: AbortSignal,
  ): Promise<Asks[K]['answer']> {
    const worker = (this.#worker ??= this.#start())
    const id = this.#next++
    return new Promise<Asks[K]['answer']>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onProgress })
      const question: Question<K> = { id, kind, ask }
      worker.postMessage(question, [])
      signal?.addEventListener('abort', () => this.#giveUp(id))
    })
  }

  /** Gives up everything that is under way. What the worker knew of the latest run is lost. */
  cancel(): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#fail(new CancelledError('cancelled'))
  }

  #giveUp(id: number): void {
    const pending = this.#pending.get(id)
    if (!pending) return
    this.#pending.delete(id)
    this.#worker?.postMessage(
      { id: this.#next++, kind: 'stop', ask: { id } } satisfies Question,
      [],
    )
    pending.reject(new CancelledError('cancelled'))
  }

  #start(): Worker {
    const worker = new Worker(scriptUrl(workerUrl) as string, { type: 'module' })
    worker.addEventListener('message', (event: MessageEvent<Reply>) => this.#take(event.data))
    worker.addEventListener('error', (event) => {
      this.#worker = null
      this.#fail(new RefusedError(event.message || 'the worker with the engine does not start'))
    })
    return worker
  }

  #take(reply: Reply): void {
    const pending = this.#pending.get(reply.id)
    if (!pending) return
    if (reply.kind === 'progress') {
      pending.onProgress?.(reply.events, reply.at, reply.share)
      return
    }
    this.#pending.delete(reply.id)
    if (reply.kind === 'answer') pending.resolve(reply.value as never)
    else pending.reject(new RefusedError(reply.reason))
  }

  #fail(error: Error): void {
    const pending = this.#pending
    this.#pending = new Map()
    for (const { reject } of pending.values()) reject(error)
  }
}
