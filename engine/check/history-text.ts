/**
 * Reads the text of a foreign history, as Jepsen and Porcupine write them, into operations.
 *
 * A process does one thing at a time: its next line after an `:invoke` is the answer. Input is what
 * the invocation carried, output what the answer carried. After `:info` (nobody knows) a process
 * may go on. What is still open at the end stays without answer. Times are line numbers, so that a
 * report leads back to the file. Blank lines, lines that begin with `;`, and lines of processes
 * that are no clients (`:nemesis`) are passed over.
 */
import type { Operation } from '../measure/history.ts'
import { HistoryError } from '../measure/history.ts'
import type { HistoryLine } from './history-line.ts'
import { LineError, formatOfLine, historyFormats, readHistoryLine } from './history-line.ts'

/** A history that was read, and what was not. */
export interface HistoryText {
  /** In the order of their invocations. */
  operations: Operation[]
  /** Lines of processes that are no clients. */
  passedOver: number
  /** Lines that could not be read, under `onBadLine: 'skip'`: why, with file and line. */
  skipped: string[]
}

/**
 * Reads a history.
 * @param text the whole text, or its lines without line ends
 * @param format one of {@link historyFormats}, or `auto` to tell by the first line
 * @param fileName for messages
 * @param options `onBadLine`: `refuse` (the default) or `skip`, which counts and reports
 * @throws HistoryError `file:line: what is wrong; what is expected`.
 */
export function readHistory(
  text: string | Iterable<string>,
  format: string,
  fileName: string,
  options: { onBadLine?: 'refuse' | 'skip' } = {},
): HistoryText {
  let known = historyFormats.find((name) => name === format)
  if (known === undefined && format !== 'auto') {
    const formats = [...historyFormats, 'auto'].join(', ')
    throw new HistoryError(`no history format named "${format}"; formats are ${formats}`)
  }
  const pairing = new Pairing()
  const skipped: string[] = []
  let passedOver = 0
  let number = 0
  for (const raw of typeof text === 'string' ? text.split('\n') : text) {
    number++
    let line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (number === 1 && line.startsWith('\uFEFF')) line = line.slice(1)
    if (/^\s*(?:;|$)/.test(line)) continue
    known ??= formatOfLine(line)
    try {
      const event = readHistoryLine(line, known)
      if (event.client) pairing.take(event, number)
      else passedOver++
    } catch (error) {
      if (!(error instanceof LineError)) throw error
      const where = `${fileName}:${number}: ${error.message}`
      if (options.onBadLine !== 'skip') throw new HistoryError(where)
      skipped.push(where)
    }
  }
  if (pairing.operations.length === 0) {
    throw new HistoryError(`${fileName}: no operations; expected at least one :invoke line`)
  }
  return { operations: pairing.operations, passedOver, skipped }
}

/** Joins invocations and answers. */
class Pairing {
  readonly operations: Operation[] = []
  readonly #open = new Map<string, Operation>()
  readonly #keys = new Map<string, string | number>() // each key's text, and the value first seen with it

  take(event: HistoryLine, line: number): void {
    const open = this.#open.get(event.process)
    if (event.type === 'invoke') this.#begin(event, open, line)
    else this.#end(event, open, line)
  }

  #begin(event: HistoryLine, open: Operation | undefined, line: number): void {
    const { process, kind, value } = event
    if (open !== undefined) {
      throw new LineError(
        `process ${process} invokes ${kind}, but its ${open.kind} of ${open.id} is open; ` +
          'expected :ok, :fail or :info first',
      )
    }
    const key = this.#keyOf(event)
    const operation: Operation = {
      id: `line ${line}`,
      process,
      kind,
      input: value,
      output: null,
      ...(key === undefined ? {} : { key }),
      start: line,
      end: null,
      startSeq: line,
      endSeq: null,
      outcome: 'info',
    }
    this.operations.push(operation)
    this.#open.set(process, operation)
  }

  #end(event: HistoryLine, open: Operation | undefined, line: number): void {
    const { process, kind, type, value } = event
    if (open === undefined) {
      throw new LineError(
        `process ${process} ends ${kind} with :${type}, but has nothing open; expected :invoke first`,
      )
    }
    const key = this.#keyOf(event)
    if (kind !== open.kind || (key !== undefined && key !== open.key)) {
      const ended = key === undefined ? kind : `${kind} of key ${key}`
      const begun = open.key === undefined ? open.kind : `${open.kind} of key ${open.key}`
      throw new LineError(
        `process ${process} ends ${ended} with :${type}, but ${open.id} began ${begun}; ` +
          'expected the same',
      )
    }
    this.#open.delete(process)
    open.outcome = type === 'invoke' ? 'info' : type
    open.output = value
    open.end = line
    open.endSeq = line
  }

  #keyOf({ key }: HistoryLine): string | undefined {
    if (key === null) return undefined
    const text = String(key)
    const first = this.#keys.get(text) ?? key
    if (first !== key) {
      throw new LineError(`key ${text} is a number in one place and a string in another; use one`)
    }
    this.#keys.set(text, key)
    return text
  }
}
