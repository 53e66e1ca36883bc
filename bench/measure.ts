/** Measures a workload: everybody in turn, round after round; medians, and ratios within a round. */
import { taskContestant } from './contestant.ts'
import type { Contestant } from './contestant.ts'
import type { Figure, PeerFigure } from './figure.ts'
import type { Outcome, Size } from './outcome.ts'
import { knownLimit, knownRates } from './peers/known.ts'
import { peers } from './peers/roster.ts'
import { say } from './progress.ts'
import type { Judge } from './truth/judgement.ts'
import type { Workload } from './workload.ts'

/** How thorough a measurement is. */
export interface Form {
  readonly name: 'whole' | 'quick'
  readonly rounds: number
}

/** The two forms. */
export const forms = {
  whole: { name: 'whole', rounds: 5 },
  quick: { name: 'quick', rounds: 3 },
} as const satisfies { [name: string]: Form }

/** A round is no shorter: an interruption by the system would be most of it. */
const leastSeconds = 0.2

/** Somebody in a workload, and the rate of each round so far. */
interface Entrant {
  readonly name: string
  readonly contestant: Contestant
  readonly size: Size
  readonly judge: Judge<Size>
  readonly rates: number[]
  readonly outcomes: Outcome[]
  /** Why it is out of the running. */
  failure: string | null
}

/** Measures one workload, with the peers that are here unless `alone`. */
export async function measure(workload: Workload, form: Form, alone = false): Promise<Figure> {
  const { id, name, unit, judge, rival, goal, goalRate } = workload
  say(`${id} ${name}`)
  const size = workload.size[form.name]
  const own = entrant(workload.task, taskContestant(workload.task), size, judge)
  const other = rival
    ? entrant(
        rival.name,
        taskContestant(rival.task),
        rival.size?.[form.name] ?? size,
        rival.judge ?? judge,
      )
    : null
  const { entered, absent } = alone ? { entered: [], absent: [] } : await enterPeers(workload, size)
  const all = [own, ...(other ? [other] : []), ...entered]
  try {
    // Once for nothing: the first round pays for compiling, unless it is so long that it can.
    if (workload.rounds !== 1) for (const one of [own, other]) if (one) await round(one)
    for (const one of all) {
      one.rates.length = 0
      one.outcomes.length = 0
    }
    const rounds = workload.rounds ?? form.rounds
    for (let i = 0; i < rounds; i++) for (const one of all) await round(one)
  } finally {
    for (const { contestant } of all) contestant.close()
  }
  const rate = median(own.rates)
  const ratio = other ? pairedRatio(own, other) : null
  const isWrong = own.failure ?? other?.failure ?? null
  return {
    id,
    name,
    unit,
    rate,
    rival: other ? { name: rival!.name, rate: median(other.rates), ratio: ratio! } : null,
    goal: goal ?? null,
    goalRate: goalRate ?? null,
    failure: isWrong,
    more: own.outcomes.at(-1)?.more ?? {},
    peers: [
      ...entered.map((peer) => peerFigure(workload, own, peer)),
      ...absent.map(([peer, reason]) => knownFigure(workload, ratio, peer, reason)),
    ],
  }
}

function entrant(name: string, contestant: Contestant, size: Size, judge: Judge<Size>): Entrant {
  return { name, contestant, size, judge, rates: [], outcomes: [], failure: null }
}

async function round(one: Entrant): Promise<void> {
  if (one.failure !== null) return
  try {
    const { outcome, rate } = await one.contestant.round(one.size, leastSeconds)
    one.failure = one.judge(outcome, one.size)
    one.outcomes.push(outcome)
    one.rates.push(rate)
  } catch (error) {
    one.failure = error instanceof Error ? error.message : String(error)
  }
  if (one.failure !== null) say(`  ${one.name}: ${one.failure}`)
}

/** Those peers that are here and can do it, and the others with the reason. */
async function enterPeers(workload: Workload, size: Size) {
  const entered: Entrant[] = []
  const absent: [string, string][] = []
  if (!workload.peers) return { entered, absent }
  const { kind, column } = workload.peers
  for (const peer of peers) {
    if (knownRates[peer.name]?.[column] === undefined) continue
    const reason = await peer.absence()
    if (reason !== null) {
      absent.push([peer.name, reason])
      continue
    }
    const part = shareOf(size, workload, peer.share)
    try {
      const { contestant, name } = await peer.enter(kind, part)
      entered.push(entrant(`${peer.name} (${name})`, contestant, part, workload.judge))
    } catch (error) {
      absent.push([peer.name, error instanceof Error ? error.message : String(error)])
    }
  }
  for (const name of Object.keys(knownRates))
    if (!peers.some((peer) => peer.name === name) && knownRates[name]![column] !== undefined)
      absent.push([name, 'no registry that the bench installs from holds it'])
  return { entered, absent }
}

function shareOf(size: Size, { scale, least = 0 }: Workload, share: number): Size {
  return { ...size, [scale]: Math.max(Math.round(size[scale]! * share), least) }
}

function peerFigure({ peers }: Workload, own: Entrant, peer: Entrant): PeerFigure {
  const name = peer.name.replace(/ \(.*/, '')
  return {
    name: peer.name,
    rate: peer.failure === null ? median(peer.rates) : null,
    times: peer.failure === null ? pairedRatio(own, peer) : null,
    goal: peers?.goals[name] ?? null,
    note: peer.failure ?? '',
  }
}

/** A peer that is not here: by what is known of it, in times of the limit. */
function knownFigure(
  { peers }: Workload,
  ratio: number | null,
  name: string,
  reason: string,
): PeerFigure {
  const { column, goals } = peers!
  const known = knownRates[name]![column]!
  return {
    name,
    rate: null,
    times: ratio === null ? null : (ratio * knownLimit[column]) / known,
    goal: goals[name] ?? null,
    note: `last known ratio: ${reason}`,
  }
}

/** How many times as fast: the median over rounds, each of which saw the same machine. */
function pairedRatio(one: Entrant, other: Entrant): number {
  return median(one.rates.map((rate, i) => rate / (other.rates[i] ?? NaN)))
}

/** The middle value; of two middle ones, their mean. NaN when there is none. */
export function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  const { length } = sorted
  if (length === 0) return NaN
  return (sorted[(length - 1) >> 1]! + sorted[length >> 1]!) / 2
}
