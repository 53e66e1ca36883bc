/**
 * The simulation: create, step, run, snapshot, resume, branch. Everything that happens comes out
 * of one queue in the order (time, sequence), with the plan of faults beside it.
 */
import { ownCaps } from '../clockwork/limits.ts'
import { copy } from '../clockwork/plain.ts'
import type { Caps } from '../clockwork/limits.ts'
import type { Micros } from '../clockwork/time.ts'
import { unknownName } from '../clockwork/suggestion.ts'
import type { Fault, FaultReport } from '../model/fault.ts'
import type { Names } from '../model/fault-plan.ts'
import { ScenarioError } from '../scenario/error.ts'
import type { Configuration } from '../scenario/scenario.ts'
import type { Assembly } from '../scenario/system.ts'
import type { World } from '../scenario/world.ts'
import { Core, Entry } from './core.ts'
import { Delivery } from './delivery.ts'
import { Disturbance } from './disturbance.ts'
import type { Control, Writing } from './effect.ts'
import type { Envelope, Job } from './envelope.ts'
import { Guard } from './guard.ts'
import { Handling } from './handling.ts'
import { Lifecycle } from './lifecycle.ts'
import type { LiveNode } from './live-node.ts'
import { load, save } from './snapshot.ts'
import type { Parts, Snapshot } from './snapshot.ts'
import { Sources } from './source.ts'
import type { Logs } from './source.ts'
import type { Watchers } from './watcher.ts'
import { Writes } from './writes.ts'
import { LiveWorld } from './live-world.ts'

export type { Snapshot } from './snapshot.ts'

/** How a simulation is to run. */
export interface SimulationOptions {
  readonly seed: string
  /** Faults instead of the scenario's own. */
  readonly faults?: readonly unknown[] | undefined
  /** One of the system's workloads; the first by default. */
  readonly workload?: string | undefined
  readonly logs?: Logs | undefined
  readonly watchers?: Watchers | undefined
  readonly caps?: Partial<Caps> | undefined
  /** Run handlers on plain state, or on drafts. Default direct. */
  readonly mode?: 'direct' | 'draft' | undefined
  /** Check every state after every handler. Default false: at checkpoints. */
  readonly strict?: boolean | undefined
}

/** See the file's header. */
export class Simulation {
  readonly configuration: Configuration
  readonly workload: string
  readonly world: World
  readonly #core: Core
  readonly #handling: Handling
  readonly #delivery: Delivery
  readonly #lifecycle: Lifecycle
  readonly #sources: Sources
  readonly #disturbance: Disturbance
  readonly #options: SimulationOptions
  readonly #writes: Writes
  readonly #guard: Guard
  #begun = false
  #ended = false
  /** The horizon when it was last asked for; it only ever moves on. */
  #horizon = -1

  /** @throws ScenarioError, FaultError, HandlerError (a first state that is not plain) */
  constructor(configuration: Configuration, options: SimulationOptions) {
    const { system } = configuration
    this.configuration = configuration
    this.#options = options
    const workload = options.workload ?? Object.keys(system.workloads)[0] ?? 'default'
    const chosen = Object.hasOwn(system.workloads, workload)
      ? system.workloads[workload]
      : undefined
    if (!chosen && options.workload !== undefined)
      throw new ScenarioError(
        unknownName({ kind: 'workload', value: workload, allowed: Object.keys(system.workloads) }),
      )
    this.workload = workload
    const core = new Core(
      system,
      options.seed,
      options.watchers ?? {},
      { ...ownCaps, ...options.caps },
      options.strict ?? false,
    )
    const handling = new Handling(core)
    const delivery = new Delivery(core, handling)
    const lifecycle = new Lifecycle(core, handling, delivery)
    const sources = new Sources(chosen ?? [], {
      core,
      handling,
      delivery,
      duration: configuration.duration,
      logs: options.logs ?? {},
    })
    const names = namesOf(core.assembly, sources.names)
    const disturbance = new Disturbance(options.faults ?? configuration.faults, {
      core,
      handling,
      lifecycle,
      sources,
      names,
    })
    handling.mode = options.mode ?? 'direct'
    handling.effects.onEnd = (operation) => sources.ended(operation)
    const writes = new Writes(core, handling)
    writes.onFault = (node) => disturbance.felt(node, 'disk')
    lifecycle.onDeferred = (node) => disturbance.felt(node, 'pause')
    delivery.onSlow = (node) => disturbance.felt(node, 'slow')
    sources.onOverload = (name) => disturbance.feltOverload(name)
    this.#core = core
    this.#handling = handling
    this.#delivery = delivery
    this.#lifecycle = lifecycle
    this.#sources = sources
    this.#disturbance = disturbance
    this.#writes = writes
    this.names = names
    this.#guard = new Guard(
      core,
      (kind, node, payload) => this.#execute(kind, node, payload),
      sources.names,
    )
    this.world = new LiveWorld(core, () => disturbance.over)
  }

  /** Virtual time, µs. */
  get now(): Micros {
    return this.#core.now
  }

  /** Trace events so far, which is the number of the next one. */
  get events(): number {
    return this.#core.seq
  }

  /** Entries that wait in the queue. */
  get pending(): number {
    return this.#core.queue.size
  }

  /** The names behind the symbols of trace events. */
  get symbols(): readonly string[] {
    return this.#core.symbols.names
  }

  /** Everything named, in order. */
  get assembly(): Assembly {
    return this.#core.assembly
  }

  /** The links of the fingerprint chain so far. */
  get chain(): readonly string[] {
    return this.#core.chain
  }

  /** The fingerprint; final once the run has ended. */
  get fingerprint(): string {
    return this.#core.hash.digest()
  }

  /** The names that faults may use. */
  readonly names: Names

  /** The plan in force. */
  get faults(): readonly Fault[] {
    return this.#disturbance.plan
  }

  /** What each fault has achieved so far. */
  get faultReports(): readonly FaultReport[] {
    return this.#disturbance.reports()
  }

  /** Told, in draft mode, what each handler changed. */
  set onPatches(listener: Handling['onPatches']) {
    this.#handling.onPatches = listener
  }

  /** Told when a node got a new first state, from `init` or `recover`. */
  set onPrepared(listener: Handling['onPrepared']) {
    this.#handling.onPrepared = listener
  }

  /** How handlers run from now on. */
  set mode(mode: 'direct' | 'draft') {
    // Drafts leave frozen states behind, which a handler that runs on plain state could not change.
    if (mode === 'direct' && this.#handling.mode === 'draft')
      for (const node of this.#core.nodes)
        if (Object.isFrozen(node.state)) node.state = copy(node.state)
    this.#handling.mode = mode
  }

  /** When the next thing happens; Infinity when nothing is left. */
  get next(): Micros {
    if (!this.#begun) return 0
    return Math.min(this.#core.queue.peekTime(), this.#disturbance.next)
  }

  /** When the run ends at the latest: workload and faults over, and time to settle. */
  get horizon(): Micros {
    if (this.#sources.reading) return Infinity
    const { duration, settle } = this.configuration
    this.#horizon = Math.max(duration, this.#disturbance.last, this.#sources.lastRow) + settle
    return this.#horizon
  }

  /**
   * Takes one step: the next entry of the queue, or the next fault. Returns false when nothing is
   * left within the horizon.
   * @throws HandlerError, CapError
   */
  step(): boolean {
    if (!this.#begun) return this.#begin()
    const core = this.#core
    const { queue } = core
    const due = queue.peekTime()
    const fault = this.#disturbance.next
    const at = fault < due ? fault : due
    if (at > this.#horizon && (at === Infinity || at > this.horizon)) return false
    this.#guard.check(at)
    core.beginStep()
    core.now = at
    if (fault <= due) this.#disturbance.step()
    else {
      queue.pop()
      this.#execute(queue.kind, queue.node, queue.payload)
    }
    core.watchers.referee?.step(core.changed)
    core.checkpoint()
    return true
  }

  /** Takes up to so many steps; returns whether anything is left. */
  advance(steps: number): boolean {
    for (let i = 0; i < steps; i++) if (!this.step()) return false
    return true
  }

  /** Steps until virtual time `until`, not beyond; returns whether anything is left. */
  runUntil(until: Micros): boolean {
    while (this.next <= until) if (!this.step()) return false
    return this.next <= this.horizon && this.next < Infinity
  }

  /** Steps to the end and closes the fingerprint. */
  run(): void {
    while (this.step());
    this.end()
  }

  /** Closes the fingerprint; nothing more happens after it. Twice is no harm. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#core.checkpoint(true)
  }

  /**
   * Everything needed to go on exactly from here.
   * @param options.watchers whether what watchers remember is in it, so that they go on too; a walk
   *   that nobody watches needs none of that. Default true.
   */
  snapshot({ watchers = true } = {}): Snapshot {
    return save(this.#parts, { begun: this.#begun, steps: this.#guard.steps }, watchers)
  }

  /**
   * Goes back (or on) to a snapshot of the same configuration, seed and workload. The plan may
   * differ in what had not happened yet: that is a branch.
   * @throws RangeError when the plan differs in what had happened.
   */
  load(snapshot: Snapshot): void {
    this.#ended = false
    this.#horizon = -1
    this.#begun = snapshot.progress.begun
    this.#guard.steps = snapshot.progress.steps
    load(this.#parts, snapshot)
  }

  get #parts(): Parts {
    return {
      core: this.#core,
      effects: this.#handling.effects,
      sources: this.#sources,
      disturbance: this.#disturbance,
    }
  }

  /** A simulation that stands at a snapshot of this one, maybe with another plan and other watchers. */
  branch(
    snapshot: Snapshot,
    changes: Pick<SimulationOptions, 'faults' | 'watchers' | 'mode'> = {},
  ): Simulation {
    const branched = new Simulation(this.configuration, {
      ...this.#options,
      faults: this.#disturbance.plan,
      ...changes,
    })
    branched.load(snapshot)
    return branched
  }

  /** The state of a node, as it is; do not change it. */
  state(node: string): object {
    return this.#node(node).state
  }

  #node(name: string): LiveNode {
    const place = this.#core.assembly.byName.get(name)
    if (!place)
      throw new ScenarioError(
        unknownName({ kind: 'node', value: name, allowed: this.#core.assembly.byName.keys() }),
      )
    return this.#core.nodes[place.index]!
  }

  /** The first step: everything that does not begin down comes up, and workloads begin. */
  #begin(): true {
    const core = this.#core
    this.#begun = true
    for (const node of core.nodes) if (!node.place.options.down) this.#lifecycle.up(node, null, -1)
    this.#sources.start()
    core.watchers.referee?.step(core.changed)
    core.checkpoint()
    return true
  }

  #execute(kind: number, index: number, payload: unknown): void {
    if (kind === Entry.arrive) return this.#sources.arrive(index, payload as number)
    if (kind === Entry.shared) return this.#delivery.finishShared(this.#core.processors[index]!)
    const node = this.#core.nodes[index]!
    if (node.status === 'paused' && kind !== Entry.start && kind !== Entry.stop)
      return this.#lifecycle.defer(node, kind, payload)
    switch (kind) {
      case Entry.deliver:
        return this.#delivery.deliver(node, payload as Envelope)
      case Entry.ask:
        return this.#delivery.ask(node, payload as Envelope)
      case Entry.timer:
        return this.#delivery.fire(node, payload as Envelope)
      case Entry.finish:
        return this.#delivery.finish(node, payload as Job)
      case Entry.written:
        return this.#writes.finish(node, payload as Writing)
      case Entry.notice:
        return this.#lifecycle.notice(node, payload as never)
      default:
        return this.#lifecycle.control(node, kind, payload as Control)
    }
  }
}

function namesOf(assembly: Assembly, workloads: readonly string[]): Names {
  const zones = new Map<string, string[]>()
  for (const { zone, id } of assembly.places)
    if (zone !== null) zones.set(zone, [...(zones.get(zone) ?? []), id])
  return {
    nodes: new Set(assembly.byName.keys()),
    roles: new Map(
      [...assembly.byRole].map(([role, places]) => [role, places.map(({ id }) => id)]),
    ),
    pods: new Map(assembly.system.pods.map((pod) => [pod.name, pod.members])),
    zones,
    workloads: new Set(workloads),
  }
}
