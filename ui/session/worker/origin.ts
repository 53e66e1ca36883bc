/**
 * Where a value in a node's state came from: the run is walked again, one stretch between two
 * snapshots after the other, the latest stretch first, until one is found in which it changed.
 */
import type { Recording } from '../../../engine/index.ts'
import type { Asks, Origin } from '../protocol.ts'
import type { Breath } from './breath.ts'
import type { KeptRun } from './kept-run.ts'

/** So many events are walked through before the search is given up. */
const eventsMax = 4_000_000
/** Steps between two looks at the clock. */
const stride = 64

type Ask = Omit<Asks['origin']['ask'], 'source'>

/**
 * See the file's header.
 * @throws Error for a file without its run, and when the search is stopped
 */
export async function originOf(kept: KeptRun, ask: Ask, breath: Breath): Promise<Origin> {
  const recording = kept.run?.recording
  if (!recording) throw new Error('a file without its run cannot be walked again')
  const place = recording.trace.header.topology.nodes.findIndex(({ id }) => id === ask.node)
  const limit = limitOf(recording, ask)
  const begins = [0, ...recording.snapshots.map(({ seq }) => seq)].filter((seq) => seq < limit)
  let looked = 0
  /** What the value was after the first step of the stretch that was looked at before. */
  let after: Seen | undefined
  for (let stretch = begins.length - 1; stretch >= 0; stretch--) {
    const from = begins[stretch]!
    const to = stretch + 1 < begins.length ? begins[stretch + 1]! : limit
    let value: string | null = null
    let found: number | null = null
    let first: Seen | undefined
    for (const { seq, nodes } of recording.views(from)) {
      if (seq >= to) break
      looked++
      if (looked % stride === 0 && breath.isDue) await breath.take(looked)
      // The first step is compared with what the stretch before it came to.
      if (value !== null && !touches(recording, seq, place)) continue
      const now = textAt(nodes[place]?.state, ask.path)
      first ??= { event: seq, value: now }
      if (value !== null && value !== now) found = seq
      value = now
    }
    if (found !== null) return told(recording, { event: found, place, looked })
    if (after && value !== null && value !== after.value)
      return told(recording, { event: after.event, place, looked })
    after = first ?? after
    if (looked > eventsMax) return { event: null, looked, gaveUp: true }
  }
  return { event: null, looked, gaveUp: false }
}

/** A value as it was after the step of an event. */
interface Seen {
  readonly event: number
  readonly value: string
}

/** The first event that no longer counts. */
function limitOf({ trace }: Recording, { seq, including }: Ask): number {
  const event = trace.events.cursor()
  event.goTo(Math.min(seq, trace.events.length - 1))
  if (!including) {
    event.goToStep()
    return event.seq
  }
  while (event.next()) if (event.isFirst) return event.seq
  return trace.events.length
}

/** Whether any event of the step that begins with event `seq` is of this node. */
function touches({ trace }: Recording, seq: number, place: number): boolean {
  const event = trace.events.cursor()
  event.goTo(seq)
  do if (event.node === place) return true
  while (event.next() && !event.isFirst)
  return false
}

/** The event of the step at which a person would look: the first one of the node. */
function told(
  { trace }: Recording,
  { event: first, place, looked }: { event: number; place: number; looked: number },
): Origin {
  const event = trace.events.cursor()
  event.goTo(first)
  do if (event.node === place) return { event: event.seq, looked, gaveUp: false }
  while (event.next() && !event.isFirst)
  return { event: first, looked, gaveUp: false }
}

function textAt(state: unknown, path: readonly string[]): string {
  let value = state
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return ''
    value = (value as { readonly [key: string]: unknown })[key]
  }
  return JSON.stringify(value) ?? ''
}
