/** A finished run as the worker hands it over. */
import type { CheckFlip, EventColumns, TraceFooter, TraceHeader } from '../../engine/index.ts'

/** What the worker hands over of a finished run. */
export interface TraceData {
  readonly header: TraceHeader
  readonly symbols: readonly string[]
  /** Without the contents of messages, which stay in the worker. */
  readonly events: EventColumns
  readonly footer: TraceFooter
  readonly flips: readonly CheckFlip[]
}
