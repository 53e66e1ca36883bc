/** What went over the line between two nodes in a window of the run, both ways. */
import { kinds } from './event-kinds.ts'
import { placesOf } from './fault-spans.ts'
import type { FaultSpan } from './fault-spans.ts'
import { lastAtMost } from './grouping.ts'
import { symbol } from './trace-model.ts'
import type { TraceModel } from './trace-model.ts'

/** One direction of a link. */
export interface Direction {
  readonly from: number
  readonly to: number
  readonly sent: number
  readonly arrived: number
  readonly underWay: number
  /** Losses by what the trace calls their reason, the most frequent first. */
  readonly losses: readonly {
    readonly why: string
    readonly count: number
    readonly first: number
  }[]
  /** Middle and greatest time of flight, µs; `null` when nothing arrived. */
  readonly typical: number | null
  readonly longest: number | null
  /** The arrival of the slowest; −1 for none. */
  readonly slowest: number
  /** Flights by how long they took: equal steps from 0 to `longest`. */
  readonly histogram: readonly number[]
}

/** The two ends of a link. */
export interface Ends {
  readonly a: number
  readonly b: number
}

const bins = 24

/** Both directions, of what was sent from event `first` to event `last`. */
export function linkStory(
  model: TraceModel,
  { a, b }: Ends,
  window: { readonly first: number; readonly last: number },
): readonly [Direction, Direction] {
  const { send, end } = model.flights
  const { node, peer } = model.events
  const there: number[] = []
  const back: number[] = []
  const from = lastAtMost(send, window.first - 1) + 1
  for (let flight = from; flight < send.length && send[flight]! <= window.last; flight++) {
    const x = node[send[flight]!]!
    const y = peer[send[flight]!]!
    if (x === a && y === b) there.push(flight)
    else if (x === b && y === a) back.push(flight)
  }
  const told = (flights: readonly number[], x: number, y: number): Direction => {
    const ends = flights.map((flight) => end[flight]!)
    return { from: x, to: y, sent: flights.length, ...fates(model, flights, ends) }
  }
  return [told(there, a, b), told(back, b, a)]
}

type Fates = Omit<Direction, 'from' | 'to' | 'sent'>

function fates(model: TraceModel, flights: readonly number[], ends: readonly number[]): Fates {
  const { kind, at, detail } = model.events
  const times: { time: number; end: number }[] = []
  const losses = new Map<string, { count: number; first: number }>()
  let underWay = 0
  ends.forEach((end, place) => {
    if (end < 0) underWay++
    else if (kind[end] === kinds.drop) {
      const why = symbol(model, detail[end]!)
      const known = losses.get(why)
      losses.set(why, { count: (known?.count ?? 0) + 1, first: known?.first ?? end })
    } else times.push({ time: at[end]! - at[model.flights.send[flights[place]!]!]!, end })
  })
  times.sort((x, y) => x.time - y.time || x.end - y.end)
  const longest = times.at(-1)
  const histogram = Array.from({ length: bins }, () => 0)
  const step = Math.max(1, (longest?.time ?? 0) / bins)
  for (const { time } of times) histogram[Math.min(bins - 1, Math.floor(time / step))]!++
  return {
    arrived: times.length,
    underWay,
    losses: [...losses]
      .map(([why, one]) => ({ why, ...one }))
      .sort((x, y) => y.count - x.count || x.first - y.first),
    typical: times[Math.floor((times.length - 1) / 2)]?.time ?? null,
    longest: longest?.time ?? null,
    slowest: longest?.end ?? -1,
    histogram,
  }
}

/** The faults in force at a moment that concern messages between two nodes. */
export function rulesBetween(
  model: TraceModel,
  spans: readonly FaultSpan[],
  options: Ends & { readonly seq: number },
): readonly FaultSpan[] {
  const { a, b, seq } = options
  const { topology } = model.header
  const now = seq < 0 ? 0 : model.events.at[Math.min(seq, model.length - 1)]!
  const joins = (from: string, to: string) => {
    const x = placesOf(topology, from)
    const y = placesOf(topology, to)
    return (x.includes(a) && y.includes(b)) || (x.includes(b) && y.includes(a))
  }
  return spans.filter(({ fault, event, from, to }) => {
    if (event < 0 || event > seq || now < from || now >= to) return false
    if (fault.kind === 'cut' || fault.kind === 'hold' || fault.kind === 'degrade')
      return joins(fault.from, fault.to)
    if (fault.kind !== 'partition') return false
    const side = (place: number) =>
      fault.groups.findIndex((group) =>
        group.some((name) => placesOf(topology, name).includes(place)),
      )
    return side(a) >= 0 && side(b) >= 0 && side(a) !== side(b)
  })
}
