/** What a studio, the root and the encoders say to each other. */
import type { Micros, NodeId, Timer } from '../../../engine/index.ts'

/** Who receives what. Costs are µs of encoding, one per segment in the order of the film. */
export type Video = {
  studio: {
    ask: { costs: readonly Micros[] }
    /** The next segment of the finished film. */
    segment: {
      film: string
      segment: number
      frames: readonly [first: number, last: number]
      of: number
    }
  }
  root: {
    film: { costs: readonly Micros[] }
    /** An encoder is there; `fresh`: it has just come up, and knows nothing of earlier work. */
    ready: { encoder: NodeId<'encoder'>; fresh: boolean }
    encoded: { film: string; segment: number; frames: readonly [first: number, last: number] }
    overdue: { film: string; segment: number; attempt: number }
  }
  encoder: { encode: { film: string; segment: number; cost: Micros }; beat: { every: Micros } }
}

/** A film under way at the root. */
export interface Film {
  readonly studio: NodeId<'studio'>
  readonly operation: string | null
  readonly since: Micros
  readonly costs: readonly Micros[]
  /** How many encoders were free when it came. */
  readonly free: number
  /** How often each segment was given to an encoder. */
  attempts: number[]
  /** The reorder buffer: segments that are encoded and wait for earlier ones, `s3` … */
  buffer: { [segment: string]: readonly [first: number, last: number] }
  /** The next segment to go out. */
  next: number
  /** Segments encoded. */
  done: number
}

/** What the root knows. */
export interface RootState {
  films: { [film: string]: Film }
  /** Segments to be given out, in order. */
  todo: { film: string; segment: number }[]
  /** Encoders with nothing to do, longest first. */
  idle: NodeId<'encoder'>[]
  /** Encoders that have a segment in hand, and which. One that is overdue is no longer here. */
  busy: { [encoder: string]: string }
  /** Timers of segments given out, `root#1 s3` … */
  timers: { [job: string]: Timer }
  /** The last film done, for checks. */
  last: {
    makespan: Micros
    total: Micros
    longest: Micros
    segments: number
    again: number
    free: number
  } | null
}

/** What a studio has received of the film it waits for. */
export interface StudioState {
  film: string
  /** Segments in the order in which they came. */
  received: number[]
}
