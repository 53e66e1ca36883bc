/** How each check stands at the cursor, and what it came to in the end. */
import { words } from '../words/words.ts'
import { lastFlip } from './flips.ts'
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
    const row = lastFlip(data.flips, check, seq)
    const holds = row < 0 ? undefined : data.flips.holds[row] === 1
    const { standing, said } = standingOf(verdict.kind, verdict.result, holds, isOver)
    const event = verdict.event ?? -1
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
