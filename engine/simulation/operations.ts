/** Operations that are open: client calls that have begun and not ended. */
import type { Family } from '../clockwork/family.ts'
import { keyOf } from '../clockwork/key.ts'
import { Stream } from '../clockwork/random.ts'
import type { Streams } from '../clockwork/random.ts'
import type { Micros } from '../clockwork/time.ts'
import type { Outcome, Plain } from '../model/protocol.ts'
import type { OperationRecord } from './watcher.ts'

/** What is known of an operation when it begins. */
export interface Beginning {
  /** Who begins such operations: a workload's name, or a node's and the kind. */
  readonly name: string
  /** Which one of that name, from 1. Its id is both: `users#12`. */
  readonly number: number
  readonly process: string
  readonly kind: string
  readonly key: string | undefined
  readonly input: Plain
  readonly start: Micros
  /** The workload it came from, by index, or −1; and its user. */
  readonly source: number
  readonly user: number
}

/** An open operation, with the workload and user that wait for its end. */
export class OpenOperation implements OperationRecord {
  readonly index: number
  readonly name: string
  readonly number: number
  readonly process: string
  readonly kind: string
  readonly key: string | undefined
  readonly input: Plain
  readonly start: Micros
  startSeq: number
  readonly source: number
  readonly user: number
  /** Its four words among the streams. */
  readonly place: number

  constructor(index: number, place: number, startSeq: number, beginning: Beginning) {
    this.index = index
    this.place = place
    this.startSeq = startSeq
    this.name = beginning.name
    this.number = beginning.number
    this.process = beginning.process
    this.kind = beginning.kind
    this.key = beginning.key
    this.input = beginning.input
    this.start = beginning.start
    this.source = beginning.source
    this.user = beginning.user
  }

  get id(): string {
    return `${this.name}#${this.number}`
  }
}

/** See the file's header. */
export class Operations {
  begun = 0
  readonly ended: { [K in Outcome]: number } = { ok: 0, fail: 0, info: 0 }
  readonly #open = new Map<number, OpenOperation>()
  /** By id; made when somebody first asks by id. */
  #byId: Map<string, OpenOperation> | null = null
  readonly #family: Family
  /** Where the operations' streams stand, four words each; a carry of −1 before the first draw. */
  #words = new Int32Array(64)
  readonly #free: number[] = []
  #places = 0
  readonly #stream = new Stream('operation', () => ({ c: 1, s0: 0, s1: 0, s2: 0 }))

  constructor(streams: Streams) {
    this.#family = streams.family('operation')
  }

  begin(beginning: Beginning, startSeq: number): OpenOperation {
    const place = this.#free.length > 0 ? this.#free.pop()! : this.#newPlace()
    this.#words[place * 4 + 3] = -1
    const opened = new OpenOperation(this.begun++, place, startSeq, beginning)
    this.#open.set(opened.index, opened)
    this.#byId?.set(opened.id, opened)
    return opened
  }

  get(index: number): OpenOperation | undefined {
    return index < 0 ? undefined : this.#open.get(index)
  }

  find(id: string): OpenOperation | undefined {
    this.#byId ??= new Map([...this.#open.values()].map((operation) => [operation.id, operation]))
    return this.#byId.get(id)
  }

  end(operation: OpenOperation, outcome: Outcome): void {
    this.#open.delete(operation.index)
    this.#byId?.delete(operation.id)
    this.#free.push(operation.place)
    this.ended[outcome]++
  }

  /**
   * The operation's own stream, from which work done for it draws its times, so that they do not
   * depend on who does the work. Valid until {@link Operations.rest}, which must follow.
   */
  random({ place, name, number }: OpenOperation): Stream {
    const words = this.#words
    if (words[place * 4 + 3]! < 0) {
      const { first, second } = keyOf(name)
      this.#family.begin(words, place * 4, first, second, number)
    }
    this.#stream.seat(words, place * 4)
    return this.#stream
  }

  /** Remembers how far the stream of an operation has come. */
  rest(operation: OpenOperation): void {
    this.#stream.rest(this.#words, operation.place * 4)
  }

  save(): unknown {
    return {
      begun: this.begun,
      ended: { ...this.ended },
      open: [...this.#open.values()],
      words: this.#words.slice(0, this.#places * 4),
      free: [...this.#free],
    } satisfies Saved
  }

  load(saved: unknown): void {
    const { begun, ended, open, words, free } = saved as Saved
    this.begun = begun
    Object.assign(this.ended, ended)
    this.#open.clear()
    this.#byId = null
    for (const operation of open) this.#open.set(operation.index, operation)
    this.#places = words.length / 4
    this.#words = words.slice()
    this.#free.length = 0
    this.#free.push(...free)
  }

  #newPlace(): number {
    if (this.#places * 4 >= this.#words.length) {
      const words = new Int32Array(Math.max(64, this.#words.length * 2))
      words.set(this.#words)
      this.#words = words
    }
    return this.#places++
  }
}

interface Saved {
  readonly begun: number
  readonly ended: { readonly [K in Outcome]: number }
  readonly open: readonly OpenOperation[]
  readonly words: Int32Array
  readonly free: readonly number[]
}
