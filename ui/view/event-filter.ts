/** Which events a list shows. */
import { allEffects } from './causes.ts'
import { eventLine } from './event-line.ts'
import { kindName } from './trace-model.ts'
import type { TraceModel } from './trace-model.ts'

/** What is wanted; nothing set wants all. */
export interface EventFilter {
  /** Words that must all occur in the event's kind or line. */
  readonly text: string
  /** Only events of this node; −1 for all. */
  readonly node: number
  /** Only what this event caused, itself included; −1 for all. */
  readonly causedBy: number
}

/** The events that are wanted, in order; `null` stands for all of them. */
export function filteredEvents(model: TraceModel, filter: EventFilter): Int32Array | null {
  const wanted = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0 && filter.node < 0 && filter.causedBy < 0) return null
  const caused = filter.causedBy < 0 ? null : allEffects(model, filter.causedBy)
  const { node, peer } = model.events
  const found: number[] = []
  for (let seq = 0; seq < model.length; seq++) {
    if (filter.node >= 0 && node[seq] !== filter.node && peer[seq] !== filter.node) continue
    if (caused && !caused[seq]) continue
    if (wanted.length > 0) {
      const line = `${kindName(model, seq)} ${eventLine(model, seq)}`.toLowerCase()
      if (!wanted.every((word) => line.includes(word))) continue
    }
    found.push(seq)
  }
  return Int32Array.from(found)
}
