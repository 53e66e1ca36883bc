/**
 * A rolling 128-bit fingerprint of a run: fast, portable, and not a cryptographic one. It tells two
 * runs apart; it does not protect against somebody who wants two runs to look alike.
 *
 * Four lanes of 32 bits. Each word that is fed enters all four, multiplied by a different odd
 * number in each, and the lanes are then added into one another, so that what one word did can be
 * undone by no later word. Strings and plain values carry their length or an end mark: no two
 * different sequences of values feed the same words.
 */

/** A hash saved: the four lanes and the count of words, all 32-bit integers. */
export type HashState = readonly [number, number, number, number, number]

const INTEGER = 1
const DOUBLE = 2

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
  #words = 0

  /** Feeds one 32-bit word: a kind, a mark, an index. Integers beyond 32 bits lose their top. */
  tag(word: number): void {
    // Lanes use their own multiplier and rotation; the sums then carry each lane into the next.
    const a = Math.imul(this.#a ^ word, 0x9e3779b1)
    const b = Math.imul(this.#b ^ word, 0x85ebca77)
    const c = Math.imul(this.#c ^ word, 0xc2b2ae3d)
    const d = Math.imul(this.#d ^ word, 0x27d4eb2f)
    this.#a = (((a << 15) | (a >>> 17)) + this.#d) | 0
    this.#b = (((b << 13) | (b >>> 19)) + this.#a) | 0
    this.#c = (((c << 17) | (c >>> 15)) + this.#b) | 0
    this.#d = (((d << 11) | (d >>> 21)) + this.#c) | 0
    this.#words = (this.#words + 1) | 0
  }

  /** Feeds a whole number up to 2^53 in size, such as a time, always as two words. */
  int(n: number): void {
    this.tag(n | 0)
    this.tag(Math.floor(n / 4_294_967_296))
  }

  /** Feeds any number. −0 counts as 0, and every NaN as the same one. */
  number(n: number): void {
    if ((n | 0) === n) {
      this.tag(INTEGER)
      this.tag(n)
      return
    }
    double[0] = n === n ? n : NaN
    this.tag(DOUBLE)
    if (n === n) {
      this.tag(halves[LOW]!)
      this.tag(halves[HIGH]!)
    } else {
      this.tag(0)
      this.tag(0x7ff8_0000)
    }
  }

  /** Feeds a string: its length, then its UTF-16 code units, two to a word. */
  text(s: string): void {
    const { length } = s
    this.tag(length)
    // The same steps as in tag, with the lanes at hand: strings are most of what is fed.
    let a = this.#a
    let b = this.#b
    let c = this.#c
    let d = this.#d
    for (let i = 0; i < length; i += 2) {
      let word = s.charCodeAt(i)
      if (i + 1 < length) word |= s.charCodeAt(i + 1) << 16
      a = Math.imul(a ^ word, 0x9e3779b1)
      b = Math.imul(b ^ word, 0x85ebca77)
      c = Math.imul(c ^ word, 0xc2b2ae3d)
      d = Math.imul(d ^ word, 0x27d4eb2f)
      a = (((a << 15) | (a >>> 17)) + d) | 0
      b = (((b << 13) | (b >>> 19)) + a) | 0
      c = (((c << 17) | (c >>> 15)) + b) | 0
      d = (((d << 11) | (d >>> 21)) + c) | 0
    }
    this.#a = a
    this.#b = b
    this.#c = c
    this.#d = d
    this.#words = (this.#words + ((length + 1) >> 1)) | 0
  }

  /** The fingerprint of all that was fed so far, as 32 hexadecimal digits. Feeding may go on. */
  digest(): string {
    const n = this.#words
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
    return hex(a) + hex(b + a) + hex(c + a) + hex(d + a)
  }

  /** The state, to go on from later. */
  save(): HashState {
    return [this.#a, this.#b, this.#c, this.#d, this.#words]
  }

  /** Goes on from a saved state. */
  load(state: HashState): void {
    this.#a = state[0]
    this.#b = state[1]
    this.#c = state[2]
    this.#d = state[3]
    this.#words = state[4]
  }
}

/** Spreads every bit of a word over all of it. Source: MurmurHash3's finalizer (public domain). */
function scramble(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}

function hex(x: number): string {
  return (x >>> 0).toString(16).padStart(8, '0')
}
