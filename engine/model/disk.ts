import type { Timing } from '../clockwork/distribution.ts'

/** How a node's disk behaves when nothing is wrong with it. */
export interface DiskOptions {
  /** Time until a write is durable, µs. Default 0: durable when the handler returns. */
  readonly latency?: Timing
}

/**
 * What a disk fault does to writes. `lose`: acknowledged but gone after a crash. `tear`: a crash
 * leaves half of the value. `slow`: latency times a factor. `refuse`: the write fails and says so.
 */
export type DiskFaultMode = 'lose' | 'tear' | 'slow' | 'refuse'
