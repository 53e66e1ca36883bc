/** Everything that went wrong, in order: what `n` and `p` visit and the minimap shows in red. */
import { kinds } from './event-kinds.ts'
import type { TraceData } from './finished-run.ts'
import { lastAtMost, rowsOf } from './grouping.ts'
import type { Grouping } from './grouping.ts'

/** 3: a check broke. 2: an operation failed, a node went down. 1: a message was lost. */
export type Severity = 1 | 2 | 3

/** Something that went wrong at an event. */
export interface Failure {
  readonly seq: number
  readonly severity: Severity
  /** The check that broke, by its place; −1 for none. */
  readonly check: number
}

/** The failures of a run in order of their events, as columns; at one event only the worst. */
export interface Failures {
  readonly length: number
  readonly seq: Int32Array
  readonly severity: Uint8Array
  readonly check: Int32Array
}

/** Finds the failures of a run, of which `ofKind` are the events by kind. */
export function failuresOf(
  { events, footer, symbols }: Pick<TraceData, 'events' | 'footer' | 'symbols'>,
  ofKind: Grouping,
): Failures {
  const worst = new Uint8Array(events.length)
  /** By event, few as they are: the check that broke. */
  const broken = new Map<number, number>()
  footer.checks.forEach(({ result, event }, check) => {
    if (result !== 'fail' || event === null || event >= events.length || worst[event]! > 0) return
    worst[event] = 3
    broken.set(event, check)
  })
  const crashed = symbols.indexOf('crashed')
  const killed = symbols.indexOf('killed')
  const ok = symbols.indexOf('ok')
  const add = (seq: number, severity: Severity) => {
    if (worst[seq]! < severity) worst[seq] = severity
  }
  for (const seq of rowsOf(ofKind, kinds.drop)) add(seq, 1)
  for (const seq of rowsOf(ofKind, kinds.end)) {
    const detail = events.detail[seq]!
    if (detail >= 0 && detail !== ok) add(seq, 2)
  }
  for (const seq of rowsOf(ofKind, kinds.down)) {
    const detail = events.detail[seq]!
    if (detail === crashed || detail === killed) add(seq, 2)
  }
  const found: number[] = []
  for (let seq = 0; seq < worst.length; seq++) if (worst[seq]! > 0) found.push(seq)
  return {
    length: found.length,
    seq: Int32Array.from(found),
    severity: Uint8Array.from(found, (seq) => worst[seq]!),
    check: Int32Array.from(found, (seq) => broken.get(seq) ?? -1),
  }
}

/** A failure by its place in the list. */
export function failureOf(failures: Failures, place: number): Failure | undefined {
  if (place < 0 || place >= failures.length) return undefined
  return {
    seq: failures.seq[place]!,
    severity: failures.severity[place] as Severity,
    check: failures.check[place]!,
  }
}

/**
 * The next failure after an event, or the one before it; broken checks and failed operations
 * first, lost messages only where there is nothing worse in the whole run.
 */
export function failureFrom(
  failures: Failures,
  seq: number,
  direction: 1 | -1,
): Failure | undefined {
  const least = failures.severity.some((severity) => severity > 1) ? 2 : 1
  let place = lastAtMost(failures.seq, direction > 0 ? seq : seq - 1) + (direction > 0 ? 1 : 0)
  while (failures.severity[place]! < least) place += direction
  return failureOf(failures, place)
}
