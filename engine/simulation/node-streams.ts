/** A stream for each node, all in one table: a system may have a million nodes. */
import type { Family } from '../clockwork/family.ts'
import type { Stream } from '../clockwork/random.ts'
import { StreamTable } from '../clockwork/stream-table.ts'

/** See the file's header. */
export class NodeStreams {
  readonly #names: Int32Array
  readonly #streams: StreamTable

  /** @param names two words for the name of each node */
  constructor(family: Family, names: Int32Array) {
    this.#names = names
    this.#streams = new StreamTable(family)
  }

  /** The stream of a node; valid until that of another node is asked for. */
  of(index: number): Stream {
    const names = this.#names
    // Its name says which stream it is, wherever it stands in the system.
    if (!this.#streams.has(index))
      this.#streams.begin(index, names[index * 2]!, names[index * 2 + 1]!, 0)
    return this.#streams.at(index)
  }

  save(): unknown {
    return this.#streams.save()
  }

  load(saved: unknown): void {
    this.#streams.load(saved as Float64Array)
  }
}
