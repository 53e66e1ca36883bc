/** Disk writes under way: when they are durable, and what faults make of them. */
import { kindOf } from '../model/event.ts'
import type { Core } from './core.ts'
import type { Handling } from './handling.ts'
import type { Writing } from './effect.ts'
import type { LiveNode } from './live-node.ts'

/** See the file's header. */
export class Writes {
  /** Told when a fault touched a write. */
  onFault: (node: LiveNode) => void = () => {}
  readonly #core: Core
  readonly #handling: Handling

  constructor(core: Core, handling: Handling) {
    this.#core = core
    this.#handling = handling
  }

  /** A write's time has passed. */
  finish(node: LiveNode, { key, write, cause, operation }: Writing): void {
    const core = this.#core
    // The node crashed meanwhile: the write is gone with it.
    if (!node.platter.has(write)) return
    const fault = node.diskFault
    if (fault) this.onFault(node)
    node.platter.finish(write, fault === 'slow' ? null : fault)
    const detail = core.symbols.of(fault === 'refuse' ? 'refused' : 'written')
    const type = core.symbols.of(key)
    const seq = core.emit(kindOf.write, node.index, -1, type, cause, operation, 0, detail, null)
    const { written } = node.place.behavior
    if (!written || node.status === 'down') return
    this.#handling.run(
      node,
      written,
      { key, ok: fault !== 'refuse' },
      'written',
      node.index,
      operation,
      seq,
    )
  }
}
