import { eventKinds } from '../../engine/index.ts'
import type { EventKind } from '../../engine/index.ts'

/** The numbers of the kinds of event, as the trace format fixes them. */
export const kinds = Object.fromEntries(eventKinds.map((name, number) => [name, number])) as {
  readonly [K in EventKind]: number
}
