/**
 * A rolling 128-bit fingerprint of a run: fast, portable, and not a cryptographic one. It tells two
 * runs apart; it does not protect against somebody who wants two runs to look alike.
 *
 * Four lanes of 32 bits take a *stripe* of four words at once, one word each, multiplied by a
 * different odd number in each; then the lanes are added into one another. All of it can be undone
 * step by step, so two states never become one, and a difference in one word lives on in two lanes
 * at once, which no other single word can make good.
 *
 * What is fed says what it is: a word of every first stripe holds a mark, and texts carry their
 * length. No two different sequences of values feed the same stripes.
 */

/** A hash saved: the four lanes and the count of stripes, all 32-bit integers. */
export type HashState = readonly [number, number, number, number, number]

// Marks, in the third word of a stripe. Whatever begins with one of them is no event.
const WORD = 1
const WHOLE = 2
const INTEGER = 3
const DOUBLE = 4
const TEXT = 5
/** Marks from here on are the caller's, up to {@link EVENT}. */
export const FIRST_MARK = 16
/** Set in the third word of an event, together with its kind and node. */
const EVENT = 0x40
/** Set beside it when a time or value needs a stripe of its own. */
const LONG = 0x80

const double = new Float64Array(1)
const halves = new Int32Array(double.buffer)
double[0] = 1
// The word order of a double in memory is the machine's; this is the only place where it shows.
const LOW = halves[0] === 0 ? 0 : 1
const HIGH = 1 - LOW

/** The rolling hash. */
export class Hash {
  #a = 0x6f72_7265 | 0
  #b = 0x7279_2d31 | 0
  #c = 0x3c6e_f372 | 0
  #d = 0xbb67_ae85 | 0
  #stripes = 0

  /** Feeds four 32-bit words. `mark` says what they are: 16 to 63 are the caller's to choose. */
  stripe(first: number, second: number, mark: number, last: number): void {
    const a = Math.imul(this.#a ^ first, 0x9e3779b1)
    const b = Math.imul(this.#b ^ second, 0x85ebca77)
    const c = Math.imul(this.#c ^ mark, 0xc2b2ae3d)
    const d = Math.imul(this.#d ^ last, 0x27d4eb2f)
    const sum = (((a << 15) | (a >>> 17)) + b) | 0
    this.#a = sum
    this.#b = (((b << 13) | (b >>> 19)) + c) | 0
    this.#c = (((c << 17) | (c >>> 15)) + d) | 0
    this.#d = (((d << 11) | (d >>> 21)) + sum) | 0
    this.#stripes = (this.#stripes + 1) | 0
  }

  /**
   * Feeds a trace event: a whole time up to 2^53, a kind below 32, a node below 2^23 (−1: none), and
   * 32-bit words for the rest, beside a value that may be any number. Two stripes; three when the
   * time is beyond 71 minutes or the value is no 32-bit integer.
   */
  event(
    at: number,
    kind: number,
    node: number,
    peer: number,
    type: number,
    cause: number,
    operation: number,
    value: number,
    detail: number,
  ): void {
    let mark = kind | EVENT | ((node + 1) << 8)
    const isShort = (value | 0) === value && at < 4_294_967_296
    if (!isShort) {
      mark |= LONG
      double[0] = value === value ? value + 0 : NaN
    }
    // Two stripes as in `stripe`, with the lanes at hand: this is where most of hashing happens.
    let a = Math.imul(this.#a ^ at, 0x9e3779b1)
    let b = Math.imul(this.#b ^ peer, 0x85ebca77)
    let c = Math.imul(this.#c ^ mark, 0xc2b2ae3d)
    let d = Math.imul(this.#d ^ type, 0x27d4eb2f)
    a = (((a << 15) | (a >>> 17)) + b) | 0
    b = (((b << 13) | (b >>> 19)) + c) | 0
    c = (((c << 17) | (c >>> 15)) + d) | 0
    d = (((d << 11) | (d >>> 21)) + a) | 0
    a = Math.imul(a ^ cause, 0x9e3779b1)
    b = Math.imul(b ^ operation, 0x85ebca77)
    c = Math.imul(c ^ detail, 0xc2b2ae3d)
    d = Math.imul(d ^ (isShort ? value : halves[LOW]!), 0x27d4eb2f)
    a = (((a << 15) | (a >>> 17)) + b) | 0
    this.#a = a
    this.#b = (((b << 13) | (b >>> 19)) + c) | 0
    this.#c = (((c << 17) | (c >>> 15)) + d) | 0
    this.#d = (((d << 11) | (d >>> 21)) + a) | 0
    this.#stripes = (this.#stripes + 2) | 0
    if (!isShort) this.stripe(halves[HIGH]!, 0, WHOLE, Math.floor(at / 4_294_967_296))
  }

  /** Feeds one 32-bit word: an index, a count. Integers beyond 32 bits lose their top. */
  tag(word: number): void {
    this.stripe(word, 0, WORD, 0)
  }

  /** Feeds a whole number up to 2^53 in size, such as a time. */
  int(n: number): void {
    this.stripe(n | 0, 0, WHOLE, Math.floor(n / 4_294_967_296))
  }

  /** Feeds any number. −0 counts as 0, and every NaN as the same one. */
  number(n: number): void {
    if ((n | 0) === n) {
      this.stripe(n, 0, INTEGER, 0)
      return
    }
    if (n !== n) {
      this.stripe(0, 0x7ff8_0000, DOUBLE, 0)
      return
    }
    double[0] = n
    this.stripe(halves[LOW]!, halves[HIGH]!, DOUBLE, 0)
  }

  /** Feeds a string: its length, then its UTF-16 code units, eight to a stripe. */
  text(s: string): void {
    const { length } = s
    this.stripe(length, 0, TEXT, 0)
    // The same steps as in stripe, with the lanes at hand.
    let a = this.#a
    let b = this.#b
    let c = this.#c
    let d = this.#d
    let i = 0
    for (; i + 8 <= length; i += 8) {
      a = Math.imul(a ^ (s.charCodeAt(i) | (s.charCodeAt(i + 1) << 16)), 0x9e3779b1)
      b = Math.imul(b ^ (s.charCodeAt(i + 2) | (s.charCodeAt(i + 3) << 16)), 0x85ebca77)
      c = Math.imul(c ^ (s.charCodeAt(i + 4) | (s.charCodeAt(i + 5) << 16)), 0xc2b2ae3d)
      d = Math.imul(d ^ (s.charCodeAt(i + 6) | (s.charCodeAt(i + 7) << 16)), 0x27d4eb2f)
      a = (((a << 15) | (a >>> 17)) + b) | 0
      b = (((b << 13) | (b >>> 19)) + c) | 0
      c = (((c << 17) | (c >>> 15)) + d) | 0
      d = (((d << 11) | (d >>> 21)) + a) | 0
    }
    this.#a = a
    this.#b = b
    this.#c = c
    this.#d = d
    this.#stripes = (this.#stripes + (i >> 3)) | 0
    if (i < length) this.stripe(pair(s, i), pair(s, i + 2), pair(s, i + 4), pair(s, i + 6))
  }

  /**
   * Feeds a string to this hash and to another one, as {@link text} would to each. Most of the work
   * is to fetch the code units, and two hashes do not wait for each other.
   */
  textTo(other: Hash, s: string): void {
    const { length } = s
    this.stripe(length, 0, TEXT, 0)
    other.stripe(length, 0, TEXT, 0)
    let a = this.#a
    let b = this.#b
    let c = this.#c
    let d = this.#d
    let e = other.#a
    let f = other.#b
    let g = other.#c
    let h = other.#d
    let i = 0
    for (; i + 8 <= length; i += 8) {
      const first = s.charCodeAt(i) | (s.charCodeAt(i + 1) << 16)
      const second = s.charCodeAt(i + 2) | (s.charCodeAt(i + 3) << 16)
      const third = s.charCodeAt(i + 4) | (s.charCodeAt(i + 5) << 16)
      const last = s.charCodeAt(i + 6) | (s.charCodeAt(i + 7) << 16)
      a = Math.imul(a ^ first, 0x9e3779b1)
      b = Math.imul(b ^ second, 0x85ebca77)
      c = Math.imul(c ^ third, 0xc2b2ae3d)
      d = Math.imul(d ^ last, 0x27d4eb2f)
      e = Math.imul(e ^ first, 0x9e3779b1)
      f = Math.imul(f ^ second, 0x85ebca77)
      g = Math.imul(g ^ third, 0xc2b2ae3d)
      h = Math.imul(h ^ last, 0x27d4eb2f)
      a = (((a << 15) | (a >>> 17)) + b) | 0
      b = (((b << 13) | (b >>> 19)) + c) | 0
      c = (((c << 17) | (c >>> 15)) + d) | 0
      d = (((d << 11) | (d >>> 21)) + a) | 0
      e = (((e << 15) | (e >>> 17)) + f) | 0
      f = (((f << 13) | (f >>> 19)) + g) | 0
      g = (((g << 17) | (g >>> 15)) + h) | 0
      h = (((h << 11) | (h >>> 21)) + e) | 0
    }
    this.#a = a
    this.#b = b
    this.#c = c
    this.#d = d
    this.#stripes = (this.#stripes + (i >> 3)) | 0
    other.#a = e
    other.#b = f
    other.#c = g
    other.#d = h
    other.#stripes = (other.#stripes + (i >> 3)) | 0
    if (i === length) return
    const rest = [pair(s, i), pair(s, i + 2), pair(s, i + 4), pair(s, i + 6)] as const
    this.stripe(...rest)
    other.stripe(...rest)
  }

  /** The fingerprint of all that was fed so far, as 32 hexadecimal digits. Feeding may go on. */
  digest(): string {
    return this.spread().map(hex).join('')
  }

  /** The fingerprint as four 32-bit words, each of which depends on all that was fed. */
  spread(): [number, number, number, number] {
    const n = this.#stripes
    let a = this.#a ^ n
    let b = this.#b ^ Math.imul(n, 0x9e3779b1)
    let c = this.#c ^ n
    let d = this.#d ^ Math.imul(n, 0x85ebca77)
    for (let round = 0; round < 2; round++) {
      a = (a + b + c + d) | 0
      b = (b + a) | 0
      c = (c + a) | 0
      d = (d + a) | 0
      a = scramble(a)
      b = scramble(b)
      c = scramble(c)
      d = scramble(d)
    }
    a = (a + b + c + d) | 0
    return [a, (b + a) | 0, (c + a) | 0, (d + a) | 0]
  }

  /** The state, to go on from later. */
  save(): HashState {
    return [this.#a, this.#b, this.#c, this.#d, this.#stripes]
  }

  /** Goes on from a saved state. */
  load(state: HashState): void {
    this.#a = state[0]
    this.#b = state[1]
    this.#c = state[2]
    this.#d = state[3]
    this.#stripes = state[4]
  }
}

/** Two code units as one word; beyond the end of the text there are zeros. */
function pair(s: string, i: number): number {
  const { length } = s
  if (i + 1 < length) return s.charCodeAt(i) | (s.charCodeAt(i + 1) << 16)
  return i < length ? s.charCodeAt(i) : 0
}

/** Spreads every bit of a word over all of it. Source: MurmurHash3's finalizer (public domain). */
export function scramble(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}

function hex(x: number): string {
  return (x >>> 0).toString(16).padStart(8, '0')
}
