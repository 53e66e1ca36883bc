/** The messages in the picture at a moment: those in flight, and those just lost. */
import type { Cursor } from './axis.ts'
import { flightsAt } from './flights.ts'
import { lastAtMost } from './grouping.ts'
import type { Spot, TopologyView } from './topology.ts'
import type { TraceModel } from './trace-model.ts'

/** A message in the picture. */
export interface MessageMark {
  readonly x: number
  readonly y: number
  readonly shape: 'request' | 'reply' | 'lost'
  /** The sender's place. */
  readonly from: number
  /** The event that sent it. */
  readonly send: number
  /** 0 to 1; a lost message fades. */
  readonly strength: number
}

/** See the file's header. */
export interface MessageMarks {
  readonly marks: readonly MessageMark[]
  /** How many are in flight, drawn or not. */
  readonly all: number
}

/** Messages two ways along one line pass beside each other, this far from it. */
const aside = 3
/** Where on its way a message is shown lost: on the link, or at the door of a node that is down. */
const lostOnTheWay = 0.46
/** A lost message stays in sight for this many typical flights. */
const lostFor = 3

/** The marks of a moment, at most `most` of those in flight, spread evenly. */
export function messageMarks(
  model: TraceModel,
  view: TopologyView,
  options: { readonly cursor: Cursor; readonly most: number },
): MessageMarks {
  const { cursor, most } = options
  const { events, flights, isReply } = model
  const marks: MessageMark[] = []
  const under = flightsAt(flights, cursor.seq)
  const every = Math.max(1, Math.ceil(under.length / most))
  for (let place = 0; place < under.length; place += every) {
    const flight = under[place]!
    const send = flights.send[flight]!
    const end = flights.end[flight]!
    const sent = events.at[send]!
    const value = events.value[send]!
    const arrives = end >= 0 ? events.at[end]! : value >= 0 ? sent + value : Infinity
    // Held back: it waits a little way out until it is released.
    const share =
      arrives === Infinity || value < 0
        ? Math.min(0.3, (cursor.at - sent) / (arrives - sent || 1))
        : (cursor.at - sent) / Math.max(1, arrives - sent)
    const spot = between(view, {
      from: events.node[send]!,
      to: events.peer[send]!,
      share: Math.min(1, Math.max(0, share)),
    })
    if (spot)
      marks.push({
        ...spot,
        shape: isReply[send] ? 'reply' : 'request',
        from: events.node[send]!,
        send,
        strength: 1,
      })
  }
  marks.push(...lostMarks(model, view, cursor))
  return { marks, all: under.length }
}

function lostMarks(model: TraceModel, view: TopologyView, cursor: Cursor): MessageMark[] {
  const { events, flights } = model
  const marks: MessageMark[] = []
  const show = flights.typical * lostFor
  for (
    let place = lastAtMost(flights.drops, cursor.seq);
    place >= 0 && marks.length < 200;
    place--
  ) {
    const drop = flights.drops[place]!
    const age = cursor.at - events.at[drop]!
    if (age > show) break
    const send = flights.send[flights.droppedFlight[place]!]!
    const share = events.at[drop]! > events.at[send]! ? 1 : lostOnTheWay
    const spot = between(view, { from: events.node[send]!, to: events.peer[send]!, share })
    if (spot)
      marks.push({
        ...spot,
        shape: 'lost',
        from: events.node[send]!,
        send,
        strength: 1 - 0.7 * (age / show),
      })
  }
  return marks
}

function between(
  { spots, spotOf }: TopologyView,
  way: { from: number; to: number; share: number },
): { x: number; y: number } | undefined {
  const a = spots[spotOf[way.from] ?? -1]
  const b = spots[spotOf[way.to] ?? -1]
  if (!a || !b) return undefined
  if (a === b) return around(a, way.share)
  const dx = b.x - a.x
  const dy = b.y - a.y
  const length = Math.hypot(dx, dy) || 1
  // From rim to rim: what is in flight is in neither node.
  const start = Math.min(a.r + 5, length / 3)
  const way0 = start + way.share * Math.max(0, length - start - Math.min(b.r + 5, length / 3))
  return {
    x: a.x + (dx / length) * way0 - (dy / length) * aside,
    y: a.y + (dy / length) * way0 + (dx / length) * aside,
  }
}

/** A message to oneself, or within a folded group, goes around its spot. */
function around({ x, y, r }: Spot, share: number): { x: number; y: number } {
  const angle = share * 2 * Math.PI - Math.PI / 2
  return { x: x + (r + 9) * Math.cos(angle), y: y + (r + 9) * Math.sin(angle) }
}
