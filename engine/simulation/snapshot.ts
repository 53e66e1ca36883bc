/** Saving everything that a run needs to go on exactly, and going back to it. */
import type { Micros } from '../clockwork/time.ts'
import type { Fault } from '../model/fault.ts'
import type { Core } from './core.ts'
import type { Disturbance } from './disturbance.ts'
import type { Effects } from './effect.ts'
import { Copier } from './envelope.ts'
import type { Held } from './envelope.ts'
import type { Sources } from './source.ts'

/** The whole state of a simulation between two steps. Opaque; may be loaded any number of times. */
export interface Snapshot {
  readonly now: Micros
  /** Number of the next trace event. */
  readonly seq: number
  readonly plan: readonly Fault[]
  readonly progress: Progress
  readonly parts: { readonly [name: string]: unknown }
}

/** How far the simulation itself has come: whether it has begun, and its steps at this instant. */
export interface Progress {
  readonly begun: boolean
  readonly steps: number
}

/** What has a state of its own. */
export interface Parts {
  readonly core: Core
  readonly effects: Effects
  readonly sources: Sources
  readonly disturbance: Disturbance
}

/** Saves. @param watchers whether what they remember is saved too */
export function save(
  { core, effects, sources, disturbance }: Parts,
  progress: Progress,
  watchers: boolean,
): Snapshot {
  const copier = new Copier()
  return {
    now: core.now,
    seq: core.seq,
    plan: disturbance.plan,
    progress,
    parts: {
      nodes: core.nodes.map((node) => node.save(copier)),
      folders: core.folders.map((folder) => folder.save()),
      processors: core.processors.map((processor) => processor.save(copier)),
      queue: copyQueue(core.queue.save(), copier),
      held: effects.held.map((held) => copyHeld(held, copier)),
      streams: core.streams.save(),
      random: core.nodeStreams.random.save(),
      service: core.nodeStreams.service.save(),
      symbols: core.symbols.save(),
      network: core.network.save(),
      operations: core.operations.save(),
      counters: [...core.counters],
      checkpoint: core.saveCheckpoint(),
      sources: sources.save(),
      disturbance: disturbance.save(),
      watchers: Object.fromEntries(
        Object.entries(watchers ? core.watchers : {}).map(([name, watcher]) => [
          name,
          watcher?.save(),
        ]),
      ),
    },
  }
}

/** Loads. @throws RangeError when the plan in force differs in what had happened. */
export function load({ core, effects, sources, disturbance }: Parts, snapshot: Snapshot): void {
  const copier = new Copier()
  const parts = snapshot.parts as { readonly [name: string]: never }
  const each = <T>(name: string, items: readonly T[], load: (item: T, saved: unknown) => void) =>
    items.forEach((item, index) => load(item, (parts[name] as unknown as unknown[])[index]))
  core.now = snapshot.now
  core.seq = snapshot.seq
  core.streams.load(parts['streams']!)
  core.nodeStreams.random.load(parts['random'])
  core.nodeStreams.service.load(parts['service'])
  core.symbols.load(parts['symbols']!)
  core.queue.load(copyQueue(parts['queue']!, copier))
  each('nodes', core.nodes, (node, saved) => node.load(saved, copier))
  each('folders', core.folders, (folder, saved) => folder.load(saved))
  each('processors', core.processors, (processor, saved) => processor.load(saved, copier))
  effects.held = (parts['held'] as unknown as Held[]).map((held) => copyHeld(held, copier))
  core.network.load(parts['network'])
  core.operations.load(parts['operations'])
  core.counters.clear()
  for (const [name, total] of parts['counters'] as unknown as [string, number][])
    core.counters.set(name, total)
  core.loadCheckpoint(parts['checkpoint'])
  sources.load(parts['sources'])
  const isFresh = core.now === 0 && snapshot.progress.steps === 0
  disturbance.load(parts['disturbance'], snapshot.plan, isFresh)
  const watchers = parts['watchers'] as unknown as { [name: string]: unknown }
  for (const [name, watcher] of Object.entries(core.watchers))
    if (watcher && name in watchers) watcher.load(watchers[name])
}

type SavedQueue = ReturnType<Core['queue']['save']>

/** Entries carry messages, which receivers may change. */
function copyQueue(queue: SavedQueue, copier: Copier): SavedQueue {
  const payload = queue.pending.payload.map((one) => copier.payload(one))
  return { ...queue, pending: { ...queue.pending, payload } }
}

function copyHeld(held: Held, copier: Copier): Held {
  return { ...held, envelope: copier.envelope(held.envelope) }
}
