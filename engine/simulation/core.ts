/**
 * What all parts of a running simulation share: time, queue, streams, nodes, network, and the one
 * place where trace events are made, hashed and shown to the watchers.
 */
import { Hash } from '../clockwork/hash.ts'
import { wordsOf } from '../clockwork/key.ts'
import type { Caps } from '../clockwork/limits.ts'
import { hashPlain } from '../clockwork/plain.ts'
import { EventQueue } from '../clockwork/queue.ts'
import { Streams } from '../clockwork/random.ts'
import type { Micros } from '../clockwork/time.ts'
import { formatTime } from '../clockwork/time.ts'
import { eventKinds } from '../model/event.ts'
import { assemble } from '../scenario/system.ts'
import type { Assembly, System } from '../scenario/system.ts'
import { CapError, HandlerError } from './handler-error.ts'
import { LiveNode } from './live-node.ts'
import { Network } from './network.ts'
import { NodeStreams } from './node-streams.ts'
import { Operations } from './operations.ts'
import { Processor } from './processor.ts'
import { receive } from './reception.ts'
import { Folder } from './storage.ts'
import { Symbols } from './symbols.ts'
import type { Watchers } from './watcher.ts'

/** Trace events between two links of the fingerprint chain. */
const checkpointEvery = 1024

/** What the entries of the queue are. */
export const Entry = {
  deliver: 0,
  timer: 1,
  finish: 2,
  shared: 3,
  arrive: 4,
  written: 5,
  start: 6,
  stop: 7,
  signal: 8,
  notice: 9,
  ask: 10,
} as const

/** See the file's header. */
export class Core {
  readonly assembly: Assembly
  readonly streams: Streams
  readonly queue = new EventQueue()
  readonly symbols = new Symbols()
  readonly nodes: readonly LiveNode[]
  readonly folders: readonly Folder[]
  /** Processors by node: a pod's, a node's own, or null. */
  readonly processorOf: readonly (Processor | null)[]
  readonly processors: readonly Processor[]
  /** Streams of nodes: for their handlers, and for service and disk times of no operation. */
  readonly nodeStreams: { readonly random: NodeStreams; readonly service: NodeStreams }
  readonly network: Network
  readonly operations: Operations
  readonly hash = new Hash()
  readonly watchers: Watchers
  readonly caps: Caps
  readonly seed: string
  /** Checks states for plainness after every handler. */
  readonly strict: boolean

  now: Micros = 0
  /** Number of the next trace event. */
  seq = 0
  /** Links of the fingerprint chain: the digest after each checkpoint. */
  chain: string[] = []
  /** Counters of handlers so far, for checks. */
  readonly counters = new Map<string, number>()
  /** Nodes whose state or status changed in this step; kept while somebody looks at states. */
  readonly changed: number[] = []
  /** Nodes whose state changed since the last checkpoint, in the order of their first change. */
  #stale: LiveNode[] = []
  #staleCount = 0
  #nextCheckpoint = checkpointEvery
  readonly #hasReferee: boolean
  readonly #isWatched: boolean
  readonly #eventsMax: number

  constructor(system: System, seed: string, watchers: Watchers, caps: Caps, strict: boolean) {
    this.assembly = assemble(system)
    this.seed = seed
    this.streams = new Streams(seed)
    this.watchers = watchers
    this.caps = caps
    this.#eventsMax = caps.events
    this.#isWatched = watchers.recorder !== undefined || watchers.inspector !== undefined
    this.strict = strict
    const { places } = this.assembly
    const names = wordsOf(places.map(({ id }) => id))
    this.network = new Network(this.assembly, this.streams, names)
    this.folders = system.pods.map(() => new Folder())
    this.nodeStreams = {
      random: new NodeStreams(this.streams.family('node'), names),
      service: new NodeStreams(this.streams.family('service'), names),
    }
    const receptionsOf = receive(places, this.symbols)
    this.nodes = places.map(
      (place) =>
        new LiveNode(
          place,
          receptionsOf(place),
          this.nodeStreams,
          this.folders[place.pod] ?? null,
          watchers.meter,
        ),
    )
    this.operations = new Operations(this.streams)
    this.#hasReferee = watchers.referee !== undefined
    const shared = shareProcessors(system, this.nodes)
    this.processors = shared.processors
    this.processorOf = shared.processorOf
  }

  /** Makes a trace event and returns its number. Nodes by index, names as symbols, −1 for none. */
  emit(
    kind: number,
    node: number,
    peer: number,
    type: number,
    cause: number,
    operation: number,
    value: number,
    detail: number,
    message: object | null,
  ): number {
    const seq = this.seq
    if (seq >= this.#eventsMax) this.#refuseEvent(kind, node, type)
    this.seq = seq + 1
    const { hash, symbols } = this
    hash.event(
      this.now,
      kind,
      node,
      peer,
      symbols.hash(type),
      cause,
      operation,
      value,
      symbols.hash(detail),
    )
    // Nobody watches most runs: one look tells.
    if (this.#isWatched)
      this.#show(seq, kind, node, peer, type, cause, operation, value, detail, message)
    return seq
  }

  #show(
    seq: number,
    kind: number,
    node: number,
    peer: number,
    type: number,
    cause: number,
    operation: number,
    value: number,
    detail: number,
    message: object | null,
  ): void {
    const { now } = this
    const { recorder, inspector } = this.watchers
    if (recorder)
      recorder.event(seq, now, kind, node, peer, type, cause, operation, value, detail, message)
    if (inspector)
      inspector.event(seq, now, kind, node, peer, type, cause, operation, value, detail, message)
  }

  #refuseEvent(kind: number, node: number, type: number): never {
    throw new CapError(
      `the run reached its cap of ${this.caps.events} events at ${formatTime(this.now)}, the last one ` +
        `"${eventKinds[kind]} ${this.symbols.name(type)}" at ${this.nodes[node]?.id ?? 'the workload'}; ` +
        `shorten the run or raise the cap "events"`,
    )
  }

  /** Says that a node's state or status changed in this step. */
  touch(node: LiveNode): void {
    node.touch()
    if (!node.changed) {
      node.changed = true
      this.#stale[this.#staleCount++] = node
    }
    if (node.isListed || !this.#hasReferee) return
    node.isListed = true
    this.changed.push(node.index)
  }

  /** Forgets what the last step changed. */
  beginStep(): void {
    // One by one: an array that is cut to nothing gives its memory back and asks for it anew.
    const { changed } = this
    while (changed.length > 0) this.nodes[changed.pop()!]!.isListed = false
  }

  /**
   * Links the chain when enough events have passed; `last` does it in any case.
   * @throws HandlerError when a handler left a state that is not plain.
   */
  checkpoint(last = false): void {
    if (this.seq >= this.#nextCheckpoint || last) this.#link()
  }

  #link(): void {
    this.#nextCheckpoint = this.seq - (this.seq % checkpointEvery) + checkpointEvery
    for (let i = 0; i < this.#staleCount; i++) {
      const node = this.#stale[i]!
      node.changed = false
      this.hash.tag(node.index)
      try {
        hashPlain(node.state, this.hash, 'state')
      } catch (error) {
        const { now: at, seq, seed } = this
        const handler = 'some message before'
        throw new HandlerError({ node: node.id, handler, at, seq, seed }, error)
      }
    }
    this.#staleCount = 0
    this.chain.push(this.hash.digest())
  }

  saveCheckpoint(): unknown {
    const stale = this.#stale.slice(0, this.#staleCount).map(({ index }) => index)
    return { hash: this.hash.save(), chain: [...this.chain], next: this.#nextCheckpoint, stale }
  }

  loadCheckpoint(saved: unknown): void {
    const { hash, chain, next, stale } = saved as {
      hash: ReturnType<Hash['save']>
      chain: string[]
      next: number
      stale: readonly number[]
    }
    this.hash.load(hash)
    this.chain = [...chain]
    this.#nextCheckpoint = next
    for (const node of this.nodes) node.changed = false
    this.#stale = stale.map((index) => this.nodes[index]!)
    this.#staleCount = stale.length
    for (const node of this.#stale) node.changed = true
  }
}

function shareProcessors(system: System, nodes: readonly LiveNode[]) {
  const processorOf: (Processor | null)[] = nodes.map(() => null)
  const processors: Processor[] = []
  system.pods.forEach((pod, index) => {
    if (pod.cpu === undefined) return
    const members = nodes.filter((node) => node.place.pod === index)
    const processor = new Processor(
      processors.length,
      pod.cpu,
      members.map((node) => ({
        node: node.index,
        weight: pod.shares?.[node.id] ?? 1,
        limit: pod.limits?.[node.id] ?? Infinity,
      })),
    )
    processors.push(processor)
    for (const node of members) processorOf[node.index] = processor
  })
  for (const node of nodes)
    if (node.server?.sharing && !processorOf[node.index]) {
      const processor = new Processor(processors.length, node.server.workers, [
        { node: node.index, weight: 1, limit: Infinity },
      ])
      processors.push(processor)
      processorOf[node.index] = processor
    }
  return { processorOf, processors }
}
