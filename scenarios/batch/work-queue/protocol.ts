/** Who takes part in the work queue, and what they say to each other. */
import type { Micros, NodeId, OperationId } from '../../../engine/index.ts'
import type { JobRoles, JobStatus } from '../../parts/job-controller.ts'
import type { Item, SourceRoles } from '../../parts/source-ambassador.ts'

/** What makes a thumbnail out of a video. */
export type Video = {
  /** Time that a worker needs for it, µs. */
  length: Micros
  /** Whether it can be decoded at all. */
  readable: boolean
}

/** See the file's header. */
export type WorkQueue = {
  camera: {
    upload: { name: string; video: Video }
    thumbnail: { name: string }
    unreadable: { name: string }
  }
  store: SourceRoles['store']
  source: SourceRoles['source']
  manager: SourceRoles['manager'] &
    JobRoles['manager'] & {
      /** Begins a round. */
      tick: object
      /** Gives a round up. */
      timeout: object
    }
  orchestrator: JobRoles['orchestrator']
  machine: JobRoles['machine']
  worker: {
    /** Whether the output is there already. */
    found: { exists: boolean }
    /** One part of the work; takes time. */
    encode: { part: number; time: Micros }
    written: { part: number }
    renamed: object
  }
  volume: {
    look: { path: string }
    write: { path: string; part: number; of: number }
    rename: { from: string; to: string }
  }
}

/** What the manager of the queue remembers. A crash loses it, and that must not matter. */
export interface ManagerState {
  /** The step of the round under way, `null` between two rounds. */
  asking: 'items' | 'jobs' | 'work' | null
  items: string[]
  /** Jobs that are yet to be confirmed in this round. */
  missing: number
  timer: number | null
  /** Only the forgetful one keeps this: what it has dealt with. */
  dealt: Record<string, true>
}

/** What a worker remembers of its only run. */
export interface WorkerState {
  run: string | null
  operation: OperationId | null
  /** The file it makes, without a folder. */
  output: string
  video: Video
}

/** A file of the volume: parts written so far, of how many. */
export type Content = { written: number; of: number }

/** The files of the volume by path. */
export interface VolumeState {
  files: Record<string, Content>
  /** The path that appeared last, by a first write or a rename. */
  newest: string | null
}

/** The states that checks look at. */
export type States = {
  store: { items: Record<string, Item> }
  orchestrator: { names: string[]; jobs: Record<string, JobStatus> }
  volume: VolumeState
}

/** The first node of a role of which there is one. */
export function only<R extends string>(those: readonly NodeId<R>[]): NodeId<R> {
  return those[0]!
}
