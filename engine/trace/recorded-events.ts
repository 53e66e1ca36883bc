/** The packed events of a record, seen as the columns of a trace. */
import { EventCursor } from './event-cursor.ts'
import type { EventColumns, TraceEvents } from './format.ts'
import type { Lexicon } from './lexicon.ts'
import type { Page } from './page.ts'

/** See the file's header. The columns are made when the first of them is asked for. */
export class RecordedEvents implements TraceEvents {
  readonly length: number
  readonly #pages: readonly Page[]
  readonly #lexicon: Lexicon
  #cached: EventColumns | null = null
  /** For single messages. */
  readonly #looking: EventCursor

  constructor(pages: readonly Page[], length: number, lexicon: Lexicon) {
    this.length = length
    this.#pages = pages
    this.#lexicon = lexicon
    this.#looking = this.cursor()
  }

  cursor(): EventCursor {
    return new EventCursor(this.#pages, this.length, this.#lexicon)
  }

  message(seq: number): object | null {
    if (!Number.isInteger(seq) || seq < 0 || seq >= this.length) return null
    this.#looking.goTo(seq)
    return this.#looking.message()
  }

  columns(): EventColumns {
    return columnsOf(this.cursor(), this.length)
  }
  get at() {
    return this.#columns.at
  }
  get kind() {
    return this.#columns.kind
  }
  get node() {
    return this.#columns.node
  }
  get peer() {
    return this.#columns.peer
  }
  get type() {
    return this.#columns.type
  }
  get cause() {
    return this.#columns.cause
  }
  get operation() {
    return this.#columns.operation
  }
  get value() {
    return this.#columns.value
  }
  get detail() {
    return this.#columns.detail
  }
  get #columns(): EventColumns {
    return (this.#cached ??= columnsOf(this.cursor(), this.length))
  }
}

function columnsOf(cursor: EventCursor, length: number): EventColumns {
  const columns = {
    length,
    at: new Float64Array(length),
    kind: new Uint8Array(length),
    node: new Int32Array(length),
    peer: new Int32Array(length),
    type: new Int32Array(length),
    cause: new Int32Array(length),
    operation: new Int32Array(length),
    value: new Float64Array(length),
    detail: new Int32Array(length),
  }
  const { at, kind, node, peer, type, cause, operation, value, detail } = columns
  for (let seq = 0; cursor.next(); seq++) {
    at[seq] = cursor.at
    kind[seq] = cursor.kind
    node[seq] = cursor.node
    peer[seq] = cursor.peer
    type[seq] = cursor.type
    cause[seq] = cursor.cause
    operation[seq] = cursor.operation
    value[seq] = cursor.value
    detail[seq] = cursor.detail
  }
  return columns
}
