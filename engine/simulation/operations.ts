/** Operations that are open: client calls that have begun and not ended. */
import { keyOf } from '../clockwork/key.ts'
import type { Stream, Streams } from '../clockwork/random.ts'
import { StreamTable } from '../clockwork/stream-table.ts'
import type { Micros } from '../clockwork/time.ts'
import type { Outcome, Plain } from '../model/protocol.ts'
import type { OperationRecord } from './watcher.ts'

/** An open operation, with the workload and user that wait for its end. */
export class OpenOperation implements OperationRecord {
  declare readonly index: number
  /** Who begins such operations: a workload's name, or a node's and the kind. */
  declare readonly name: string
  /** Which one of that name, from 1. */
  declare readonly number: number
  declare readonly process: string
  declare readonly kind: string
  declare readonly key: string | undefined
  declare readonly input: Plain
  declare readonly start: Micros
  /** The trace event of its beginning; until there is one, the next. */
  declare startSeq: number
  /** The workload it came from, by index, or −1; and its user. */
  declare readonly source: number
  declare readonly user: number
  /** Its place among the streams. */
  declare readonly place: number

  constructor(
    index: number,
    place: number,
    name: string,
    number: number,
    process: string,
    kind: string,
    key: string | undefined,
    input: Plain,
    start: Micros,
    startSeq: number,
    source: number,
    user: number,
  ) {
    this.index = index
    this.place = place
    this.name = name
    this.number = number
    this.process = process
    this.kind = kind
    this.key = key
    this.input = input
    this.start = start
    this.startSeq = startSeq
    this.source = source
    this.user = user
  }

  /** `users#12` */
  get id(): string {
    return `${this.name}#${this.number}`
  }
}

/** How many of the latest operations have a place of their own; a power of two. */
const recentCount = 256

/** See the file's header. */
export class Operations {
  begun = 0
  readonly ended: { [K in Outcome]: number } = { ok: 0, fail: 0, info: 0 }
  /** The latest ones, each where the end of its index says. */
  readonly #recent: (OpenOperation | null)[] = Array<null>(recentCount).fill(null)
  /** Those that were open when a later one needed their place. */
  readonly #lasting = new Map<number, OpenOperation>()
  /** By id; made when somebody first asks by id. */
  #byId: Map<string, OpenOperation> | null = null
  readonly #streams: StreamTable
  readonly #free: number[] = []
  #places = 0

  constructor(streams: Streams) {
    this.#streams = new StreamTable(streams.family('operation'))
  }

  /** Begins an operation; see {@link OpenOperation} for what is said of it. */
  begin(
    name: string,
    number: number,
    process: string,
    kind: string,
    key: string | undefined,
    input: Plain,
    start: Micros,
    startSeq: number,
    source: number,
    user: number,
  ): OpenOperation {
    const place = this.#free.length > 0 ? this.#free.pop()! : this.#places++
    const opened = new OpenOperation(
      this.begun++,
      place,
      name,
      number,
      process,
      kind,
      key,
      input,
      start,
      startSeq,
      source,
      user,
    )
    this.#keep(opened)
    this.#byId?.set(opened.id, opened)
    return opened
  }

  get(index: number): OpenOperation | undefined {
    if (index < 0) return undefined
    const recent = this.#recent[index & (recentCount - 1)]!
    if (recent !== null && recent.index === index) return recent
    return this.#lasting.size > 0 ? this.#lasting.get(index) : undefined
  }

  find(id: string): OpenOperation | undefined {
    this.#byId ??= new Map(this.#all().map((operation) => [operation.id, operation]))
    return this.#byId.get(id)
  }

  end(operation: OpenOperation, outcome: Outcome): void {
    const at = operation.index & (recentCount - 1)
    if (this.#recent[at] === operation) this.#recent[at] = null
    else this.#lasting.delete(operation.index)
    this.#byId?.delete(operation.id)
    this.#streams.forget(operation.place)
    this.#free.push(operation.place)
    this.ended[outcome]++
  }

  /**
   * The operation's own stream, from which work done for it draws its times, so that they do not
   * depend on who does the work. Valid until it is asked for of another operation.
   */
  random({ place, name, number }: OpenOperation): Stream {
    if (!this.#streams.has(place)) {
      const { first, second } = keyOf(name)
      this.#streams.begin(place, first, second, number)
    }
    return this.#streams.at(place)
  }

  save(): unknown {
    return {
      begun: this.begun,
      ended: { ...this.ended },
      open: this.#all(),
      places: this.#places,
      streams: this.#streams.save(),
      free: [...this.#free],
    } satisfies Saved
  }

  load(saved: unknown): void {
    const { begun, ended, open, places, streams, free } = saved as Saved
    this.begun = begun
    Object.assign(this.ended, ended)
    this.#recent.fill(null)
    this.#lasting.clear()
    this.#byId = null
    for (const operation of open) this.#keep(operation)
    this.#places = places
    this.#streams.load(streams)
    this.#free.length = 0
    this.#free.push(...free)
  }

  #keep(operation: OpenOperation): void {
    const at = operation.index & (recentCount - 1)
    const before = this.#recent[at]!
    if (before !== null) this.#lasting.set(before.index, before)
    this.#recent[at] = operation
  }

  /** All that are open, in the order of their beginnings. */
  #all(): OpenOperation[] {
    const recent = this.#recent.filter((operation) => operation !== null)
    return [...this.#lasting.values(), ...recent].sort((a, b) => a.index - b.index)
  }
}

interface Saved {
  readonly begun: number
  readonly ended: { readonly [K in Outcome]: number }
  readonly open: readonly OpenOperation[]
  readonly places: number
  readonly streams: Float64Array
  readonly free: readonly number[]
}
