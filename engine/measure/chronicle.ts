/** Keeps the history of a run's operations, and measures how long they took. */
import { copy } from '../clockwork/plain.ts'
import type { Micros } from '../clockwork/time.ts'
import type { Outcome, Plain } from '../model/protocol.ts'
import type { Historian, OperationRecord } from '../simulation/watcher.ts'
import type { Operation } from './history.ts'
import type { Observer, Tally } from './handle.ts'
import type { Measures } from './measures.ts'

/**
 * What is remembered of operations. The list is not a copy: it grows on, but its operations up to
 * `length` never change any more, except for those that were open. Of them there are copies.
 */
interface Saved {
  readonly operations: readonly Operation[]
  readonly length: number
  readonly open: readonly (readonly [index: number, place: number, Operation])[]
}

/** See the file's header. */
export class Chronicle implements Historian {
  readonly #measures: Measures
  /** Whether operations are kept; latencies and outcomes are measured in any case. */
  readonly #keep: boolean
  readonly #asked: Tally
  readonly #outcomes: { readonly [O in Outcome]: Tally }
  readonly #latency: Observer
  readonly #latencies = new Map<string, Observer>() // by the kind of operation
  #operations: Operation[] = []
  /** Places of open operations in the list, by their index in the run. */
  readonly #open = new Map<number, number>()

  constructor(measures: Measures, keep: boolean) {
    this.#measures = measures
    this.#keep = keep
    this.#asked = measures.tally('asked')
    this.#outcomes = {
      ok: measures.tally('ok'),
      fail: measures.tally('fail'),
      info: measures.tally('info'),
    }
    this.#latency = measures.observer('latency')
  }

  /** All operations in the order of their beginnings; what never ended is `info`. */
  get operations(): readonly Operation[] {
    return this.#operations
  }

  begin(record: OperationRecord): void {
    this.#asked.count(1, record.start)
    if (!this.#keep) return
    const { id, process, kind, key, input, start, startSeq } = record
    const operation: Operation = {
      id,
      process,
      kind,
      input: copy(input),
      output: null,
      start,
      end: null,
      startSeq,
      endSeq: null,
      outcome: 'info',
    }
    if (key !== undefined) operation.key = key
    this.#open.set(record.index, this.#operations.length)
    this.#operations.push(operation)
  }

  end(record: OperationRecord, outcome: Outcome, output: Plain, at: Micros, seq: number): void {
    this.#outcomes[outcome].count(1, at)
    if (outcome === 'ok') {
      this.#latency.observe(at - record.start, at)
      this.#latencyOf(record.kind).observe(at - record.start, at)
    }
    const place = this.#open.get(record.index)
    if (place === undefined) return
    this.#open.delete(record.index)
    const operation = this.#operations[place]!
    operation.outcome = outcome
    operation.output = copy(output)
    operation.end = at
    operation.endSeq = seq
  }

  save(): Saved {
    const open = [...this.#open].map(([index, place]) => {
      return [index, place, { ...this.#operations[place]! }] as const
    })
    return { operations: this.#operations, length: this.#operations.length, open }
  }

  load(saved: unknown): void {
    const { operations, length, open } = saved as Saved
    this.#operations = operations.slice(0, length)
    this.#open.clear()
    for (const [index, place, operation] of open) {
      this.#operations[place] = { ...operation }
      this.#open.set(index, place)
    }
  }

  #latencyOf(kind: string): Observer {
    let latency = this.#latencies.get(kind)
    if (latency === undefined) {
      latency = this.#measures.observer(`latency.${kind}`)
      this.#latencies.set(kind, latency)
    }
    return latency
  }
}
