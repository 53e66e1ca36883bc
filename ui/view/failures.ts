/** Everything that went wrong, in order: what `n` and `p` visit and the minimap shows in red. */
import { kinds } from './event-kinds.ts'
import type { TraceData } from './finished-run.ts'

/** 3: a check broke. 2: an operation failed, a node went down. 1: a message was lost. */
export type Severity = 1 | 2 | 3

/** Something that went wrong at an event. */
export interface Failure {
  readonly seq: number
  readonly severity: Severity
  /** The check that broke, by its place; −1 for none. */
  readonly check: number
}

/** The failures of a run in order of their events; at one event only the worst. */
export function failuresOf({ events, footer, symbols }: TraceData): readonly Failure[] {
  const worst = new Map<number, Failure>()
  const add = (seq: number, severity: Severity, check = -1) => {
    if ((worst.get(seq)?.severity ?? 0) < severity) worst.set(seq, { seq, severity, check })
  }
  footer.checks.forEach(({ result, event }, check) => {
    if (result === 'fail' && event !== null) add(event, 3, check)
  })
  const crashed = symbols.indexOf('crashed')
  const killed = symbols.indexOf('killed')
  const ok = symbols.indexOf('ok')
  for (let seq = 0; seq < events.length; seq++) {
    const detail = events.detail[seq]!
    switch (events.kind[seq]) {
      case kinds.drop:
        add(seq, 1)
        break
      case kinds.end:
        if (detail >= 0 && detail !== ok) add(seq, 2)
        break
      case kinds.down:
        if (detail === crashed || detail === killed) add(seq, 2)
        break
      default:
    }
  }
  return [...worst.values()].sort((a, b) => a.seq - b.seq)
}

/**
 * The next failure after an event, or the one before it; broken checks and failed operations
 * first, lost messages only where there is nothing worse in the whole run.
 */
export function failureFrom(
  failures: readonly Failure[],
  seq: number,
  direction: 1 | -1,
): Failure | undefined {
  const grave = failures.filter(({ severity }) => severity > 1)
  const list = grave.length > 0 ? grave : failures
  return direction > 0
    ? list.find((failure) => failure.seq > seq)
    : list.findLast((failure) => failure.seq < seq)
}
