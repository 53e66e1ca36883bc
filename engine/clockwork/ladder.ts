/**
 * The entries of an event queue that are not due next, sorted only as far as needed.
 *
 * A ladder of rungs. The outermost is one bucket without end: what is far away goes there, unsorted.
 * When the front is empty, the first entries of the innermost rung move there; a bucket that holds
 * too many is dealt out to the buckets of a rung inside it. So each entry moves a few times, however
 * many there are. A bucket is a list in order of age, so ties need no numbers to stay in order, and
 * an entry can be taken out of it at once.
 *
 * Source: Tang, Goh, Thng, "Ladder queue: an O(1) priority queue structure for large-scale discrete
 * event simulation", ACM TOMACS 15 (2005). Widths are powers of two here, rungs fit the entries
 * that they are made from, and a bucket stays open until time has passed it.
 */
import { OLDER, PLACE, YOUNGER, type Entries } from './entries.ts'
import type { Front } from './front.ts'
import { Rung } from './rung.ts'

// Chosen by measuring; the ranges around these are flat.
/** The most entries that move to the front at once; a bucket with more is dealt out. */
const BATCH = 24
/** So many make a visit worth it; after fewer, the next bucket is visited too. */
const WORTH = 8
/** What the front keeps when it gives later ones back. */
const KEPT = 12
/** The most buckets of a rung. Fewer entries get about one each. */
const BUCKETS = 131_072

/** See the file's header. */
export class Ladder {
  /** How many entries stand here. */
  size = 0

  readonly #entries: Entries
  readonly #front: Front
  readonly #outermost = new Rung(null)
  #innermost = this.#outermost
  // By bucket; the buckets of each rung follow those of the rung around it.
  #youngest = new Int32Array(64).fill(-1)
  #counts = new Int32Array(64)

  constructor(entries: Entries, front: Front) {
    this.#entries = entries
    this.#front = front
  }

  /** Takes an entry in that is due at the end of the front or later. */
  insert(slot: number): void {
    const at = this.#entries.times[slot << 2]!
    let rung = this.#innermost
    while (at >= rung.end) rung = rung.outer!
    this.#putOn(rung.bucketOf(at), slot)
    this.size++
  }

  /** Takes out an entry that stands here. */
  remove(slot: number): void {
    const { cells } = this.#entries
    const cell = slot << 3
    const bucket = cells[cell + PLACE]!
    const youngest = this.#youngest[bucket]!
    const older = cells[cell + OLDER]!
    const younger = cells[cell + YOUNGER]!
    if (slot === youngest) this.#youngest[bucket] = older
    else cells[(younger << 3) + OLDER] = older
    // Whoever is oldest now is what the youngest knows as the oldest.
    if (older >= 0) cells[(older << 3) + YOUNGER] = younger
    else if (slot !== youngest) cells[(youngest << 3) + YOUNGER] = younger
    this.#counts[bucket]!--
    this.size--
  }

  /** Takes the later ones of a front that has grown too long. */
  relieve(): void {
    const front = this.#front
    const from = front.head + KEPT
    const to = front.tail
    front.tail = from
    front.end = front.times[from]!
    const rung = this.#innermost
    const bucket = rung.bucketOf(front.end)
    if (bucket < rung.current) rung.current = bucket
    // They are older than all of their time that stand here.
    for (let i = to - 1; i >= from; i--) {
      this.#putUnder(rung.bucketOf(front.times[i]!), front.slots[i]!)
    }
    this.size += to - from
  }

  /** Moves those due next to the front, which is empty. Returns whether there are any. */
  refill(): boolean {
    this.#front.clear()
    if (this.size === 0) {
      this.#innermost = this.#outermost
      return false
    }
    for (;;) {
      const rung = this.#innermost
      const bucket = this.#nextBucket(rung)
      if (bucket === rung.stop) {
        this.#innermost = rung.outer!
        continue
      }
      rung.current = bucket
      if (this.#counts[bucket]! <= BATCH) {
        this.#takeBuckets(rung)
        return true
      }
      // What is due at one moment cannot be dealt out, but it is in order already.
      if (rung.perMicro === 1 && bucket > rung.first) {
        this.#take(bucket, BATCH)
        this.#front.end = this.#front.times[0]!
        return true
      }
      this.#deal(rung, bucket)
    }
  }

  /** The slots of all entries, those of the same time in their order. */
  *slots(): Generator<number, void, undefined> {
    const { cells } = this.#entries
    for (let bucket = 0; bucket < this.#innermost.stop; bucket++) {
      const youngest = this.#youngest[bucket]!
      let slot = youngest < 0 ? -1 : cells[youngest * 8 + YOUNGER]!
      for (let i = 0; i < this.#counts[bucket]!; i++) {
        yield slot
        slot = cells[slot * 8 + YOUNGER]!
      }
    }
  }

  /** Forgets all. */
  clear(): void {
    this.size = 0
    this.#innermost = this.#outermost
    this.#empty(0, 1)
  }

  /** The first bucket from the current one on that holds something; `stop` when none does. */
  #nextBucket(rung: Rung): number {
    const youngest = this.#youngest
    const { stop } = rung
    let bucket = rung.current
    while (bucket < stop && youngest[bucket]! < 0) bucket++
    return bucket
  }

  /** Moves the current bucket to the front, and more until the visit was worth it. */
  #takeBuckets(rung: Rung): void {
    const front = this.#front
    let bucket = rung.current
    do {
      this.#take(bucket, this.#counts[bucket]!)
      front.end = rung.endOf(bucket)
      if (rung.outer === null) return
      rung.current = bucket + 1
      bucket = this.#nextBucket(rung)
    } while (
      front.tail < WORTH &&
      bucket < rung.stop &&
      front.tail + this.#counts[bucket]! <= BATCH
    )
  }

  /** Moves the oldest entries of a bucket to the front. */
  #take(bucket: number, count: number): void {
    const { cells } = this.#entries
    const front = this.#front
    const youngest = this.#youngest[bucket]!
    let slot = cells[(youngest << 3) + YOUNGER]!
    for (let i = 0; i < count; i++) {
      front.insert(slot)
      slot = cells[(slot << 3) + YOUNGER]!
    }
    this.size -= count
    if ((this.#counts[bucket]! -= count) === 0) this.#youngest[bucket] = -1
    else {
      cells[(youngest << 3) + YOUNGER] = slot
      cells[(slot << 3) + OLDER] = -1
    }
  }

  /** Deals a bucket out to those of a new rung, cut to fit its entries. */
  #deal(outer: Rung, bucket: number): void {
    const { cells, times } = this.#entries
    const youngest = this.#youngest[bucket]!
    const count = this.#counts[bucket]!
    let earliest = Infinity
    let latest = 0
    for (let slot = youngest; slot >= 0; slot = cells[(slot << 3) + OLDER]!) {
      const at = times[slot << 2]!
      if (at < earliest) earliest = at
      if (at > latest) latest = at
    }
    const buckets = count < BUCKETS ? count : BUCKETS
    let perMicro = 1
    while ((latest - earliest + 1) * perMicro > buckets) perMicro /= 2
    const rung = outer.inner
    rung.start = earliest
    rung.perMicro = perMicro
    rung.first = outer.stop
    rung.current = outer.stop + 1
    rung.stop = outer.stop + 2 + (((latest - earliest) * perMicro) | 0)
    rung.end = outer.endOf(bucket)
    rung.end = rung.endOf(rung.stop - 1)
    this.#innermost = rung
    this.#empty(rung.first, rung.stop)
    let slot = cells[(youngest << 3) + YOUNGER]!
    this.#empty(bucket, bucket + 1)
    for (let i = 0; i < count; i++) {
      const younger = cells[(slot << 3) + YOUNGER]!
      this.#putOn(rung.bucketOf(times[slot << 2]!), slot)
      slot = younger
    }
  }

  /** Adds the youngest entry of a bucket. */
  #putOn(bucket: number, slot: number): void {
    const { cells } = this.#entries
    const cell = slot << 3
    const youngest = this.#youngest[bucket]!
    cells[cell + PLACE] = bucket
    cells[cell + OLDER] = youngest
    if (youngest < 0) cells[cell + YOUNGER] = slot
    else {
      cells[cell + YOUNGER] = cells[(youngest << 3) + YOUNGER]!
      cells[(youngest << 3) + YOUNGER] = slot
    }
    this.#youngest[bucket] = slot
    this.#counts[bucket]!++
  }

  /** Adds the oldest entry of a bucket. */
  #putUnder(bucket: number, slot: number): void {
    const { cells } = this.#entries
    const youngest = this.#youngest[bucket]!
    this.#putOn(bucket, slot)
    if (youngest < 0) return
    // Now the list is a ring that begins one entry too early.
    const oldest = cells[(slot << 3) + YOUNGER]!
    cells[(oldest << 3) + OLDER] = slot
    cells[(slot << 3) + OLDER] = -1
    this.#youngest[bucket] = youngest
  }

  /** Makes buckets empty, whatever they held, and room for them. */
  #empty(from: number, to: number): void {
    if (to > this.#counts.length) {
      let length = this.#counts.length
      while (length < to) length *= 2
      this.#youngest = resized(this.#youngest, length)
      this.#counts = resized(this.#counts, length)
    }
    this.#youngest.fill(-1, from, to)
    this.#counts.fill(0, from, to)
  }
}

function resized(from: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length)
  to.set(from)
  return to
}
