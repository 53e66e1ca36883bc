/** Differences between two runs in words. */
import { words } from '../words/words.ts'
import type { Comparison } from './comparison.ts'
import { differenceKind } from './difference.ts'
import { eventLine, nameOf } from './event-line.ts'
import { moment, span } from './time-label.ts'
import { kindName, symbol } from './trace-model.ts'
import type { TraceModel } from './trace-model.ts'

/** Two runs and how they differ. */
interface Runs {
  readonly here: TraceModel
  readonly there: TraceModel
  readonly comparison: Comparison
}

/** What differs, as a sentence without a full stop. */
export function differenceLine({ here, there, comparison }: Runs, place: number): string {
  const say = words.comparison
  const a = comparison.here[place]!
  const b = comparison.there[place]!
  switch (differenceKind(comparison, place)) {
    case 'here':
      return say.onlyHere(eventLine(here, a))
    case 'there':
      return say.onlyThere(eventLine(there, b))
    case 'shifted':
      return say.shifted(
        eventLine(here, a),
        moment(here.events.at[a]!),
        moment(there.events.at[b]!),
      )
    case 'changed':
      return changedLine(here, a, there, b)
  }
}

function changedLine(here: TraceModel, a: number, there: TraceModel, b: number): string {
  const say = words.comparison
  const { events } = here
  const name = (place: number) => {
    const node = here.header.topology.nodes[place]
    return node ? nameOf(node) : ''
  }
  const from = name(events.node[a]!)
  const type = symbol(here, events.type[a]!)
  const one = events.value[a]!
  const two = there.events.value[b]!
  if (one !== two)
    switch (kindName(here, a)) {
      case 'send':
        return say.flight(from, name(events.peer[a]!), type, way(one), way(two))
      case 'serve':
        return say.waits(from, type, span(one), span(two))
      case 'finish':
        return say.serves(from, type, span(one), span(two))
      default:
    }
  const left = eventLine(here, a)
  const right = eventLine(there, b)
  return left === right ? say.otherContent(left) : say.both(left, right)
}

/** How long a message takes; −1 is one that never arrives. */
function way(micros: number): string {
  return micros < 0 ? words.comparison.neverArrives : span(micros)
}

/** The name of a node of either run; '' is where faults happen. */
export function nodeName({ here, there }: Pick<Runs, 'here' | 'there'>, id: string): string {
  for (const { header, places } of [here, there]) {
    const node = header.topology.nodes[places.get(id) ?? -1]
    if (node) return nameOf(node)
  }
  return words.comparison.outside
}
