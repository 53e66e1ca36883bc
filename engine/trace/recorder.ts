/** Keeps trace events in columns that grow. */
import { copy } from '../clockwork/plain.ts'
import type { EventWatcher } from '../simulation/watcher.ts'
import type { EventColumns } from './format.ts'

/** See the file's header. */
export class Recorder implements EventWatcher {
  #length = 0
  #at = new Float64Array(1024)
  #kind = new Uint8Array(1024)
  #node = new Int32Array(1024)
  #peer = new Int32Array(1024)
  #type = new Int32Array(1024)
  #cause = new Int32Array(1024)
  #operation = new Int32Array(1024)
  #value = new Float64Array(1024)
  #detail = new Int32Array(1024)
  readonly #message: (object | null)[] = []

  event(
    seq: number,
    at: number,
    kind: number,
    node: number,
    peer: number,
    type: number,
    cause: number,
    operation: number,
    value: number,
    detail: number,
    message: object | null,
  ): void {
    if (seq === this.#at.length) this.#grow()
    this.#at[seq] = at
    this.#kind[seq] = kind
    this.#node[seq] = node
    this.#peer[seq] = peer
    this.#type[seq] = type
    this.#cause[seq] = cause
    this.#operation[seq] = operation
    this.#value[seq] = value
    this.#detail[seq] = detail
    // The receiver may keep and change what it was given; the trace must not follow.
    this.#message[seq] = message === null ? null : copy(message)
    this.#length = seq + 1
  }

  /** The events so far, without copying them: columns may be longer than `length`. */
  get columns(): EventColumns {
    return {
      length: this.#length,
      at: this.#at.subarray(0, this.#length),
      kind: this.#kind.subarray(0, this.#length),
      node: this.#node.subarray(0, this.#length),
      peer: this.#peer.subarray(0, this.#length),
      type: this.#type.subarray(0, this.#length),
      cause: this.#cause.subarray(0, this.#length),
      operation: this.#operation.subarray(0, this.#length),
      value: this.#value.subarray(0, this.#length),
      detail: this.#detail.subarray(0, this.#length),
      message: this.#message.slice(0, this.#length),
    }
  }

  save(): unknown {
    return this.#length
  }

  /** Forgets what came after the snapshot. */
  load(saved: unknown): void {
    this.#length = saved as number
    this.#message.length = this.#length
  }

  #grow(): void {
    const length = this.#at.length * 2
    this.#at = grown(this.#at, new Float64Array(length))
    this.#kind = grown(this.#kind, new Uint8Array(length))
    this.#node = grown(this.#node, new Int32Array(length))
    this.#peer = grown(this.#peer, new Int32Array(length))
    this.#type = grown(this.#type, new Int32Array(length))
    this.#cause = grown(this.#cause, new Int32Array(length))
    this.#operation = grown(this.#operation, new Int32Array(length))
    this.#value = grown(this.#value, new Float64Array(length))
    this.#detail = grown(this.#detail, new Int32Array(length))
  }
}

function grown<T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
