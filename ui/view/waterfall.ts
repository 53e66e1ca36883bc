/** The messages and services of one operation as bars over its time. */
import { chainTo } from './causes.ts'
import { kinds } from './event-kinds.ts'
import { rowsOf } from './grouping.ts'
import type { TraceModel } from './trace-model.ts'

/** A bar; `from` and `to` in µs. */
export interface Bar {
  readonly kind: 'message' | 'reply' | 'queue' | 'service'
  /** The event with which it begins. */
  readonly seq: number
  /** The event that ended it; −1 while it never ended. */
  readonly end: number
  readonly from: number
  readonly to: number
  readonly isLost: boolean
  /** Whether it lies on the chain of causes that ended the operation. */
  readonly isDecisive: boolean
}

/** See the file's header. */
export interface Waterfall {
  readonly from: number
  readonly to: number
  readonly bars: readonly Bar[]
  /** How many bars there are in all. */
  readonly all: number
}

/** The bars of an operation, at most `most`; those that decided its time come before others. */
export function waterfallOf(model: TraceModel, operation: number, most: number): Waterfall | null {
  const { kind, at } = model.events
  const rows = rowsOf(model.ofOperation, operation)
  if (rows.length === 0) return null
  const end = rows.find((row) => kind[row] === kinds.end) ?? -1
  const last = end < 0 ? rows.at(-1)! : end
  const chain = new Set(chainTo(model, last))
  const bars: Bar[] = []
  for (const row of rows) {
    const effects = rowsOf(model.effects, row)
    if (kind[row] === kinds.send)
      for (const stop of stops(effects, (seq) => isEnd(kind[seq]!)))
        bars.push(bar(model, chain, { seq: row, end: stop }))
    else if (kind[row] === kinds.deliver) {
      const serve = effects.find((seq) => kind[seq] === kinds.serve) ?? -1
      if (serve >= 0 && at[serve]! > at[row]!)
        bars.push(bar(model, chain, { seq: row, end: serve }))
    } else if (kind[row] === kinds.serve)
      bars.push(bar(model, chain, { seq: row, end: effects[0] ?? -1 }))
  }
  const all = bars.length
  const decisive = bars.filter(({ isDecisive }) => isDecisive)
  const kept = new Set(
    [...decisive, ...bars.filter(({ isDecisive }) => !isDecisive)].slice(0, most),
  )
  const from = at[rows[0]!]!
  const to = Math.max(at[last]!, from + 1)
  return { from, to, all, bars: bars.filter((one) => kept.has(one)) }
}

/** Where something ended, once for each time that it did; −1 when it never did. */
function stops(effects: Int32Array, isStop: (seq: number) => boolean): readonly number[] {
  const found = [...effects].filter(isStop)
  return found.length > 0 ? found : [-1]
}

function isEnd(kind: number): boolean {
  return kind === kinds.deliver || kind === kinds.drop
}

function bar(
  model: TraceModel,
  chain: ReadonlySet<number>,
  { seq, end }: { seq: number; end: number },
): Bar {
  const { kind, at } = model.events
  const what = kind[seq] === kinds.serve ? 'service' : kind[seq] === kinds.deliver ? 'queue' : null
  return {
    kind: what ?? (model.isReply[seq] ? 'reply' : 'message'),
    seq,
    end,
    from: at[seq]!,
    to: end < 0 ? model.footer.time : at[end]!,
    isLost: end >= 0 && kind[end] === kinds.drop,
    isDecisive: chain.has(seq) && chain.has(end),
  }
}
