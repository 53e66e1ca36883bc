/**
 * A run that is kept: its events, packed, and snapshots on the way, so that the state at any moment
 * is the nearest snapshot plus a short replay, or a replay from the moment that was looked at before,
 * if that is nearer. Backwards is as easy as forwards.
 *
 * Snapshots are far enough apart that taking them is a small part of the run: 64 events for each
 * node of the system, but at most 131,072 as long as few are kept. There are at most 64, and at most
 * half a million nodes in all of them together; when there would be more, every second one goes and
 * the distance doubles. So a moment costs loading one snapshot, walking at most that distance (for
 * a long run, between a 32nd and a 64th of its events) and copying the states that it tells. A
 * system of more than half a million nodes has no snapshots: its moments are walked to from the
 * beginning.
 */
import type { Patch } from 'immer'
import { copy } from '../clockwork/plain.ts'
import { unknownName } from '../clockwork/suggestion.ts'
import type { Micros } from '../clockwork/time.ts'
import { engineVersion } from '../clockwork/version.ts'
import type { CheckVerdict } from '../scenario/property.ts'
import type { Configuration } from '../scenario/scenario.ts'
import type { RunSummary } from '../scenario/summary.ts'
import { CapError, HandlerError } from '../simulation/handler-error.ts'
import type { NodeView } from '../scenario/world.ts'
import { Simulation } from '../simulation/simulation.ts'
import type { SimulationOptions, Snapshot } from '../simulation/simulation.ts'
import type { Referee } from '../simulation/watcher.ts'
import type { RunSpec, Topology, Trace } from './format.ts'
import { traceFormat } from './format.ts'
import { adopt } from './difference.ts'
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
export type View = Pick<NodeView<object>, 'id' | 'state' | 'status' | 'queued' | 'serving'>

/** When a check changed. */
export interface CheckFlip {
  readonly check: number
  readonly event: number
  readonly at: Micros
  readonly holds: boolean
}

/** At most so many snapshots are kept. */
const snapshotsMax = 64

/** At most so many nodes, and jobs that wait at them, are kept in all snapshots together. */
const weightMax = 524_288

/** Events between snapshots at the beginning: so many for each node, within these bounds. */
const eventsPerNode = 64
const eventsMin = 4096
const eventsMax = 131_072

/** A snapshot and what it weighs. */
interface Kept {
  readonly snapshot: Snapshot
  /** Nodes, and jobs that wait at them. */
  readonly weight: number
}

/** See the file's header. */
export class Recording {
  readonly simulation: Simulation
  readonly #configuration: Configuration
  readonly #options: SimulationOptions
  readonly #recorder = new Recorder()
  #kept: Kept[] = []
  /** Events between two snapshots, and the event from which on the next one is due. */
  #every: number
  #due: number
  #flips: readonly CheckFlip[] = []
  #summary: RunSummary | null = null
  /** A second simulation that walks to wherever somebody looks. */
  #walker: Simulation | null = null
  /** The place of each node, once somebody looks at some of them. */
  #places: ReadonlyMap<string, number> | null = null

  constructor(configuration: Configuration, options: SimulationOptions) {
    this.#configuration = configuration
    this.simulation = new Simulation(configuration, {
      ...options,
      watchers: { ...options.watchers, recorder: this.#recorder },
    })
    this.#options = { ...options, faults: this.simulation.faults, watchers: {} }
    const nodes = this.simulation.assembly.places.length
    this.#every = Math.min(Math.max(nodes * eventsPerNode, eventsMin), eventsMax)
    this.#due = this.#every
  }

  /** Takes one step of the run. */
  step(): boolean {
    const { simulation } = this
    this.#recorder.beginStep()
    const more = simulation.step()
    if (simulation.events >= this.#due) this.#keep()
    return more
  }

  /** Takes up to so many steps; returns whether anything is left. */
  advance(steps: number): boolean {
    for (let i = 0; i < steps; i++) if (!this.step()) return false
    return true
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

  /** The snapshots kept, without what watchers remember. */
  get snapshots(): readonly Snapshot[] {
    return this.#kept.map(({ snapshot }) => snapshot)
  }

  /** The trace so far. It grows no further when the run goes on. */
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
      events: this.#recorder.events,
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
   * The state after the step that event `seq` belongs to, and what that step changed; with `nodes`,
   * only the states of these, since copying those of many thousands takes longer than getting there.
   * @throws RangeError when there is no such event, or no such node.
   */
  moment(seq: number, { nodes }: { readonly nodes?: readonly string[] | undefined } = {}): Moment {
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
      nodes: (nodes ? this.#some(walker, nodes) : viewsOf(walker)).map(momentOf),
      changes,
    }
    return moment
  }

  /**
   * Goes through the whole run once more and tells after each step how many events there are, what
   * changed, and, when asked, all states. Begins before the first step. What it tells is good until
   * the next step: use it, do not keep it.
   */
  *walk(): Generator<{
    readonly events: number
    readonly patches: readonly { readonly node: string; readonly patches: readonly Patch[] }[]
    states(): { [node: string]: { status: string; state: object } }
  }> {
    let changed: readonly number[] = []
    const referee: Referee = {
      step: (nodes) => void (changed = nodes),
      save: () => null,
      load: () => undefined,
    }
    const walker = new Simulation(this.#configuration, { ...this.#options, watchers: { referee } })
    const nodes = viewsOf(walker)
    /** All states as they were before the step. */
    const known = nodes.map(({ state }) => copy(state))
    const states = () =>
      Object.fromEntries(
        nodes.map(({ id, status }, place) => [id, { status, state: known[place]! }]),
      )
    yield { events: walker.events, patches: [], states }
    while (walker.events < this.simulation.events && stepOn(walker)) {
      const patches: { node: string; patches: Patch[] }[] = []
      for (const place of changed) {
        const changes: Patch[] = []
        adopt(known, place, nodes[place]!.state, changes)
        if (changes.length > 0) patches.push({ node: nodes[place]!.id, patches: changes })
      }
      yield { events: walker.events, patches, states }
    }
  }

  /**
   * Goes through the run from about event `seq` on and tells after each step the first event of it
   * and how the nodes are then. They are views of a run that goes on: look, do not keep.
   */
  *views(seq: number): Generator<{ readonly seq: number; readonly nodes: readonly View[] }> {
    const walker = this.#before(seq, null)
    const nodes = viewsOf(walker)
    if (walker.events > seq) yield { seq, nodes }
    for (;;) {
      const first = walker.events
      if (first >= this.simulation.events || !stepOn(walker)) return
      if (walker.events > seq) yield { seq: first, nodes }
    }
  }

  /** The views of these nodes, in this order. */
  #some({ assembly, world }: Simulation, ids: readonly string[]): readonly NodeView<object>[] {
    this.#places ??= new Map(assembly.places.map(({ id }, place) => [id, place]))
    return ids.map((id) => {
      const place = assembly.places[this.#places!.get(id) ?? -1]
      if (place) return world.nodes(place.role)[place.rank]!
      throw new RangeError(unknownName({ kind: 'node', value: id, allowed: this.#places!.keys() }))
    })
  }

  /** A simulation at event `seq` or on the way there: from wherever the way is shortest. */
  #before(seq: number, walker: Simulation | null): Simulation {
    const kept = this.#kept.findLast(({ snapshot }) => snapshot.seq <= seq)
    if (walker && walker.events <= seq && walker.events >= (kept?.snapshot.seq ?? 0)) return walker
    if (!kept || !walker) walker = new Simulation(this.#configuration, this.#options)
    if (kept) walker.load(kept.snapshot)
    return walker
  }

  /** A simulation at the beginning of the step that event `seq` belongs to. */
  #walkTo(seq: number): Simulation {
    const event = this.#recorder.events.cursor()
    event.goTo(seq)
    event.goToStep()
    const walker = this.#before(event.seq, this.#walker)
    this.#walker = walker
    while (walker.events < event.seq) walker.step()
    return walker
  }

  #keep(): void {
    const { simulation } = this
    const weight = weightOf(simulation)
    while (weight <= weightMax && !this.#hasRoomFor(weight)) {
      this.#kept = this.#kept.filter((_one, place) => place % 2 === 1)
      this.#every *= 2
    }
    if (this.#hasRoomFor(weight)) {
      // Nobody judges a walk to a moment, and what watchers remember would make it large.
      this.#kept.push({ snapshot: simulation.snapshot({ watchers: false }), weight })
    }
    this.#due = simulation.events + this.#every
  }

  #hasRoomFor(weight: number): boolean {
    const kept = this.#kept.reduce((sum, one) => sum + one.weight, 0)
    return this.#kept.length < snapshotsMax && kept + weight <= weightMax
  }
}

function weightOf(simulation: Simulation): number {
  const waiting = viewsOf(simulation).reduce((sum, { queued }) => sum + queued, 0)
  return simulation.assembly.places.length + simulation.pending + waiting
}

/** All nodes of a simulation, in the order of the topology. */
function viewsOf({ assembly, world }: Simulation): readonly NodeView<object>[] {
  return assembly.places.map(({ role, rank }) => world.nodes(role)[rank]!)
}

/** How a node is, in a copy that nobody else writes to. */
function momentOf(node: NodeView<object>): NodeMoment {
  const { id, role, status, state, queued, serving, clock } = node
  return { id, role, status, state: copy(state), queued, serving, clock }
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
