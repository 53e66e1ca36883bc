/** A stream for each node, all in one table: a system may have a million nodes. */
import type { Family } from '../clockwork/family.ts'
import { keyOf } from '../clockwork/key.ts'
import { Stream } from '../clockwork/random.ts'
import type { Place } from '../scenario/system.ts'

/** See the file's header. */
export class NodeStreams {
  readonly #family: Family
  readonly #places: readonly Place[]
  /** Four numbers each; all zero before the first draw, which no stream ever comes to. */
  #words: Float64Array
  readonly #stream = new Stream('node', () => ({ c: 1, s0: 0, s1: 0, s2: 0 }))

  constructor(family: Family, places: readonly Place[]) {
    this.#family = family
    this.#places = places
    this.#words = new Float64Array(places.length * 4)
  }

  /** The stream of a node; valid until that of another node is asked for. */
  of(index: number): Stream {
    const words = this.#words
    const at = index * 4
    if (words[at] === 0 && words[at + 1] === 0 && words[at + 2] === 0 && words[at + 3] === 0) {
      // Its name says which stream it is, wherever it stands in the system.
      const { first, second } = keyOf(this.#places[index]!.id)
      this.#family.begin(words, at, first, second, 0)
    }
    this.#stream.seat(words, at)
    return this.#stream
  }

  save(): unknown {
    return this.#words.slice()
  }

  load(saved: unknown): void {
    this.#words = (saved as Float64Array).slice()
  }
}
