import type { Micros } from './time.ts'

/**
 * A rung of a ladder queue: a span of time cut into buckets of one width, a power of two of
 * microseconds, so that the bucket of a time and the end of a bucket are exact.
 */
export class Rung {
  /** The rung of which this one refines the current bucket; null for the outermost. */
  readonly outer: Rung | null
  /** Where it begins. */
  start: Micros = 0
  /** Where it ends: what is due then or later stands further out. */
  end: Micros = Infinity
  /** Buckets per microsecond; 0 when there is only one, without end. */
  perMicro = 0
  /** Its first bucket, for whatever comes in that is due before it begins; the cut ones follow. */
  first = -1
  /** Its current bucket: those before it are empty, and what comes in never belongs there. */
  current = 0
  /** Behind its last bucket. */
  stop = 1

  #inner: Rung | null = null

  constructor(outer: Rung | null) {
    this.outer = outer
  }

  /** A rung to refine this one, made once and used again. */
  get inner(): Rung {
    return (this.#inner ??= new Rung(this))
  }

  /** The bucket of a time before its end. */
  bucketOf(at: Micros): number {
    const passed = at - this.start
    return passed >= 0 ? this.first + 1 + ((passed * this.perMicro) | 0) : this.first
  }

  /** Where a bucket ends. */
  endOf(bucket: number): Micros {
    if (this.perMicro === 0) return Infinity
    const end = this.start + (bucket - this.first) / this.perMicro
    return end < this.end ? end : this.end
  }
}
