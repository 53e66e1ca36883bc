/**
 * A histogram of whole values (times in µs, sizes, counts) in buckets whose width grows with the
 * value, so that any quantile is known to within a tenth of a percent at a bounded size.
 *
 * Counts, least, greatest and sum are exact. Merging is adding whole numbers: any order gives the
 * same result. Values below 2,048 have a bucket each.
 *
 * Source: G. Tene, HdrHistogram; the buckets are those of hdr-histogram-js. Its bucket search takes
 * a logarithm, which may differ in the last bit between JavaScript engines; a value at a power of
 * two then is looked for in the neighbouring group, where its formula gives the same bucket.
 */
import { Hdr } from './hdr.ts'

/** The greatest value told apart, 2^50 - 1: 35 years in µs. Greater ones count as this one. */
export const VALUE_LIMIT = 0x3_ffff_ffff_ffff
/** Quantiles are at most this much (relative) above the true value, and never below it. */
export const RELATIVE_ERROR = 0.001

const SIGNIFICANT_DIGITS = 3
// The sum is kept in two parts, of which the lower stays below this, to be exact beyond 2^53.
const CARRY = 0x10_0000_0000_0000

/** What a {@link Histogram} holds, as plain data. */
export interface HistogramState {
  buckets: number[] // lowest value of a bucket and its count, in turn; only where the count is not 0
  count: number
  min: number | null
  max: number | null
  sum: [high: number, low: number] // high * 2^52 + low
  clamped: { low: number; high: number }
}

/** One bucket: the values from `low` to `high`, both included. */
export interface Bucket {
  low: number
  high: number
  count: number
}

/** Counts whole values from 0 to {@link VALUE_LIMIT}. */
export class Histogram {
  #hdr = newHdr()
  #count = 0
  #min = Infinity
  #max = -Infinity
  #sumHigh = 0
  #sumLow = 0
  #clampedLow = 0
  #clampedHigh = 0

  /** How many values were recorded. */
  get count(): number {
    return this.#count
  }

  /** The least value recorded, exactly; `null` when there is none. */
  get min(): number | null {
    return this.#count === 0 ? null : this.#min
  }

  /** The greatest value recorded, exactly; `null` when there is none. */
  get max(): number | null {
    return this.#count === 0 ? null : this.#max
  }

  /** The sum of all values: exact up to 2^53, rounded once beyond. */
  get sum(): number {
    return this.#sumHigh * CARRY + this.#sumLow
  }

  /** The mean of the values as recorded (not of their buckets); `null` when there is none. */
  get mean(): number | null {
    return this.#count === 0 ? null : this.sum / this.#count
  }

  /** How many values lay below 0 and above {@link VALUE_LIMIT}, and were counted as those. */
  get clamped(): { low: number; high: number } {
    return { low: this.#clampedLow, high: this.#clampedHigh }
  }

  /**
   * Records one value, rounded to the nearest whole number. A value below 0 is counted as 0, one
   * above {@link VALUE_LIMIT} as that limit, and `clamped` says how many those were.
   *
   * @throws RangeError when the value is not a finite number
   */
  record(value: number): void {
    let whole = value
    if (value !== Math.floor(value)) whole = Math.round(value) // of NaN, too
    if (!(whole > 0 && whole <= VALUE_LIMIT)) whole = this.#clamp(whole)
    const hdr = this.#hdr
    const index = indexOf(whole)
    if (index < hdr.countsArrayLength) hdr.incrementCountAtIndex(index)
    else hdr.recordValue(whole) // grows first
    this.#count++
    if (whole < this.#min) this.#min = whole
    if (whole > this.#max) this.#max = whole
    this.#sumLow += whole
    if (this.#sumLow >= CARRY) this.#carry()
  }

  /**
   * The q-quantile: the smallest value x such that at least a share `q` of the values is <= x.
   * Exact for values below 2,048, otherwise up to {@link RELATIVE_ERROR} too high. `null` when
   * nothing was recorded; the least value for `q` = 0.
   *
   * @param q from 0 to 1
   * @throws RangeError when `q` is outside that range
   */
  quantile(q: number): number | null {
    if (!(q >= 0 && q <= 1)) {
      throw new RangeError(
        `no quantile ${q}; allowed is 0 to 1, such as 0.99 for the 99th percentile`,
      )
    }
    if (this.#count === 0) return null
    const rank = rankOf(q, this.#count)
    if (rank <= 1) return this.#min
    if (rank >= this.#count) return this.#max
    const hdr = this.#hdr
    let index = 0
    for (let seen = hdr.getCountAtIndex(0); seen < rank;) seen += hdr.getCountAtIndex(++index)
    const high = hdr.highestEquivalentValue(hdr.valueFromIndex(index))
    return Math.min(high, this.#max)
  }

  /**
   * The share of values that are at most `value`, as far as the buckets tell: values in the bucket
   * of `value` count as at most `value`. `null` when nothing was recorded.
   */
  shareUpTo(value: number): number | null {
    if (this.#count === 0) return null
    let seen = 0
    for (const bucket of this.buckets()) {
      if (bucket.low > value) break
      seen += bucket.count
    }
    return seen / this.#count
  }

  /** The buckets that hold anything, in rising order. */
  *buckets(): IterableIterator<Bucket> {
    const hdr = this.#hdr
    for (let index = 0; index < hdr.countsArrayLength; index++) {
      const count = hdr.getCountAtIndex(index)
      if (count === 0) continue
      const low = hdr.valueFromIndex(index)
      yield { low, high: hdr.highestEquivalentValue(low), count }
    }
  }

  /** Adds all that another histogram recorded. */
  merge(other: Histogram): void {
    for (const { low, count } of other.buckets()) this.#hdr.recordValueWithCount(low, count)
    this.#count += other.#count
    this.#min = Math.min(this.#min, other.#min)
    this.#max = Math.max(this.#max, other.#max)
    this.#sumHigh += other.#sumHigh
    this.#sumLow += other.#sumLow
    if (this.#sumLow >= CARRY) this.#carry()
    this.#clampedLow += other.#clampedLow
    this.#clampedHigh += other.#clampedHigh
  }

  /** The histogram as plain data. */
  save(): HistogramState {
    const buckets: number[] = []
    for (const { low, count } of this.buckets()) buckets.push(low, count)
    return {
      buckets,
      count: this.#count,
      min: this.min,
      max: this.max,
      sum: [this.#sumHigh, this.#sumLow],
      clamped: this.clamped,
    }
  }

  /** Becomes what `save` returned. */
  load(state: HistogramState): void {
    this.#hdr = newHdr()
    for (let i = 0; i + 1 < state.buckets.length; i += 2) {
      this.#hdr.recordValueWithCount(state.buckets[i]!, state.buckets[i + 1]!)
    }
    this.#count = state.count
    this.#min = state.min ?? Infinity
    this.#max = state.max ?? -Infinity
    this.#sumHigh = state.sum[0]
    this.#sumLow = state.sum[1]
    this.#clampedLow = state.clamped.low
    this.#clampedHigh = state.clamped.high
  }

  /** What to count for a value that is not between 0 and the limit. */
  #clamp(whole: number): number {
    if (!Number.isFinite(whole)) {
      throw new RangeError(`a histogram can't record ${whole}; allowed are finite numbers`)
    }
    if (whole > 0) {
      this.#clampedHigh++
      return VALUE_LIMIT
    }
    if (whole < 0) this.#clampedLow++
    return 0 // also for -0
  }

  /** Keeps the lower part of the sum exact: it was below 2^52, and so was what came to it. */
  #carry(): void {
    this.#sumLow -= CARRY
    this.#sumHigh++
  }
}

function newHdr(): Hdr {
  // Starts with a single group of buckets and grows to the greatest value: 16 kB to 340 kB.
  const hdr = new Hdr(1, 2, SIGNIFICANT_DIGITS)
  hdr.autoResize = true
  return hdr
}

/** The library's index of the bucket of a value, in integers where they reach: 20 times as fast. */
function indexOf(whole: number): number {
  if (whole >= 0x8000_0000) return Infinity
  const group = Math.max(21 - Math.clz32(whole), 0) // values below 2^11 are in group 0
  return group * 1024 + (whole >>> group)
}

/** The rank of the q-quantile among `count` values, from 1: q * count, rounded up. */
function rankOf(q: number, count: number): number {
  const exact = q * count
  const whole = Math.round(exact)
  // 0.07 * 100 is 7.000000000000001 in floating point and must still be rank 7, not 8.
  return Math.abs(exact - whole) <= 1e-9 * Math.max(1, whole) ? whole : Math.ceil(exact)
}
