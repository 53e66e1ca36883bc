/**
 * What clients asked of a system and what they were told, as intervals of time: the material that
 * a linearizability check judges, whether a run recorded it or a foreign file brought it.
 *
 * Each invocation and each answer has a place in one total order (`startSeq`, `endSeq`). Times are
 * for people; the order is what counts, so two events at the same microsecond are never in doubt.
 */
import type { Plain } from '../clockwork/plain.ts'

export type { Plain } from '../clockwork/plain.ts'

/**
 * How an operation ended. `ok`: it was done. `fail`: it was refused (what a refusal asserts is the
 * reader's choice, see `failMeans`). `info`: nobody knows; it may take effect later, or never.
 */
export type Outcome = 'ok' | 'fail' | 'info'

/** One operation of one client: an invocation and, perhaps, its answer. */
export interface Operation {
  /** Unique within its history; in foreign files the line of the invocation, `line 12`. */
  id: string
  /** Who asked: a client's name, or the process number of a foreign history. */
  process: string
  /** What was asked, in the words of a model: `read`, `write`, `cas`, `get`, `enqueue`… */
  kind: string
  /** What was asked with it. Each model documents its inputs. */
  input: Plain
  /** What was answered; `null` when nothing was, or nothing is known. */
  output: Plain | null
  /** Which object it is about. Objects are independent; without a key there is one object. */
  key?: string
  /** When it was invoked: integer µs of a run, or the line number of a foreign file. */
  start: number
  /** When it was answered, in the unit of `start`; `null` if it never was. */
  end: number | null
  /** Place of the invocation among all invocations and answers of the history. */
  startSeq: number
  /** Place of the answer in the same order; `null` exactly when `end` is. */
  endSeq: number | null
  outcome: Outcome
}

/** A history that contradicts itself; the message names the operation and what is allowed. */
export class HistoryError extends Error {
  override name = 'HistoryError'
}

/** What is known of an operation when it is invoked. */
export interface Invocation {
  id: string
  process: string
  kind: string
  input: Plain
  key?: string
}

/** Records operations as a run goes on; the order of the calls is the order of the history. */
export class History {
  #events = 0
  readonly #operations: Operation[] = []
  readonly #open = new Map<string, Operation>()
  readonly #ids = new Set<string>()

  /**
   * Notes that an operation was invoked at time `at`.
   * @throws HistoryError if the id was used before.
   */
  begin(invocation: Invocation, at: number): void {
    const { id } = invocation
    if (this.#ids.has(id)) {
      throw new HistoryError(`operation "${id}" begins twice; give every operation its own id`)
    }
    const open: Operation = {
      ...invocation,
      output: null,
      start: at,
      end: null,
      startSeq: this.#events++,
      endSeq: null,
      outcome: 'info',
    }
    this.#ids.add(id)
    this.#open.set(id, open)
    this.#operations.push(open)
  }

  /**
   * Notes the answer to an open operation.
   * @throws HistoryError if no such operation is open: ask {@link isOpen} where late or repeated
   * answers are to be expected.
   */
  end(id: string, outcome: Outcome, output: Plain, at: number): void {
    const open = this.#open.get(id)
    if (open === undefined) {
      const why = this.#ids.has(id) ? 'has ended already' : 'never began'
      throw new HistoryError(`operation "${id}" ends but it ${why}; end each one once`)
    }
    this.#open.delete(id)
    open.outcome = outcome
    open.output = output
    open.end = at
    open.endSeq = this.#events++
  }

  /** Whether the operation has begun and has not been answered. */
  isOpen(id: string): boolean {
    return this.#open.has(id)
  }

  /** All operations in the order of their invocations; those still open are `info`, without end. */
  operations(): Operation[] {
    return this.#operations.map((operation) => ({ ...operation }))
  }
}

/**
 * Refuses a history whose order or times contradict themselves.
 * @throws HistoryError naming the first operation at fault.
 */
export function checkHistory(history: readonly Operation[]): void {
  const ids = new Set<string>()
  const events: { seq: number; at: number; id: string }[] = []
  for (const operation of history) {
    const { id, start, end, startSeq, endSeq, outcome } = operation
    const refuse = (what: string): never => {
      throw new HistoryError(`operation "${id}" ${what}`)
    }
    if (ids.has(id)) refuse('appears twice; every operation needs its own id')
    ids.add(id)
    if (!Number.isSafeInteger(start)) refuse(`has start ${start}; times are whole numbers`)
    if (!Number.isSafeInteger(startSeq)) refuse(`has startSeq ${startSeq}; use a whole number`)
    events.push({ seq: startSeq, at: start, id })
    if (end === null || endSeq === null) {
      if (end !== endSeq) refuse('has only one of end and endSeq; give both, or null for both')
      if (outcome !== 'info') refuse(`is "${outcome}" but has no end; unanswered means "info"`)
      continue
    }
    if (!Number.isSafeInteger(end)) refuse(`has end ${end}; times are whole numbers, or null`)
    if (!Number.isSafeInteger(endSeq)) refuse(`has endSeq ${endSeq}; use a whole number, or null`)
    if (endSeq <= startSeq) refuse(`ends (${endSeq}) before it starts (${startSeq})`)
    events.push({ seq: endSeq, at: end, id })
  }
  events.sort((a, b) => a.seq - b.seq)
  for (let i = 1; i < events.length; i++) {
    const before = events[i - 1]!
    const event = events[i]!
    if (before.seq === event.seq) {
      const where = `${event.seq} of "${before.id}" and "${event.id}"`
      throw new HistoryError(`place ${where} is the same; startSeq and endSeq are one total order`)
    }
    if (before.at > event.at) {
      const where = `"${before.id}" at ${before.at}, then "${event.id}" at ${event.at}`
      throw new HistoryError(`time steps back: ${where}; startSeq and endSeq must follow the times`)
    }
  }
}
