/**
 * The network of a run: for each pair of nodes that ever spoke, its link with its own two streams;
 * and the rules that stand in front of all links.
 */
import { sampler } from '../clockwork/sampler.ts'
import type { Stream, Streams } from '../clockwork/random.ts'
import type { Micros } from '../clockwork/time.ts'
import { networks } from '../model/link.ts'
import type { LinkOptions } from '../model/link.ts'
import type { LinkChange, Rule } from '../model/rule.ts'
import type { Assembly, Place } from '../scenario/system.ts'
import type { Draws } from './envelope.ts'

interface LiveLink {
  readonly name: string
  readonly options: LinkOptions
  readonly draw: (random: Stream) => number
  /** Local links skip the rules: what shares a pod is not cut apart. */
  readonly local: boolean
  latency: Stream | null
  fate: Stream | null
  /** When the last byte of what was sent so far has left; for bandwidth. */
  freeAt: Micros
  /** Arrival of the latest message; for FIFO. */
  lastArrival: Micros
}

/** What the network did with a message: read these after `transit`. */
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
  readonly #streams: Streams
  readonly #links: Map<number, LiveLink>[]

  constructor(assembly: Assembly, streams: Streams) {
    this.#assembly = assembly
    this.#streams = streams
    this.#links = assembly.places.map(() => new Map())
  }

  /**
   * Decides what becomes of a message sent now; the answer is in `transit`. One that was held has
   * its `drawn` already, so that holding shifts no draw of a later message.
   */
  send(from: number, to: number, size: number, at: Micros, drawn?: Draws): void {
    const { transit } = this
    const link = this.#link(from, to)
    transit.outcome = 'pass'
    transit.because = ''
    transit.secondDelay = -1
    // The latency is drawn first and always, so that no rule shifts the draws of later messages.
    const drawnLatency =
      drawn?.latency ?? link.draw((link.latency ??= this.#streams.stream(`link ${link.name}`)))
    let latency = drawnLatency
    let loss = link.options.loss ?? 0
    let duplication = link.options.duplication ?? 0
    let bandwidth = link.options.bandwidth ?? Infinity
    if (!link.local)
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
      if (fate.loss < 0) {
        const random = (link.fate ??= this.#streams.stream(`link ${link.name} fate`))
        fate = { latency: drawnLatency, loss: random.uniform(), doubling: random.uniform() }
      }
      doubled = fate.doubling < duplication
      if (fate.loss < loss && transit.outcome === 'pass') {
        transit.outcome = 'drop'
        transit.because ||= 'loss'
      }
    }
    if (transit.outcome === 'hold')
      transit.draws = { latency: drawnLatency, loss: fate.loss, doubling: fate.doubling }
    if (transit.outcome !== 'pass') return
    transit.delay = this.#travel(link, latency, size, bandwidth, at)
    if (doubled) transit.secondDelay = this.#travel(link, latency, size, bandwidth, at)
  }

  #travel(link: LiveLink, latency: number, size: number, bandwidth: number, at: Micros): Micros {
    let delay = Math.max(0, Math.round(latency))
    if (size > 0 && bandwidth < Infinity) {
      const start = Math.max(at, link.freeAt)
      link.freeAt = start + Math.round((size * 1e6) / bandwidth)
      delay += link.freeAt - at
    }
    if (link.options.order === 'fifo') {
      delay = Math.max(delay, link.lastArrival - at)
      link.lastArrival = at + delay
    }
    return delay
  }

  #link(from: number, to: number): LiveLink {
    const known = this.#links[from]!.get(to)
    if (known) return known
    const { places } = this.#assembly
    const a = places[from]!
    const b = places[to]!
    const local = from === to || (a.pod >= 0 && a.pod === b.pod)
    const options = local ? networks.loopback : this.#options(a, b)
    const link: LiveLink = {
      name: `${a.id}→${b.id}`,
      options,
      draw: sampler(options.latency ?? 0),
      local,
      latency: null,
      fate: null,
      freeAt: 0,
      lastArrival: 0,
    }
    this.#links[from]!.set(to, link)
    return link
  }

  #options(a: Place, b: Place): LinkOptions {
    const { system } = this.#assembly
    const is = (end: string, place: Place) => end === '*' || end === place.id || end === place.role
    let options: LinkOptions = system.network
    for (const link of system.links) {
      const there = is(link.from, a) && is(link.to, b)
      const back = link.both !== false && is(link.from, b) && is(link.to, a)
      if (there || back) options = { ...options, ...link }
    }
    return options
  }

  save(): unknown {
    return this.#links.map((row) =>
      [...row].map(([to, link]) => [to, link.freeAt, link.lastArrival] as const),
    )
  }

  load(saved: unknown): void {
    const rows = saved as readonly (readonly (readonly [number, number, number])[])[]
    rows.forEach((row, from) => {
      this.#links[from]!.clear()
      for (const [to, freeAt, lastArrival] of row) {
        const link = this.#link(from, to)
        link.freeAt = freeAt
        link.lastArrival = lastArrival
      }
    })
  }
}
