/** Why an event happened, and what came of it. */
import { kinds } from './event-kinds.ts'
import { rowsOf } from './grouping.ts'
import type { TraceModel } from './trace-model.ts'

/** The events that led to an event, first one first; the event itself is the last. */
export function chainTo(model: TraceModel, seq: number): number[] {
  const chain: number[] = []
  for (let at = seq; at >= 0; at = model.events.cause[at]!) chain.push(at)
  return chain.reverse()
}

/** What an event led to directly, in order. */
export function effectsOf(model: TraceModel, seq: number): Int32Array {
  return rowsOf(model.effects, seq)
}

/** The effect that `Ctrl+→` goes to: the first. −1 for none. */
export function firstEffect(model: TraceModel, seq: number): number {
  return effectsOf(model, seq)[0] ?? -1
}

/** How many events an event led to in all, itself left out; counting stops at `most`. */
export function countEffects(model: TraceModel, seq: number, most: number): number {
  if (seq < 0) return 0
  let found = 0
  let row: number[] = [seq]
  while (row.length > 0 && found < most) {
    const next: number[] = []
    for (const cause of row) for (const effect of effectsOf(model, cause)) next.push(effect)
    found += next.length
    row = next
  }
  return Math.min(found, most)
}

/** Every event that would not have happened without this one, itself included, as marks by event. */
export function allEffects(model: TraceModel, seq: number): Uint8Array {
  const marked = new Uint8Array(model.length)
  if (seq < 0) return marked
  marked[seq] = 1
  for (let later = seq + 1; later < model.length; later++) {
    const cause = model.events.cause[later]!
    if (cause >= seq && marked[cause]) marked[later] = 1
  }
  return marked
}

/**
 * Along the messages: from a send to where it ends, from anywhere else to the first message sent
 * because of it; backwards to the send that an event goes back to. −1 for none.
 */
export function alongMessage(model: TraceModel, seq: number, direction: 1 | -1): number {
  const { kind, cause } = model.events
  if (direction > 0) {
    const effects = effectsOf(model, seq)
    if (kind[seq] === kinds.send || kind[seq] === kinds.hold) return effects[0] ?? -1
    return effects.find((effect) => kind[effect] === kinds.send) ?? -1
  }
  for (let at = cause[seq] ?? -1; at >= 0; at = cause[at]!) if (kind[at] === kinds.send) return at
  return -1
}

/** The next or previous event on the same node; −1 for none. */
export function onSameNode(
  model: TraceModel,
  options: { node: number; seq: number; direction: 1 | -1 },
): number {
  const { node, seq, direction } = options
  const rows = rowsOf(model.ofNode, node)
  if (direction > 0) return rows.find((row) => row > seq) ?? -1
  return rows.findLast((row) => row < seq) ?? -1
}
