/**
 * The streams of a family, by place: four numbers each in one table that grows. Whoever draws gets
 * the one stream that stands in for all of them, seated at the place asked for.
 */
import type { Family } from './family.ts'
import { Stream } from './random.ts'

/** See the file's header. */
export class StreamTable {
  readonly #family: Family
  /** All four are zero where no stream has begun, which no stream ever comes to. */
  #words = new Float64Array(256)
  readonly #stream: Stream

  constructor(family: Family) {
    this.#family = family
    this.#stream = new Stream('one of a table', () => {
      throw new Error('a stream of a table is begun at its place, before anybody draws from it')
    })
  }

  /** Whether the stream at a place has begun. */
  has(place: number): boolean {
    const words = this.#words
    const at = place * 4
    return (
      at < words.length &&
      (words[at + 3] !== 0 || words[at] !== 0 || words[at + 1] !== 0 || words[at + 2] !== 0)
    )
  }

  /** Begins the stream with these three 32-bit numbers at a place, whatever stood there. */
  begin(place: number, one: number, two: number, three: number): void {
    if (place * 4 >= this.#words.length) this.#grow(place)
    this.#family.begin(this.#words, place * 4, one, two, three)
  }

  /** The stream at a place, which has begun; valid until another is asked for. */
  at(place: number): Stream {
    this.#stream.seat(this.#words, place * 4)
    return this.#stream
  }

  /** Forgets the stream at a place. */
  forget(place: number): void {
    if (place * 4 < this.#words.length) this.#words.fill(0, place * 4, place * 4 + 4)
  }

  save(): Float64Array {
    return this.#words.slice()
  }

  load(saved: Float64Array): void {
    this.#words = saved.slice()
  }

  #grow(place: number): void {
    let length = this.#words.length
    while (length <= place * 4) length *= 2
    const words = new Float64Array(length)
    words.set(this.#words)
    this.#words = words
  }
}
