/**
 * What the charts of a run are drawn from: indexes that give the numbers of any window at a cost
 * that depends on how many columns it has, not on how many events.
 */
import { kinds } from './event-kinds.ts'
import type { TraceData } from './finished-run.ts'
import { levelsOf } from './levels.ts'
import type { Levels } from './levels.ts'
import type { MeasureTrack } from './measure-track.ts'
import { quantilesOf } from './quantiles.ts'
import type { Quantiles } from './quantiles.ts'
import type { Queues } from './queues.ts'

/** See the file's header. Events by `seq`, in order. */
export interface Tracks {
  /** The first event of each operation. */
  readonly begins: Int32Array
  /** Ends of operations that went well, and their times in µs. */
  readonly ok: Int32Array
  readonly okTimes: Quantiles
  /** Ends of those that did not, and losses, by the word that the trace has for them. */
  readonly errors: { readonly [word: string]: Int32Array }
  /** Requests in line, and in service, by role; only roles that serve. */
  readonly queued: { readonly [role: string]: Levels }
  readonly serving: { readonly [role: string]: Levels }
  /** Workers by role. */
  readonly workers: { readonly [role: string]: number }
  /** The scenario's own measures; none for a file. */
  readonly measures: { readonly [name: string]: MeasureTrack }
}

type Data = Pick<TraceData, 'events' | 'symbols' | 'header'> & { readonly queues: Queues }

/** Finds the tracks of a run. Linear in its events. */
export function tracksOf(data: Data, measures: readonly MeasureTrack[]): Tracks {
  const { events, symbols } = data
  const ok = symbols.indexOf('ok')
  const begins: number[] = []
  const ends: number[] = []
  const errors = new Map<string, number[]>()
  const err = (word: number, seq: number) => {
    const name = symbols[word] ?? ''
    const known = errors.get(name)
    if (known) known.push(seq)
    else errors.set(name, [seq])
  }
  for (let seq = 0; seq < events.length; seq++) {
    // Operations are numbered in the order of their beginnings.
    if (events.operation[seq] === begins.length) begins.push(seq)
    switch (events.kind[seq]) {
      case kinds.end:
        if (events.detail[seq] === ok) ends.push(seq)
        else err(events.detail[seq]!, seq)
        break
      case kinds.drop:
        err(events.detail[seq]!, seq)
        break
      default:
    }
  }
  return {
    begins: Int32Array.from(begins),
    ok: Int32Array.from(ends),
    okTimes: quantilesOf(Float64Array.from(ends, (seq) => events.value[seq]!)),
    errors: Object.fromEntries([...errors].map(([name, rows]) => [name, Int32Array.from(rows)])),
    ...loads(data),
    measures: Object.fromEntries(measures.map((track) => [track.name, track])),
  }
}

/** How much the nodes of each role that serves had to do. */
function loads({ events, header, queues }: Data): Pick<Tracks, 'queued' | 'serving' | 'workers'> {
  const { nodes } = header.topology
  const roles = [...new Set(nodes.flatMap((one) => (one.workers === null ? [] : [one.role])))]
  const changes = roles.map(() => ({ queued: [] as Change[], serving: [] as Change[] }))
  const roleOf = nodes.map(({ role }) => roles.indexOf(role))
  const now = roles.map(() => ({ queued: 0, serving: 0 }))
  const queuedAt = new Int32Array(nodes.length)
  const servingAt = new Int32Array(nodes.length)
  for (let seq = 0; seq < events.length; seq++) {
    const place = events.node[seq]!
    const role = place < 0 ? -1 : roleOf[place]!
    if (role < 0) continue
    const total = now[role]!
    const queued = Math.max(0, queues.queued[seq]!)
    // Those who share their workers serve more than they have.
    const serving = Math.min(Math.max(0, queues.serving[seq]!), nodes[place]!.workers ?? 0)
    if (queued !== queuedAt[place]) {
      total.queued += queued - queuedAt[place]!
      queuedAt[place] = queued
      changes[role]!.queued.push([seq, total.queued])
    }
    if (serving !== servingAt[place]) {
      total.serving += serving - servingAt[place]!
      servingAt[place] = serving
      changes[role]!.serving.push([seq, total.serving])
    }
  }
  const workers = (role: string) =>
    nodes.reduce((sum, one) => sum + (one.role === role ? (one.workers ?? 0) : 0), 0)
  return {
    queued: Object.fromEntries(
      roles.map((role, place) => [role, levelsOf(changes[place]!.queued, events.at)]),
    ),
    serving: Object.fromEntries(
      roles.map((role, place) => [role, levelsOf(changes[place]!.serving, events.at)]),
    ),
    workers: Object.fromEntries(roles.map((role) => [role, workers(role)])),
  }
}

type Change = readonly [seq: number, value: number]
