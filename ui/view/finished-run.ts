/** A finished run as the worker hands it over. */
import type { CheckFlip, EventColumns, TraceFooter, TraceHeader } from '../../engine/index.ts'

/** The columns without the contents of messages, which stay in the worker. */
export type Columns = Omit<EventColumns, 'message'>

/** What the worker hands over of a finished run. */
export interface TraceData {
  readonly header: TraceHeader
  readonly symbols: readonly string[]
  readonly events: Columns
  readonly footer: TraceFooter
  readonly flips: readonly CheckFlip[]
}
