/** Which fault stands behind what befell a message. */
import { kinds } from './event-kinds.ts'
import type { FaultSpan } from './fault-spans.ts'
import { lastAtMost, rowsOf } from './grouping.ts'
import type { TraceModel } from './trace-model.ts'

/** The fault that a rule's name, such as `cut 2`, stands for; `null` for any other word. */
export function faultOfRule(spans: readonly FaultSpan[], rule: string): FaultSpan | null {
  const [, kind, number] = /^([a-z]+) (\d+)$/.exec(rule) ?? []
  const span = spans.find(({ index }) => index === Number(number) - 1)
  return span && span.fault.kind === kind ? span : null
}

/** The name of a fault's rule in the trace. */
export function ruleOfFault({ fault, index }: FaultSpan): string {
  return `${fault.kind} ${index + 1}`
}

/** The fault that had taken a node down when an event happened; `null` if none had. */
export function faultThatTookDown(
  model: TraceModel,
  spans: readonly FaultSpan[],
  { node, seq }: { readonly node: number; readonly seq: number },
): FaultSpan | null {
  const { kind, cause, value } = model.events
  const rows = rowsOf(model.ofNode, node)
  for (let place = lastAtMost(rows, seq); place >= 0; place--) {
    const row = rows[place]!
    if (kind[row] === kinds.up) return null
    if (kind[row] !== kinds.down) continue
    const why = cause[row]!
    if (why < 0 || kind[why] !== kinds.fault) return null
    return spans.find(({ index }) => index === value[why]) ?? null
  }
  return null
}

/** Every event that a fault had a hand in: what it caused at once, and what its rule touched. */
export function hitsOf(model: TraceModel, span: FaultSpan): Int32Array {
  const { cause, detail, kind } = model.events
  const rule = model.symbols.indexOf(ruleOfFault(span))
  const isRuled = (seq: number) =>
    rule >= 0 && detail[seq] === rule && (kind[seq] !== kinds.send || span.fault.kind === 'degrade')
  const hits: number[] = []
  if (span.event < 0) return Int32Array.from(hits)
  for (let seq = span.event + 1; seq < model.length; seq++)
    if (cause[seq] === span.event || isRuled(seq)) hits.push(seq)
  return Int32Array.from(hits)
}
