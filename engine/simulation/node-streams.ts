/** A stream for each node, all in one table: a system may have a million nodes. */
import type { Family } from '../clockwork/family.ts'
import { Stream } from '../clockwork/random.ts'

/** See the file's header. */
export class NodeStreams {
  readonly #family: Family
  readonly #names: Int32Array
  /** Four numbers each; all zero before the first draw, which no stream ever comes to. */
  #words: Float64Array
  readonly #stream = new Stream('node', () => ({ c: 1, s0: 0, s1: 0, s2: 0 }))

  /** @param names two words for the name of each node */
  constructor(family: Family, names: Int32Array) {
    this.#family = family
    this.#names = names
    this.#words = new Float64Array(names.length * 2)
  }

  /** The stream of a node; valid until that of another node is asked for. */
  of(index: number): Stream {
    const words = this.#words
    const at = index * 4
    if (words[at] === 0 && words[at + 1] === 0 && words[at + 2] === 0 && words[at + 3] === 0) {
      // Its name says which stream it is, wherever it stands in the system.
      const names = this.#names
      this.#family.begin(words, at, names[index * 2]!, names[index * 2 + 1]!, 0)
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
