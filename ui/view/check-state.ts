/** How each check stands at the cursor, and what it came to in the end. */
import { words } from '../words/words.ts'
import { lastFlip } from './flips.ts'
import { rowsOf } from './grouping.ts'
import { moment } from './time-label.ts'
import type { TraceModel } from './trace-model.ts'

/** Standing of a check at a moment. */
export type Standing = 'pending' | 'holding' | 'broken' | 'unknown'

/** A check as the story shows it. */
export interface CheckState {
  readonly name: string
  readonly kind: string
  readonly standing: Standing
  /** The standing in words. */
  readonly said: string
  /** The run's verdict, or the moment that matters, in words. */
  readonly verdict: string
  readonly result: 'pass' | 'fail' | 'unknown'
  /** The event to jump to; −1 for none. */
  readonly event: number
  readonly rows: readonly string[]
}

/** The states of all checks once event `seq` has happened. */
export function checkStates(
  data: Pick<TraceModel, 'events' | 'footer' | 'flips'>,
  seq: number,
): readonly CheckState[] {
  const isOver = seq >= data.events.length - 1
  return data.footer.checks.map((verdict, check) => {
    const event = verdict.event ?? -1
    const isTold = event < 0 || rowsOf(data.flips.ofCheck, check).length > 0
    const row = lastFlip(data.flips, check, seq)
    const holds = isTold
      ? row < 0
        ? undefined
        : data.flips.holds[row] === 1
      : fromVerdict(verdict, seq)
    const { standing, said } =
      holds === 'unknown' && !isOver
        ? ({ standing: 'unknown', said: words.checks.notTold } as const)
        : standingOf(verdict.kind, verdict.result, holds === 'unknown' ? undefined : holds, isOver)
    return {
      name: verdict.name,
      kind: words.checks.kind[verdict.kind],
      standing,
      said,
      verdict: verdictOf(verdict, event >= 0 && event <= seq),
      result: verdict.result,
      event,
      rows: verdict.rows,
    }
  })
}

type Verdict = TraceModel['footer']['checks'][number]

/** A file has no changes of checks, only where each was decided; more than that nobody can say. */
function fromVerdict(
  { kind, event, result }: Verdict,
  seq: number,
): boolean | undefined | 'unknown' {
  const isPast = event !== null && event <= seq
  if (kind === 'eventually') return isPast && result === 'pass' ? true : 'unknown'
  return isPast ? kind !== 'always' : undefined
}

function standingOf(
  kind: Verdict['kind'],
  result: Verdict['result'],
  holds: boolean | undefined,
  isOver: boolean,
): { standing: Standing; said: string } {
  const say = words.checks
  if (isOver && result === 'fail') return { standing: 'broken', said: say.broken }
  if (isOver && result === 'unknown') return { standing: 'unknown', said: say.unknown }
  switch (kind) {
    case 'always':
      if (holds === false) return { standing: 'broken', said: say.broken }
      return { standing: 'holding', said: isOver ? say.held : say.holding }
    case 'sometimes':
      if (holds) return { standing: 'holding', said: say.seen }
      return { standing: 'pending', said: say.pending }
    case 'eventually':
      if (holds) return { standing: 'holding', said: isOver ? say.held : say.holding }
      return { standing: 'pending', said: say.awaited }
    default:
      return isOver
        ? { standing: 'holding', said: say.held }
        : { standing: 'pending', said: say.atEnd }
  }
}

function verdictOf(verdict: Verdict, isPast: boolean): string {
  const say = words.checks
  const at = verdict.at === null ? '' : moment(verdict.at)
  if (verdict.result === 'fail') {
    if (verdict.kind === 'always' && at !== '')
      return `${isPast ? say.brokeAt(at) : say.breaksAt(at)}: ${verdict.reason}`
    return say.end(verdict.reason)
  }
  if (verdict.result === 'unknown') return verdict.reason
  if (verdict.kind === 'sometimes' && at !== '') return say.seenAt(at)
  if (verdict.kind === 'eventually' && at !== '') return say.trueFrom(at)
  return verdict.kind === 'always' ? '' : verdict.reason
}
