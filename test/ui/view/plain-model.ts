/**
 * The indexes of a run as one would write them down at first: with maps, texts as keys and lists of
 * objects. Slow, and easy to believe; what the page uses must come to the same.
 */
import { kinds } from '../../../ui/view/event-kinds.ts'
import type { TraceData } from '../../../ui/view/finished-run.ts'
import type { Failure, Severity } from '../../../ui/view/failures.ts'

/** Whether each event is a send that answers another. */
export function plainReplies({ events }: TraceData): number[] {
  const { kind, node, peer, operation, cause } = events
  const askers = new Map<string, number>()
  return Array.from({ length: events.length }, (_none, seq) => {
    if (kind[seq] !== kinds.send) return 0
    const [from, to] = [node[seq]!, peer[seq]!]
    if (operation[seq]! < 0) {
      let why = cause[seq]!
      while (why >= 0 && [kinds.serve, kinds.finish].includes(kind[why]!)) why = cause[why]!
      return why >= 0 && kind[why] === kinds.deliver && peer[why] === to ? 1 : 0
    }
    const pair = `${operation[seq]} ${[from, to].sort((a, b) => a - b).join(' ')}`
    if (!askers.has(pair)) askers.set(pair, from)
    return askers.get(pair) === from ? 0 : 1
  })
}

/** The flights: their sends and ends, in the order of the sends. */
export function plainFlights({ events }: TraceData): { send: number; end: number }[] {
  const { kind, cause } = events
  const flights = new Map<number, { send: number; end: number }[]>()
  for (let seq = 0; seq < events.length; seq++) {
    if (kind[seq] === kinds.send) flights.set(seq, [{ send: seq, end: -1 }])
    if (kind[seq] !== kinds.deliver && kind[seq] !== kinds.drop) continue
    let send = cause[seq]!
    while (kind[send] === kinds.hold) send = cause[send]!
    const known = flights.get(send)
    if (!known) continue
    if (known[0]!.end < 0) known[0]!.end = seq
    else known.push({ send, end: seq })
  }
  return [...flights.values()].flat()
}

/** The sends of the flights under way once an event has happened. */
export function plainUnderWay(
  flights: readonly { send: number; end: number }[],
  seq: number,
): number[] {
  return flights.flatMap(({ send, end }) => (send <= seq && (end < 0 || end > seq) ? [send] : []))
}

/** How many wait and how many are served at its own node once each event has happened. */
export function plainQueues({ events }: TraceData): { queued: number[]; serving: number[] } {
  const { kind, node, type, cause } = events
  const isArrival = (seq: number) => [kinds.deliver, kinds.arrive].includes(kind[seq]!)
  const served = new Set<string>()
  for (let seq = 0; seq < events.length; seq++) {
    const why = cause[seq]!
    if (kind[seq] === kinds.serve) served.add(`${node[seq]} ${type[seq]}`)
    if (kind[seq] === kinds.drop && why >= 0 && node[why] === node[seq] && isArrival(why))
      served.add(`${node[why]} ${type[why]}`)
  }
  const waits = (seq: number) => isArrival(seq) && served.has(`${node[seq]} ${type[seq]}`)
  const now = new Map<number, { queued: number; serving: number }>()
  const queued: number[] = []
  const serving: number[] = []
  for (let seq = 0; seq < events.length; seq++) {
    const at = now.get(node[seq]!) ?? { queued: 0, serving: 0 }
    if (node[seq]! >= 0) now.set(node[seq]!, at)
    const why = cause[seq]!
    const isHere = why >= 0 && node[why] === node[seq]
    if (node[seq]! >= 0) {
      if (waits(seq)) at.queued++
      if (kind[seq] === kinds.serve) {
        at.queued--
        at.serving++
      }
      if (kind[seq] === kinds.finish) at.serving--
      if (kind[seq] === kinds.drop && isHere && waits(why)) at.queued--
      else if (kind[seq] === kinds.drop && isHere && kind[why] === kinds.serve) at.serving--
    }
    queued.push(at.queued)
    serving.push(at.serving)
  }
  return { queued, serving }
}

/** Everything that went wrong, in order. */
export function plainFailures({ events, footer, symbols }: TraceData): Failure[] {
  const all: Failure[] = footer.checks.flatMap(({ result, event }, check) =>
    result === 'fail' && event !== null ? [{ seq: event, severity: 3 as const, check }] : [],
  )
  for (let seq = 0; seq < events.length; seq++) {
    const detail = symbols[events.detail[seq]!]
    const add = (severity: Severity) => all.push({ seq, severity, check: -1 })
    if (events.kind[seq] === kinds.drop) add(1)
    if (events.kind[seq] === kinds.end && detail !== undefined && detail !== 'ok') add(2)
    if (events.kind[seq] === kinds.down && (detail === 'crashed' || detail === 'killed')) add(2)
  }
  const worst = new Map<number, Failure>()
  for (const one of all)
    if (one.severity > (worst.get(one.seq)?.severity ?? 0)) worst.set(one.seq, one)
  return [...worst.values()].sort((a, b) => a.seq - b.seq)
}
