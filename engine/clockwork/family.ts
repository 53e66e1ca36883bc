/**
 * Streams by the million: of one purpose, told apart by numbers. Each is four numbers in a table
 * (see `StreamTable`), so it costs 32 bytes and no name; it begins
 * where a mix of the seed, the purpose and its numbers says.
 *
 * The steps of such a stream are those of `alea` like any other's; only its beginning is not
 * hashed from a text, which alone would cost as much as a whole request.
 */
import { Hash, scramble } from './hash.ts'

/** See the file's header. */
export class Family {
  readonly #a: number
  readonly #b: number
  readonly #c: number

  /** @param name seed and purpose */
  constructor(name: string) {
    const hash = new Hash()
    hash.text(name)
    const [a, b, c] = hash.spread()
    this.#a = a
    this.#b = b
    this.#c = c
  }

  /** Writes the beginning of the stream with these three 32-bit numbers into a table. */
  begin(words: Float64Array, at: number, one: number, two: number, three: number): void {
    let a = scramble(this.#a ^ one)
    let b = scramble(this.#b ^ two)
    let c = scramble(this.#c ^ three)
    // Each number reaches each word, so that streams which share some are not alike.
    a = scramble((a + b + c) | 0)
    b = scramble((b + a) | 0)
    c = scramble((c + b) | 0)
    words[at] = ((a + c) >>> 0) / 4_294_967_296
    words[at + 1] = (b >>> 0) / 4_294_967_296
    words[at + 2] = (c >>> 0) / 4_294_967_296
    words[at + 3] = 1
  }
}
