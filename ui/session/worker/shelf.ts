/** The runs that are kept: the latest ones, up to a number of events. */
import type { KeptRun } from './kept-run.ts'

/** So many events are kept in all, but always the latest two runs: those of a comparison. */
const eventsMax = 4_000_000
const always = 2

/** See the file's header. */
export class Shelf {
  readonly #runs = new Map<string, KeptRun>()

  /** Takes a run off the shelf and puts it back as the latest. */
  get(key: string): KeptRun | undefined {
    const kept = this.#runs.get(key)
    if (kept) this.put(key, kept)
    return kept
  }

  /** Keeps a run; what there is no room for any more goes, the oldest first. */
  put(key: string, kept: KeptRun): void {
    this.#runs.delete(key)
    this.#runs.set(key, kept)
    let events = 0
    for (const { trace } of this.#runs.values()) events += trace.events.length
    for (const [old, { trace }] of this.#runs) {
      if (events <= eventsMax || this.#runs.size <= always) break
      this.#runs.delete(old)
      events -= trace.events.length
    }
  }
}
