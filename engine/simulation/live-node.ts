/** A node while a run goes on. */
import { copy } from '../clockwork/plain.ts'
import type { Stream } from '../clockwork/random.ts'
import { durationSampler } from '../clockwork/sampler.ts'
import type { Micros } from '../clockwork/time.ts'
import { clock } from '../model/clock.ts'
import type { Clock } from '../model/clock.ts'
import type { DiskFaultMode } from '../model/disk.ts'
import type { NodeId, Plain } from '../model/protocol.ts'
import type { Place } from '../scenario/system.ts'
import type { Copier } from './envelope.ts'
import type { NodeStreams } from './node-streams.ts'
import type { Receptions } from './reception.ts'
import { Server } from './server.ts'
import { Folder, Platter } from './storage.ts'
import { Timers } from './timers.ts'
import type { Meter } from './watcher.ts'

/** Something that came up while the node was paused. */
export interface Deferred {
  readonly kind: number
  readonly payload: unknown
}

const none: readonly Deferred[] = Object.freeze([])

/** See the file's header. */
export class LiveNode {
  readonly place: Place
  readonly index: number
  readonly id: NodeId<never>
  readonly receptions: Receptions
  readonly server: Server | null
  state: object = {}
  status: 'up' | 'paused' | 'down' = 'down'
  /** Whether it ever ran, so that the next start is a recovery. */
  hasRun = false
  argument: Plain = null
  /** Handlers run so far; names events. */
  handled = 0
  timerCount = 0
  writeCount = 0
  operationCount = 0
  readonly timers = new Timers()
  readonly clock: Clock
  gauges: { [name: string]: number } | null = null
  /** What came up while it was paused, in order. */
  deferred: readonly Deferred[] = none
  /** What active faults make of it. */
  slowness = 1
  diskFault: DiskFaultMode | null = null
  diskSlowness = 1
  /** Changed since the last checkpoint. */
  changed = false
  /** Among those that the present step changed; a list of a million is not searched. */
  isListed = false
  #saved: object | null = null
  // Most nodes of a large system have neither disk nor files: these come into being when asked for.
  #platter: Platter | null = null
  #folder: Folder | null
  #diskLatency: ((random: Stream) => Micros) | null = null
  readonly #random: NodeStreams
  readonly #service: NodeStreams

  constructor(
    place: Place,
    receptions: Receptions,
    streams: { readonly random: NodeStreams; readonly service: NodeStreams },
    folder: Folder | null,
    meter: Meter | undefined,
  ) {
    this.place = place
    this.receptions = receptions
    this.index = place.index
    this.id = place.id as NodeId<never>
    this.#random = streams.random
    this.#service = streams.service
    this.#folder = folder
    this.clock = clock(place.options.clock)
    const { capacity } = place.options
    this.server = capacity ? new Server(capacity, place.id, place.role, meter) : null
  }

  get platter(): Platter {
    return (this.#platter ??= new Platter())
  }

  /** The files of its pod, or its own. */
  get folder(): Folder {
    return (this.#folder ??= new Folder())
  }

  /** Draws how long a write to its disk takes. */
  get diskLatency(): (random: Stream) => Micros {
    return (this.#diskLatency ??= durationSampler(this.place.options.disk?.latency ?? 0))
  }

  /** The stream of its handlers. */
  get random(): Stream {
    return this.#random.of(this.index)
  }

  /** The stream of service and disk times that belong to no operation. */
  get serviceRandom(): Stream {
    return this.#service.of(this.index)
  }

  /** Its state was, or may have been, changed. */
  touch(): void {
    this.#saved = null
  }

  save(copier: Copier) {
    this.#saved ??= copy(this.state)
    return {
      state: this.#saved,
      status: this.status,
      hasRun: this.hasRun,
      argument: this.argument,
      handled: this.handled,
      timerCount: this.timerCount,
      writeCount: this.writeCount,
      operationCount: this.operationCount,
      timers: this.timers.entries(),
      clock: { ...this.clock },
      gauges: this.gauges && { ...this.gauges },
      deferred: this.deferred.map(({ kind, payload }) => ({
        kind,
        payload: copier.payload(payload),
      })),
      slowness: this.slowness,
      diskFault: this.diskFault,
      diskSlowness: this.diskSlowness,
      platter: this.#platter?.save() ?? null,
      // A pod's files are saved once, with the pod.
      folder: this.place.pod < 0 ? (this.#folder?.save() ?? null) : null,
      server: this.server?.save(copier) ?? null,
    }
  }

  load(saved: unknown, copier: Copier): void {
    const from = saved as ReturnType<LiveNode['save']>
    this.state = copy(from.state)
    this.#saved = from.state
    this.status = from.status
    this.hasRun = from.hasRun
    this.argument = from.argument
    this.handled = from.handled
    this.timerCount = from.timerCount
    this.writeCount = from.writeCount
    this.operationCount = from.operationCount
    this.timers.clear()
    for (const [timer, slot] of from.timers) this.timers.set(timer, slot)
    Object.assign(this.clock, from.clock)
    this.gauges = from.gauges && { ...from.gauges }
    this.deferred = from.deferred.map(({ kind, payload }) => ({
      kind,
      payload: copier.payload(payload),
    }))
    this.slowness = from.slowness
    this.diskFault = from.diskFault
    this.diskSlowness = from.diskSlowness
    if (from.platter === null) this.#platter = null
    else this.platter.load(from.platter)
    if (this.place.pod < 0) {
      if (from.folder === null) this.#folder = null
      else this.folder.load(from.folder)
    }
    if (this.server) this.server.load(from.server, copier)
  }
}
