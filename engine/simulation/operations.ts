/** Operations that are open: client calls that have begun and not ended. */
import type { Stream, Streams } from '../clockwork/random.ts'
import type { Outcome } from '../model/protocol.ts'
import type { OperationRecord } from './watcher.ts'

/** An open operation, with the workload and user that wait for its end. */
export interface OpenOperation extends OperationRecord {
  /** The workload it came from, by index, or −1; and its user. */
  readonly source: number
  readonly user: number
}

/** See the file's header. */
export class Operations {
  begun = 0
  readonly ended: { [K in Outcome]: number } = { ok: 0, fail: 0, info: 0 }
  readonly #open = new Map<number, OpenOperation>()
  readonly #byId = new Map<string, number>()
  readonly #streams: Streams

  constructor(streams: Streams) {
    this.#streams = streams
  }

  begin(operation: Omit<OpenOperation, 'index'>): OpenOperation {
    const opened = { ...operation, index: this.begun++ }
    this.#open.set(opened.index, opened)
    this.#byId.set(opened.id, opened.index)
    return opened
  }

  get(index: number): OpenOperation | undefined {
    return this.#open.get(index)
  }

  find(id: string): OpenOperation | undefined {
    const index = this.#byId.get(id)
    return index === undefined ? undefined : this.#open.get(index)
  }

  end(operation: OpenOperation, outcome: Outcome): void {
    this.#open.delete(operation.index)
    this.#byId.delete(operation.id)
    this.#streams.release(streamName(operation))
    this.ended[outcome]++
  }

  /**
   * The operation's own stream, from which work done for it draws its times, so that they do not
   * depend on who does the work.
   */
  random(operation: OpenOperation): Stream {
    return this.#streams.stream(streamName(operation))
  }

  save(): unknown {
    return { begun: this.begun, ended: { ...this.ended }, open: [...this.#open.values()] }
  }

  load(saved: unknown): void {
    const { begun, ended, open } = saved as {
      begun: number
      ended: { [K in Outcome]: number }
      open: readonly OpenOperation[]
    }
    this.begun = begun
    Object.assign(this.ended, ended)
    this.#open.clear()
    this.#byId.clear()
    for (const operation of open) {
      this.#open.set(operation.index, operation)
      this.#byId.set(operation.id, operation.index)
    }
  }
}

function streamName(operation: OperationRecord): string {
  return `operation ${operation.id}`
}
