/**
 * What came of messages that went on through nodes that are hidden: from the last event that is
 * seen to the one that it led to, as if the nodes between were one wire.
 */
import { kinds } from './event-kinds.ts'
import type { TraceModel } from './trace-model.ts'

/** Looks for the seen event behind each hidden one; what it has found it knows. */
export class Ways {
  readonly #model: Pick<TraceModel, 'events' | 'length'>
  readonly #isHidden: (place: number) => boolean
  /** By event: the seen event behind it; −1 for none, −2 for not known yet. */
  #behind: Int32Array | null = null

  constructor(model: Pick<TraceModel, 'events' | 'length'>, isHidden: (place: number) => boolean) {
    this.#model = model
    this.#isHidden = isHidden
  }

  /**
   * The event at a node that is seen which, through hidden nodes only, led to an event: the send
   * that left the seen part. −1 when there is none, as for what a hidden node did by itself.
   */
  origin(seq: number): number {
    const { events, length } = this.#model
    const behind = (this.#behind ??= new Int32Array(length).fill(-2))
    const way: number[] = []
    let at = seq
    let found = -1
    while (at >= 0) {
      if (behind[at]! !== -2) {
        found = behind[at]!
        break
      }
      if (!this.#isHidden(events.node[at]!)) {
        found = events.kind[at] === kinds.send ? at : -1
        break
      }
      way.push(at)
      at = events.cause[at]!
    }
    for (const step of way) behind[step] = found
    return found
  }
}
