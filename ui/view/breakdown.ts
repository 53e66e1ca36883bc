/** Where the time of an operation went, along the chain of causes that ended it. */
import { chainTo } from './causes.ts'
import { kinds } from './event-kinds.ts'
import { rowsOf } from './grouping.ts'
import type { TraceModel } from './trace-model.ts'

/** What a stretch of an operation's time was spent on. */
export type SegmentKind = 'queue' | 'service' | 'network' | 'timer' | 'other'

/** See the file's header. */
export interface Breakdown {
  readonly operation: number
  readonly begin: number
  /** The event that ended it; −1 if none did. */
  readonly end: number
  readonly outcome: string
  /** µs from begin to end; 0 when it never ended. */
  readonly total: number
  /** µs by kind, only kinds that took any, in a fixed order. They add up to the total. */
  readonly segments: readonly { readonly kind: SegmentKind; readonly time: number }[]
}

const order: readonly SegmentKind[] = ['queue', 'service', 'network', 'timer', 'other']

/** The breakdown of an operation; `null` for −1. */
export function breakdownOf(model: TraceModel, operation: number): Breakdown | null {
  const { kind, at, detail } = model.events
  const rows = rowsOf(model.ofOperation, operation)
  if (rows.length === 0) return null
  const begin = rows[0]!
  const end = rows.find((row) => kind[row] === kinds.end) ?? -1
  if (end < 0) return { operation, begin, end, outcome: '', total: 0, segments: [] }
  const times = new Map<SegmentKind, number>()
  const chain = chainTo(model, end).filter((seq) => seq >= begin)
  let from = at[begin]!
  for (const seq of chain) {
    const kindHere = segmentOf(kind[seq]!)
    const time = at[seq]! - from
    if (time > 0) times.set(kindHere, (times.get(kindHere) ?? 0) + time)
    from = at[seq]!
  }
  return {
    operation,
    begin,
    end,
    outcome: model.symbols[detail[end]!] ?? '',
    total: at[end]! - at[begin]!,
    segments: order.flatMap((one) => {
      const time = times.get(one) ?? 0
      return time > 0 ? [{ kind: one, time }] : []
    }),
  }
}

/** The time before an event of this kind was spent so. */
function segmentOf(kind: number): SegmentKind {
  switch (kind) {
    case kinds.deliver:
    case kinds.drop:
      return 'network'
    case kinds.serve:
      return 'queue'
    case kinds.finish:
      return 'service'
    case kinds.timer:
      return 'timer'
    default:
      return 'other'
  }
}
