/**
 * A run that is kept: its events in columns, and snapshots on the way, so that the state at any
 * moment is the nearest snapshot plus a short replay. Backwards is as easy as forwards.
 */
import type { Patch } from 'immer'
import { copy } from '../clockwork/plain.ts'
import type { Micros } from '../clockwork/time.ts'
import { engineVersion } from '../clockwork/version.ts'
import type { CheckVerdict } from '../scenario/property.ts'
import type { Configuration } from '../scenario/scenario.ts'
import type { RunSummary } from '../scenario/summary.ts'
import { CapError, HandlerError } from '../simulation/handler-error.ts'
import type { NodeView } from '../scenario/world.ts'
import { Simulation } from '../simulation/simulation.ts'
import type { SimulationOptions, Snapshot } from '../simulation/simulation.ts'
import type { RunSpec, Topology, Trace } from './format.ts'
import { traceFormat } from './format.ts'
import { Recorder } from './recorder.ts'

/** A node at a moment. */
export interface NodeMoment {
  readonly id: string
  readonly role: string
  readonly status: 'up' | 'paused' | 'down'
  readonly state: object
  readonly queued: number
  readonly serving: number
  /** What its own clock shows, µs. */
  readonly clock: Micros
}

/** Everything at a moment: after the step that a trace event belongs to. */
export interface Moment {
  readonly seq: number
  readonly at: Micros
  readonly nodes: readonly NodeMoment[]
  /** What that step changed, as immer's patches, by node. */
  readonly changes: readonly {
    readonly node: string
    readonly patches: readonly Patch[]
    readonly inverse: readonly Patch[]
  }[]
}

/** A node of a run that goes on. */
export type View = Pick<NodeView<object>, 'id' | 'state'>

/** When a check changed. */
export interface CheckFlip {
  readonly check: number
  readonly event: number
  readonly at: Micros
  readonly holds: boolean
}

/** At most so many snapshots are kept; then every second one goes and the distance doubles. */
const snapshotsMax = 64

/** See the file's header. */
export class Recording {
  readonly simulation: Simulation
  readonly #configuration: Configuration
  readonly #options: SimulationOptions
  readonly #recorder = new Recorder()
  #snapshots: Snapshot[]
  #every = 2048
  #flips: readonly CheckFlip[] = []
  #summary: RunSummary | null = null
  /** A second simulation that walks to wherever somebody looks. */
  #walker: Simulation | null = null

  constructor(configuration: Configuration, options: SimulationOptions) {
    this.#configuration = configuration
    this.simulation = new Simulation(configuration, {
      ...options,
      watchers: { ...options.watchers, recorder: this.#recorder },
    })
    this.#options = { ...options, faults: this.simulation.faults, watchers: {} }
    this.#snapshots = [this.simulation.snapshot()]
  }

  /** Takes one step of the run. */
  step(): boolean {
    const more = this.simulation.step()
    if (this.simulation.events >= this.#snapshots.at(-1)!.seq + this.#every) this.#keep()
    return more
  }

  /** Told the verdicts when the run is over. */
  close(summary: RunSummary, flips: readonly CheckFlip[]): void {
    this.#summary = summary
    this.#flips = [...flips]
  }

  /** When checks changed, in order. */
  get flips(): readonly CheckFlip[] {
    return this.#flips
  }

  /** The snapshots kept. */
  get snapshots(): readonly Snapshot[] {
    return this.#snapshots
  }

  /** The trace. Columns are views, not copies: do not change them. */
  get trace(): Trace {
    const { simulation } = this
    const summary = this.#summary
    const spec: RunSpec = {
      scenario: this.#configuration.scenario.id,
      variant: this.#configuration.variant,
      params: this.#configuration.params,
      seed: this.#options.seed,
      workload: simulation.workload,
      faults: simulation.faults,
      engine: engineVersion,
    }
    return {
      header: { format: traceFormat, spec, topology: topologyOf(simulation) },
      symbols: [...simulation.symbols],
      events: this.#recorder.columns,
      footer: {
        events: simulation.events,
        time: simulation.now,
        fingerprint: simulation.fingerprint,
        chain: [...simulation.chain],
        end: summary?.end ?? { kind: 'stopped' },
        checks: summary?.checks ?? ([] as CheckVerdict[]),
        measures: summary?.measures ?? {},
        faults: simulation.faultReports,
      },
    }
  }

  /**
   * The state after the step that event `seq` belongs to, and what that step changed.
   * @throws RangeError when there is no such event.
   */
  moment(seq: number): Moment {
    const { events } = this.simulation
    if (!Number.isInteger(seq) || seq < 0 || seq >= events)
      throw new RangeError(`there is no event ${seq}; events are 0 to ${events - 1}`)
    const walker = this.#walkTo(seq)
    const changes: { node: string; patches: Patch[]; inverse: Patch[] }[] = []
    walker.mode = 'draft'
    walker.onPatches = (node, patches, inverse) =>
      changes.push({ node: node.id, patches: copy(patches), inverse: copy(inverse) })
    while (walker.events <= seq && stepOn(walker));
    walker.mode = 'direct'
    walker.onPatches = null
    const moment: Moment = {
      seq,
      at: walker.now,
      nodes: walker.assembly.places.map(({ id, role, rank }) => {
        const view = walker.world.nodes(role)[rank]!
        const { status, state, queued, serving, clock } = view
        return { id, role, status, state: copy(state), queued, serving, clock }
      }),
      changes,
    }
    return moment
  }

  /**
   * Goes through the whole run once more, on drafts, and tells after each step how many events
   * there are, what changed, and, when asked, all states. Begins before the first step.
   */
  *walk(): Generator<{
    readonly events: number
    readonly patches: readonly { readonly node: string; readonly patches: readonly Patch[] }[]
    states(): { [node: string]: { status: string; state: object } }
  }> {
    const walker = new Simulation(this.#configuration, { ...this.#options, mode: 'draft' })
    let patches: { node: string; patches: Patch[] }[] = []
    const states = () =>
      Object.fromEntries(
        walker.assembly.places.map(({ id, role, rank }) => {
          const { status, state } = walker.world.nodes(role)[rank]!
          return [id, { status, state: copy(state) }]
        }),
      )
    yield { events: walker.events, patches, states }
    walker.onPatches = (node, changed) => {
      if (changed.length > 0) patches.push({ node: node.id, patches: copy(changed) })
    }
    walker.onPrepared = (node) =>
      patches.push({
        node: node.id,
        patches: [{ op: 'replace', path: [], value: copy(node.state) }],
      })
    for (;;) {
      patches = []
      if (walker.events >= this.simulation.events || !stepOn(walker)) return
      yield { events: walker.events, patches, states }
    }
  }

  /**
   * Goes through the run from about event `seq` on and tells after each step the first event of it
   * and how the nodes are then. They are views of a run that goes on: look, do not keep.
   */
  *views(seq: number): Generator<{ readonly seq: number; readonly nodes: readonly View[] }> {
    const walker = new Simulation(this.#configuration, this.#options)
    walker.load(this.#nearest(seq))
    const nodes = walker.assembly.places.map(({ role, rank }) => walker.world.nodes(role)[rank]!)
    if (walker.events > seq) yield { seq, nodes }
    for (;;) {
      const first = walker.events
      if (first >= this.simulation.events || !stepOn(walker)) return
      if (walker.events > seq) yield { seq: first, nodes }
    }
  }

  #nearest(seq: number): Snapshot {
    return this.#snapshots.findLast((kept) => kept.seq <= seq) ?? this.#snapshots[0]!
  }

  /** A simulation at the last step before event `seq` comes about. */
  #walkTo(seq: number): Simulation {
    const snapshot = this.#nearest(seq)
    this.#walker ??= new Simulation(this.#configuration, this.#options)
    const walker = this.#walker
    walker.load(snapshot)
    // Steps cannot be undone, so find the step's beginning first, then go there.
    let before = walker.events
    while (walker.events <= seq) {
      before = walker.events
      if (!stepOn(walker)) break
    }
    walker.load(snapshot)
    while (walker.events < before) walker.step()
    return walker
  }

  #keep(): void {
    this.#snapshots.push(this.simulation.snapshot())
    if (this.#snapshots.length > snapshotsMax) {
      this.#snapshots = this.#snapshots.filter((_snapshot, place) => place % 2 === 0)
      this.#every *= 2
    }
  }
}

/** A step of a run that is walked again; the one that ended the run as an error ends the walk. */
function stepOn(walker: Simulation): boolean {
  try {
    return walker.step()
  } catch (error) {
    if (error instanceof HandlerError || error instanceof CapError) return false
    throw error
  }
}

function topologyOf(simulation: Simulation): Topology {
  const { places, system } = simulation.assembly
  return {
    nodes: places.map(({ id, role, options, pod, zone }) => ({
      id,
      role,
      label: options.label ?? id,
      pod: pod < 0 ? null : system.pods[pod]!.name,
      zone,
      workers: options.capacity ? (options.capacity.workers ?? 1) : null,
    })),
    pods: system.pods.map(({ name, members, zone }) => ({
      name,
      members: [...members],
      zone: zone ?? null,
    })),
  }
}
