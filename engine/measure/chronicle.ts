/** Keeps the history of a run's operations, and measures how long they took. */
import { copy } from '../clockwork/plain.ts'
import type { Micros } from '../clockwork/time.ts'
import type { Outcome, Plain } from '../model/protocol.ts'
import type { Historian, OperationRecord } from '../simulation/watcher.ts'
import type { Operation } from './history.ts'
import type { Measures } from './measures.ts'

/** See the file's header. */
export class Chronicle implements Historian {
  readonly #measures: Measures
  /** Whether operations are kept; latencies and outcomes are measured in any case. */
  readonly #keep: boolean
  #operations: Operation[] = []
  readonly #open = new Map<number, Operation>()

  constructor(measures: Measures, keep: boolean) {
    this.#measures = measures
    this.#keep = keep
  }

  /** All operations in the order of their beginnings; what never ended is `info`. */
  get operations(): readonly Operation[] {
    return this.#operations
  }

  begin(record: OperationRecord): void {
    this.#measures.count('asked', 1, record.start)
    if (!this.#keep) return
    const operation: Operation = {
      id: record.id,
      process: record.process,
      kind: record.kind,
      input: copy(record.input),
      output: null,
      start: record.start,
      end: null,
      startSeq: record.startSeq,
      endSeq: null,
      outcome: 'info',
      ...(record.key === undefined ? {} : { key: record.key }),
    }
    this.#operations.push(operation)
    this.#open.set(record.index, operation)
  }

  end(record: OperationRecord, outcome: Outcome, output: Plain, at: Micros, seq: number): void {
    this.#measures.count(outcome, 1, at)
    if (outcome === 'ok') {
      this.#measures.observe('latency', at - record.start, at)
      this.#measures.observe(`latency.${record.kind}`, at - record.start, at)
    }
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
}
