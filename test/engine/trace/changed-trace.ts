/** Traces that differ from a given one where a test says so. */
import type { Trace } from '../../../engine/index.ts'
import { Recorder } from '../../../engine/trace/recorder.ts'

/**
 * A trace with the same events, but for what `change` makes of each; where it answers false, the
 * trace ends.
 */
export function changed(
  trace: Trace,
  change: (row: { at: number }, seq: number) => boolean,
): Trace {
  const recorder = new Recorder()
  const event = trace.events.cursor()
  while (event.next()) {
    const row = { at: event.at }
    if (!change(row, event.seq)) break
    recorder.event(
      event.seq,
      row.at,
      event.kind,
      event.node,
      event.peer,
      event.type,
      event.cause,
      event.operation,
      event.value,
      event.detail,
      event.message(),
    )
  }
  return { ...trace, events: recorder.events }
}
