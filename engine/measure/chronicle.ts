/** Keeps the history of a run's operations, and measures how long they took. */
import { copy } from '../clockwork/plain.ts'
import type { Micros } from '../clockwork/time.ts'
import type { Outcome, Plain } from '../model/protocol.ts'
import type { Historian, OperationRecord } from '../simulation/watcher.ts'
import type { Operation } from './history.ts'
import type { Observer, Tally } from './handle.ts'
import type { Measures } from './measures.ts'

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
  readonly #open = new Map<number, Operation>()

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
    this.#operations.push(operation)
    this.#open.set(record.index, operation)
  }

  end(record: OperationRecord, outcome: Outcome, output: Plain, at: Micros, seq: number): void {
    this.#outcomes[outcome].count(1, at)
    if (outcome === 'ok') {
      this.#latency.observe(at - record.start, at)
      this.#latencyOf(record.kind).observe(at - record.start, at)
    }
    if (!this.#keep) return
    const operation = this.#open.get(record.index)
    if (!operation) return
    this.#open.delete(record.index)
    operation.outcome = outcome
    operation.output = copy(output)
    operation.end = at
    operation.endSeq = seq
  }

  save(): unknown {
    return {
      operations: this.#operations.map((operation) => ({ ...operation })),
      open: [...this.#open].map(
        ([index, operation]) => [index, this.#operations.indexOf(operation)] as const,
      ),
    }
  }

  load(saved: unknown): void {
    const { operations, open } = saved as { operations: Operation[]; open: [number, number][] }
    this.#operations = operations.map((operation) => ({ ...operation }))
    this.#open.clear()
    for (const [index, place] of open) this.#open.set(index, this.#operations[place]!)
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
