/** What messages say, as one number per event, so that two runs can be compared without reading them. */
import type { Trace } from '../../engine/index.ts'

/**
 * A hash of each event's content; 0 where there is none. Names of events, such as `root#318`, count
 * as the same: they are numbered as they come, so one more event would make all later ones differ.
 */
export function contentsOf(trace: Trace): Int32Array {
  const hashes = new Int32Array(trace.events.length)
  const event = trace.events.cursor()
  while (event.next()) if (event.hasMessage) hashes[event.seq] = hashOf(event.messageJson())
  return hashes
}

function hashOf(json: string): number {
  const text = json.includes('#') ? json.replaceAll(/#\d+(?=")/g, '#') : json
  let value = 0x811c_9dc5
  for (let place = 0; place < text.length; place++)
    value = Math.imul(value ^ text.charCodeAt(place), 0x0100_0193)
  return value || 1
}
