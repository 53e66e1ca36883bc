/**
 * Those who watch a run while it happens. Each is one slot that may be empty; nobody walks a list
 * of listeners per event. What a watcher remembers is part of a snapshot.
 */
import type { Micros } from '../clockwork/time.ts'
import type { Outcome, Plain } from '../model/protocol.ts'

interface Rememberer {
  /** What it remembers, as plain data or structures it never changes afterwards. */
  save(): unknown
  load(saved: unknown): void
}

/** Keeps trace events. All names are symbols, see `simulation/symbols.ts`; −1 stands for none. */
export interface EventWatcher extends Rememberer {
  event(
    seq: number,
    at: Micros,
    kind: number,
    node: number,
    peer: number,
    type: number,
    cause: number,
    operation: number,
    value: number,
    detail: number,
    message: object | null,
  ): void
}

/** A histogram that is fed often, looked up once. */
export interface Gatherer {
  observe(value: number, at: Micros): void
}

/** Keeps measures. */
export interface Meter extends Rememberer {
  observer(name: string): Gatherer
  count(name: string, by: number, at: Micros): void
  observe(name: string, value: number, at: Micros): void
  gauge(name: string, node: string, value: number, at: Micros): void
}

/** An operation, when it begins and when it ends. */
export interface OperationRecord {
  readonly index: number
  readonly id: string
  readonly process: string
  readonly kind: string
  readonly key: string | undefined
  readonly input: Plain
  readonly start: Micros
  readonly startSeq: number
}

/** Keeps the history. */
export interface Historian extends Rememberer {
  begin(operation: OperationRecord): void
  end(operation: OperationRecord, outcome: Outcome, output: Plain, at: Micros, seq: number): void
}

/** Looks at the state after each step. */
export interface Referee extends Rememberer {
  /** `changed` holds the indexes of nodes whose state or status changed in this step. */
  step(changed: readonly number[]): void
}

/** Those who watch a run. */
export interface Watchers {
  readonly recorder?: EventWatcher | undefined
  /** Sees events too; for checks that look at events. */
  readonly inspector?: EventWatcher | undefined
  readonly meter?: Meter | undefined
  readonly historian?: Historian | undefined
  readonly referee?: Referee | undefined
}
