/** A run that the worker has at hand, whatever it comes from. */
import type { CheckFlip, Moment, Run, Trace } from '../../../engine/index.ts'

/** Told how far it has come: events, virtual time, µs, and of a file how much has been read. */
export type Progress = (events: number, at: number, share?: number) => void

/** See the file's header. */
export interface KeptRun {
  readonly trace: Trace
  /** When checks changed; none for a file. */
  readonly flips: readonly CheckFlip[]
  /**
   * The states at an event, of all nodes or of these, and what changed there; `null` where no states
   * were recorded.
   */
  moment(seq: number, nodes?: readonly string[]): Moment | null
  /** The run with its operations and measures; `null` for a file. */
  readonly run: Run | null
}
