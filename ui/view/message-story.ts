/** What became of one message: when it set out and arrived, and which rule had a hand in it. */
import { kinds } from './event-kinds.ts'
import { faultOfRule, faultThatTookDown } from './fault-rule.ts'
import type { FaultSpan } from './fault-spans.ts'
import { sendBehind } from './flights.ts'
import { rowsOf } from './grouping.ts'
import { symbol } from './trace-model.ts'
import type { TraceModel } from './trace-model.ts'

/** One ending; a message that was doubled has two. */
export interface Ending {
  readonly event: number
  readonly isLost: boolean
  /** Why it was lost, or ''. */
  readonly why: string
  /** µs from its send. They split into the next two. */
  readonly delay: number
  readonly held: number
  readonly flight: number
}

/** See the file's header. */
export interface MessageStory {
  readonly send: number
  readonly from: number
  readonly to: number
  readonly type: string
  readonly operation: number
  readonly isReply: boolean
  readonly sent: number
  /** The event at which a rule held it back; −1 for none. */
  readonly hold: number
  /** The rule that touched it, as the trace names it; '' for none. */
  readonly rule: string
  /** The fault behind the rule, or behind the receiver's being down. */
  readonly fault: FaultSpan | null
  /** Empty while the run ended before it arrived. */
  readonly endings: readonly Ending[]
}

/** The send of the message that an event is about; −1 for an event about none. */
export function messageBehind(model: TraceModel, seq: number): number {
  const { kind, cause } = model.events
  let at = seq
  while (at >= 0 && (kind[at] === kinds.serve || kind[at] === kinds.finish)) at = cause[at]!
  if (at < 0) return -1
  if (kind[at] === kinds.send) return at
  if (kind[at] === kinds.hold || kind[at] === kinds.deliver)
    return sendBehind(model.events, cause[at]!)
  if (kind[at] !== kinds.drop) return -1
  const why = cause[at]!
  return why >= 0 && kind[why] !== kinds.send
    ? messageBehind(model, why)
    : sendBehind(model.events, why)
}

/** The story of the message that event `send` sent. */
export function messageStory(
  model: TraceModel,
  spans: readonly FaultSpan[],
  send: number,
): MessageStory | null {
  const { events } = model
  if (events.kind[send] !== kinds.send) return null
  const effects = rowsOf(model.effects, send)
  const hold = effects.find((seq) => events.kind[seq] === kinds.hold) ?? -1
  const ends = effects.filter(
    (seq) => events.kind[seq] === kinds.deliver || events.kind[seq] === kinds.drop,
  )
  const losses = [...ends].filter((seq) => events.kind[seq] === kinds.drop)
  // What was lost behind the door, in line or in service, was delivered before.
  const behind = [...ends].flatMap((seq) => lossAfter(model, seq))
  const holder = hold < 0 ? null : faultOfRule(spans, symbol(model, events.detail[hold]!))
  const rule =
    symbol(model, events.detail[send]!) ||
    losses
      .map((seq) => symbol(model, events.detail[seq]!))
      .find((why) => faultOfRule(spans, why)) ||
    ''
  const down = [...losses, ...behind].find((seq) =>
    ['down', 'crashed', 'killed'].includes(symbol(model, events.detail[seq]!)),
  )
  const to = events.peer[send]!
  return {
    send,
    from: events.node[send]!,
    to,
    type: symbol(model, events.type[send]!),
    operation: events.operation[send]!,
    isReply: model.isReply[send] === 1,
    sent: events.at[send]!,
    hold,
    rule,
    fault:
      holder ??
      faultOfRule(spans, rule) ??
      (down === undefined ? null : faultThatTookDown(model, spans, { node: to, seq: down })),
    endings: [...ends, ...behind].map((event) => {
      const delay = events.at[event]! - events.at[send]!
      const held = heldFor(model, { hold, event, holder })
      const isLost = events.kind[event] === kinds.drop
      const why = isLost ? symbol(model, events.detail[event]!) : ''
      return { event, isLost, why, delay, held, flight: delay - held }
    }),
  }
}

function heldFor(
  model: TraceModel,
  { hold, event, holder }: { hold: number; event: number; holder: FaultSpan | null },
): number {
  if (hold < 0) return 0
  const { at } = model.events
  const released = holder ? Math.min(holder.to, at[event]!) : at[event]!
  return Math.max(0, released - at[hold]!)
}

/** The loss of a request that had arrived: out of its line, or out of the hands of a worker. */
function lossAfter(model: TraceModel, arrival: number): number[] {
  const { kind } = model.events
  if (kind[arrival] !== kinds.deliver) return []
  for (const seq of rowsOf(model.effects, arrival)) {
    if (kind[seq] === kinds.drop) return [seq]
    if (kind[seq] !== kinds.serve) continue
    const lost = rowsOf(model.effects, seq).find((later) => kind[later] === kinds.drop)
    return lost === undefined ? [] : [lost]
  }
  return []
}
