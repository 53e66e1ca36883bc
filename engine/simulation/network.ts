/**
 * The network of a run: for each pair of nodes that ever spoke, its link with its own streams; and
 * the rules that stand in front of all links.
 *
 * A link is a row in columns: its stream of latencies, and what only some need (a second
 * stream for loss and doubling, the ends of bandwidth and order) once one needs it.
 */
import type { Streams } from '../clockwork/random.ts'
import { sampler } from '../clockwork/sampler.ts'
import type { Sampler } from '../clockwork/sampler.ts'
import { StreamTable } from '../clockwork/stream-table.ts'
import type { Micros } from '../clockwork/time.ts'
import { networks } from '../model/link.ts'
import type { LinkOptions } from '../model/link.ts'
import type { LinkChange, Rule } from '../model/rule.ts'
import type { Assembly, Place } from '../scenario/system.ts'
import type { Draws } from './envelope.ts'
import { Pairs } from './pairs.ts'

/** What links of one kind have in common. */
interface Cable {
  readonly options: LinkOptions
  readonly draw: Sampler
  /** Local links skip the rules: what shares a pod is not cut apart. */
  readonly local: boolean
  /** Whether only latency matters while no rule is in force. */
  readonly isPlain: boolean
}

/** What the network did with a message: read these after `send`. */
export interface Transit {
  outcome: 'pass' | 'drop' | 'hold'
  /** µs until it arrives, and until its double does (−1: none). */
  delay: Micros
  secondDelay: Micros
  /** The rule or `loss` that decided, or changed it; '' for none. */
  because: string
  /** What was drawn for it, for whoever holds it. */
  draws: Draws
}

const none: Draws = Object.freeze({ latency: 0, loss: -1, doubling: -1 })

/** See the file's header. */
export class Network {
  /** Rules in force, first one first. */
  rules: Rule[] = []
  /** Told when a rule drops, holds or changes a message. */
  onRule: (rule: Rule) => void = () => {}
  readonly transit: Transit = {
    outcome: 'pass',
    delay: 0,
    secondDelay: -1,
    because: '',
    draws: none,
  }
  readonly #assembly: Assembly
  readonly #names: Int32Array
  /** By number of the pair: the stream of latencies, and that of losses and doublings. */
  readonly #latencies: StreamTable
  readonly #fates: StreamTable
  readonly #pairs = new Pairs()
  /** By number of the pair: its kind of link. */
  #cableOf = new Uint16Array(64)
  /** When the last byte of what was sent so far has left; for bandwidth. */
  #freeAt = new Float64Array(0)
  /** Arrival of the latest message; for FIFO. */
  #lastArrival = new Float64Array(0)
  readonly #cables: Cable[] = []
  /** Kinds of link by which of the system's link options apply. */
  readonly #kinds = new Map<string, number>()

  /** @param names two words for the name of each node */
  constructor(assembly: Assembly, streams: Streams, names: Int32Array) {
    this.#assembly = assembly
    this.#names = names
    this.#latencies = new StreamTable(streams.family('link'))
    this.#fates = new StreamTable(streams.family('link fate'))
  }

  /**
   * Decides what becomes of a message sent now; the answer is in `transit`. One that was held has
   * its `drawn` already, so that holding shifts no draw of a later message.
   */
  send(from: number, to: number, size: number, at: Micros, drawn?: Draws): void {
    const { transit } = this
    let link = this.#pairs.find(from, to)
    if (link < 0) link = this.#open(from, to)
    const cable = this.#cables[this.#cableOf[link]!]!
    transit.outcome = 'pass'
    transit.because = ''
    transit.secondDelay = -1
    // The latency is drawn first and always, so that no rule shifts the draws of later messages.
    const latency = drawn === undefined ? cable.draw(this.#latencies.at(link)) : drawn.latency
    if (cable.isPlain && (this.rules.length === 0 || cable.local))
      transit.delay = latency > 0 ? Math.round(latency) : 0
    else this.#judge(link, cable, from, to, size, at, latency, drawn)
  }

  /** The long way: rules, loss, doubling, bandwidth, order. */
  #judge(
    link: number,
    cable: Cable,
    from: number,
    to: number,
    size: number,
    at: Micros,
    drawnLatency: number,
    drawn: Draws | undefined,
  ): void {
    const { transit } = this
    const { options } = cable
    let latency = drawnLatency
    let loss = options.loss ?? 0
    let duplication = options.duplication ?? 0
    let bandwidth = options.bandwidth ?? Infinity
    if (!cable.local)
      for (const rule of this.rules) {
        const verdict = rule.judge(from, to)
        if (verdict.kind === 'pass') continue
        transit.because = rule.name
        this.onRule(rule)
        if (verdict.kind !== 'change') {
          transit.outcome = verdict.kind
          break
        }
        const change: LinkChange = verdict.change
        latency = latency * (change.latencyFactor ?? 1) + (change.latencyAdded ?? 0)
        loss = 1 - (1 - loss) * (1 - (change.loss ?? 0))
        duplication = 1 - (1 - duplication) * (1 - (change.duplication ?? 0))
        bandwidth *= change.bandwidthFactor ?? 1
      }
    let doubled = false
    let fate = drawn ?? none
    if (loss > 0 || duplication > 0) {
      if (fate.loss < 0) fate = this.#drawFate(link, from, to, drawnLatency)
      doubled = fate.doubling < duplication
      if (fate.loss < loss && transit.outcome === 'pass') {
        transit.outcome = 'drop'
        transit.because ||= 'loss'
      }
    }
    if (transit.outcome === 'hold')
      transit.draws = { latency: drawnLatency, loss: fate.loss, doubling: fate.doubling }
    if (transit.outcome !== 'pass') return
    transit.delay = this.#travel(link, options, latency, size, bandwidth, at)
    if (doubled) transit.secondDelay = this.#travel(link, options, latency, size, bandwidth, at)
  }

  #travel(
    link: number,
    options: LinkOptions,
    latency: number,
    size: number,
    bandwidth: number,
    at: Micros,
  ): Micros {
    let delay = Math.max(0, Math.round(latency))
    if (size > 0 && bandwidth < Infinity) {
      this.#freeAt = fitted(this.#freeAt, link)
      const freeAt = Math.max(at, this.#freeAt[link]!) + Math.round((size * 1e6) / bandwidth)
      this.#freeAt[link] = freeAt
      delay += freeAt - at
    }
    if (options.order === 'fifo') {
      this.#lastArrival = fitted(this.#lastArrival, link)
      delay = Math.max(delay, this.#lastArrival[link]! - at)
      this.#lastArrival[link] = at + delay
    }
    return delay
  }

  #drawFate(link: number, from: number, to: number, latency: number): Draws {
    if (!this.#fates.has(link)) this.#begin(this.#fates, link, from, to)
    const stream = this.#fates.at(link)
    return { latency, loss: stream.uniform(), doubling: stream.uniform() }
  }

  /** The first message of a pair of nodes. */
  #open(from: number, to: number): number {
    const link = this.#pairs.add(from, to)
    this.#cableOf = fitted(this.#cableOf, link)
    this.#cableOf[link] = this.#kind(from, to)
    this.#begin(this.#latencies, link, from, to)
    return link
  }

  /** A link's stream is its own by the names of its ends, wherever they stand in the system. */
  #begin(streams: StreamTable, link: number, from: number, to: number): void {
    const names = this.#names
    const both = names[from * 2 + 1]! ^ Math.imul(names[to * 2 + 1]!, 0x9e3779b1)
    streams.begin(link, names[from * 2]!, names[to * 2]!, both)
  }

  /** The kind of a link, made when it first comes up. */
  #kind(from: number, to: number): number {
    const { places, system } = this.#assembly
    const a = places[from]!
    const b = places[to]!
    const local = from === to || (a.pod >= 0 && a.pod === b.pod)
    let name = local ? 'local' : ''
    if (!local)
      for (let i = 0; i < system.links.length; i++)
        if (applies(system.links[i]!, a, b)) name += ` ${i}`
    const known = this.#kinds.get(name)
    if (known !== undefined) return known
    let options: LinkOptions = local ? networks.loopback : system.network
    if (!local)
      for (const link of system.links) if (applies(link, a, b)) options = { ...options, ...link }
    const kind = this.#cables.push(cableOf(options, local)) - 1
    this.#kinds.set(name, kind)
    return kind
  }

  save(): unknown {
    const { count } = this.#pairs
    return {
      pairs: this.#pairs.save(),
      latencies: this.#latencies.save(),
      fates: this.#fates.save(),
      freeAt: this.#freeAt.slice(0, count),
      lastArrival: this.#lastArrival.slice(0, count),
    } satisfies Saved
  }

  load(saved: unknown): void {
    const { pairs, latencies, fates, freeAt, lastArrival } = saved as Saved
    this.#pairs.load(pairs)
    this.#latencies.load(latencies)
    this.#fates.load(fates)
    this.#freeAt = freeAt.slice()
    this.#lastArrival = lastArrival.slice()
    this.#cableOf = new Uint16Array(pairs.length)
    this.#pairs.each((from, to, link) => {
      this.#cableOf[link] = this.#kind(from, to)
    })
  }
}

interface Saved {
  readonly pairs: Float64Array
  readonly latencies: Float64Array
  readonly fates: Float64Array
  readonly freeAt: Float64Array
  readonly lastArrival: Float64Array
}

function applies(link: { from: string; to: string; both?: boolean }, a: Place, b: Place): boolean {
  const is = (end: string, place: Place) => end === '*' || end === place.id || end === place.role
  return (
    (is(link.from, a) && is(link.to, b)) ||
    (link.both !== false && is(link.from, b) && is(link.to, a))
  )
}

function cableOf(options: LinkOptions, local: boolean): Cable {
  const { loss = 0, duplication = 0, bandwidth = Infinity, order } = options
  return {
    options,
    draw: sampler(options.latency ?? 0),
    local,
    isPlain: loss === 0 && duplication === 0 && bandwidth === Infinity && order !== 'fifo',
  }
}

/** The column itself, or a longer one with the same content when it has no place `index`. */
function fitted<T extends Float64Array | Uint16Array>(column: T, index: number): T {
  if (index < column.length) return column
  let length = Math.max(64, column.length)
  while (length <= index) length *= 2
  const longer = new (column.constructor as new (length: number) => T)(length)
  longer.set(column)
  return longer
}
