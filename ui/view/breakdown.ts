/** Where the time of an operation went, along the chain of causes that ended it. */
import { chainTo } from './causes.ts'
import { kinds } from './event-kinds.ts'
import { rowsOf } from './grouping.ts'
import type { TraceModel } from './trace-model.ts'

/** What a stretch of an operation's time was spent on. */
export type SegmentKind = 'queue' | 'service' | 'network' | 'retry' | 'timer' | 'other'

/** A stretch of the chain: what the time before an event was spent on. */
export interface Part {
  readonly kind: SegmentKind
  /** The event that ended it. */
  readonly seq: number
  /** When it began, µs. */
  readonly from: number
  readonly time: number
}

/** See the file's header. */
export interface Breakdown {
  readonly operation: number
  readonly begin: number
  /** The event that ended it; −1 if none did. */
  readonly end: number
  readonly outcome: string
  /** µs from begin to end; 0 when it never ended. */
  readonly total: number
  /** The chain in order, only what took any time. It adds up to the total. */
  readonly parts: readonly Part[]
  /** µs by kind, only kinds that took any, in a fixed order. They add up to the total. */
  readonly segments: readonly { readonly kind: SegmentKind; readonly time: number }[]
}

/** The order in which kinds are shown. */
export const segmentOrder: readonly SegmentKind[] = [
  'queue',
  'service',
  'network',
  'retry',
  'timer',
  'other',
]

/** The breakdown of an operation; `null` for −1. */
export function breakdownOf(model: TraceModel, operation: number): Breakdown | null {
  const { kind, at, detail } = model.events
  const rows = rowsOf(model.ofOperation, operation)
  if (rows.length === 0) return null
  const begin = rows[0]!
  const end = rows.find((row) => kind[row] === kinds.end) ?? -1
  if (end < 0) return { operation, begin, end, outcome: '', total: 0, parts: [], segments: [] }
  const parts = partsOf(model, { rows, begin, end })
  const times = new Map<SegmentKind, number>()
  for (const { kind: one, time } of parts) times.set(one, (times.get(one) ?? 0) + time)
  return {
    operation,
    begin,
    end,
    outcome: model.symbols[detail[end]!] ?? '',
    total: at[end]! - at[begin]!,
    parts,
    segments: segmentOrder.flatMap((one) => {
      const time = times.get(one) ?? 0
      return time > 0 ? [{ kind: one, time }] : []
    }),
  }
}

/** The part that took longest; `undefined` when none took any time. */
export function slowestPart({ parts }: Breakdown): Part | undefined {
  return parts.reduce<Part | undefined>(
    (most, part) => (most && most.time >= part.time ? most : part),
    undefined,
  )
}

interface Span {
  readonly rows: Int32Array
  readonly begin: number
  readonly end: number
}

function partsOf(model: TraceModel, { rows, begin, end }: Span): Part[] {
  const { kind, at } = model.events
  const chain = chainTo(model, end).filter((seq) => seq >= begin)
  const parts: Part[] = []
  let from = at[begin]!
  chain.forEach((seq, place) => {
    const to = at[seq]!
    const put = (one: SegmentKind, start: number, stop: number) => {
      if (stop > start) parts.push({ kind: one, seq, from: start, time: stop - start })
    }
    const tried = kind[seq] === kinds.timer ? firstTry(model, rows, chain[place + 1] ?? -1) : -1
    if (tried < 0) put(segmentOf(kind[seq]!), from, to)
    else {
      const failing = Math.min(to, Math.max(from, at[tried]!))
      put('timer', from, failing)
      put('retry', failing, to)
    }
    from = to
  })
  return parts
}

/**
 * The first time that a node sent in this operation what a timer then made it send again; −1 when
 * it is the first time. All waiting since then was for an answer that did not come in time.
 */
function firstTry(model: TraceModel, rows: Int32Array, again: number): number {
  const { kind, node, type } = model.events
  if (again < 0 || kind[again] !== kinds.send) return -1
  for (const row of rows) {
    if (row >= model.events.cause[again]!) return -1
    if (kind[row] === kinds.send && node[row] === node[again] && type[row] === type[again])
      return row
  }
  return -1
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
