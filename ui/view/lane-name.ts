/** What tells the runs of the page apart, in a few words each: `without`, `seed 9`, `crash a at 1.2 s`. */
import { describeFault } from '../../engine/index.ts'
import type { AnyValues, Fault } from '../../engine/index.ts'
import { words } from '../words/words.ts'
import { span } from './time-label.ts'

/** What the name of a run is made from. */
export interface NamedLane {
  readonly id: number
  /** The run that it is a branch of; `null` for none. */
  readonly parent: number | null
  /** The name of the file that it was read from; `null` for one that was run here. */
  readonly file: string | null
  readonly scenario: string
  readonly variant: string
  readonly params: AnyValues
  readonly seed: string
  /** Its whole plan; `null` as long as that is its scenario's own and not known. */
  readonly faults: readonly Fault[] | null
}

/** More faults than these are counted, not spelled. */
const spelled = 2

/**
 * The name of each run, by its number: only that in which it differs from the others. No two names
 * are the same. `titleOf` gives the title of a variant.
 */
export function laneNames(
  lanes: readonly NamedLane[],
  titleOf: (variant: string) => string,
): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  const taken = new Set<string>()
  for (const lane of lanes) {
    const plain = nameIn(lane, lanes, titleOf)
    let name = plain
    for (let number = 2; taken.has(name); number++) name = words.lane.another(plain, number)
    taken.add(name)
    names.set(lane.id, name)
  }
  return names
}

function nameIn(
  lane: NamedLane,
  lanes: readonly NamedLane[],
  titleOf: (variant: string) => string,
): string {
  if (lane.file !== null) return lane.file
  const parent = lanes.find(({ id }) => id === lane.parent)
  const differs = (of: (one: NamedLane) => unknown) =>
    lanes.some((other) => other.file === null && of(other) !== of(lane))
  const parts: string[] = []
  if (differs(({ scenario }) => scenario)) parts.push(lane.scenario)
  if (differs(({ variant }) => variant)) parts.push(titleOf(lane.variant))
  if (differs(({ seed }) => seed)) parts.push(words.lane.seed(lane.seed))
  for (const [name, value] of Object.entries(lane.params))
    if (differs(({ params }) => params[name])) parts.push(`${name} ${String(value)}`)
  parts.push(...faultParts(lane, parent ?? lanes[0]!))
  if (parts.length > 0) return parts.join(', ')
  if (parent) return words.lane.branch
  return lanes.length > 1 ? words.lane.original : titleOf(lane.variant)
}

/** What was added to the plan of the run that it goes back to, and what was taken out. */
function faultParts(lane: NamedLane, from: NamedLane): string[] {
  if (lane === from || !lane.faults || !from.faults) return []
  const has = (plan: readonly Fault[], fault: Fault) =>
    plan.some((other) => JSON.stringify(other) === JSON.stringify(fault))
  const added = lane.faults.filter((fault) => !has(from.faults!, fault))
  const gone = from.faults.filter((fault) => !has(lane.faults!, fault))
  if (added.length + gone.length > spelled)
    return [
      added.length > 0 ? words.lane.moreFaults(added.length) : '',
      gone.length > 0 ? words.lane.fewerFaults(gone.length) : '',
    ].filter(Boolean)
  return [
    ...added.map((fault) => words.lane.fault(shortFault(fault), span(fault.at))),
    ...gone.map((fault) => words.lane.noFault(shortFault(fault))),
  ]
}

function shortFault({ for: _length, ...fault }: Fault): string {
  return describeFault(fault)
}
