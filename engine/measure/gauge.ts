/** A gauge: a value that stands until it is set again, such as a queue's length. */
import type { Micros } from '../clockwork/time.ts'

/** What a {@link Gauge} holds, as plain data; `null` before it is first set. */
export type GaugeState = {
  last: number
  min: number
  max: number
  since: Micros
  at: Micros
  area: number
} | null

/**
 * The last, least and greatest value set, and their mean weighted by how long each stood.
 * A value that stood for no time counts for least and greatest but not for the mean.
 */
export class Gauge {
  #state: GaugeState = null

  /** The value that stands now, or `null` when none was ever set. */
  get last(): number | null {
    return this.#state?.last ?? null
  }

  /** The least value set, or `null`. */
  get min(): number | null {
    return this.#state?.min ?? null
  }

  /** The greatest value set, or `null`. */
  get max(): number | null {
    return this.#state?.max ?? null
  }

  /**
   * Sets the value from `at` on.
   *
   * @throws RangeError when the value is not finite, or `at` lies before the last setting
   */
  set(value: number, at: Micros): void {
    if (!Number.isFinite(value)) {
      throw new RangeError(`a gauge can't be set to ${value}; allowed are finite numbers`)
    }
    const state = this.#state
    if (state === null) {
      this.#state = { last: value, min: value, max: value, since: at, at, area: 0 }
      return
    }
    if (!(at >= state.at)) throw backwards(at, state.at)
    state.area += state.last * (at - state.at)
    state.at = at
    state.last = value
    if (value < state.min) state.min = value
    if (value > state.max) state.max = value
  }

  /**
   * The mean over time, from the first setting until `until` (by default the last setting).
   * `null` when nothing was set; the standing value when no time has passed.
   *
   * @throws RangeError when `until` lies before the last setting
   */
  mean(until?: Micros): number | null {
    const state = this.#state
    if (state === null) return null
    const end = until ?? state.at
    if (!(end >= state.at)) throw backwards(end, state.at)
    if (end === state.since) return state.last
    return (state.area + state.last * (end - state.at)) / (end - state.since)
  }

  /** The gauge as plain data. */
  save(): GaugeState {
    return this.#state === null ? null : { ...this.#state }
  }

  /** Becomes what `save` returned. */
  load(state: GaugeState): void {
    this.#state = state === null ? null : { ...state }
  }
}

function backwards(at: Micros, last: Micros): RangeError {
  return new RangeError(
    `a gauge can't go back to ${at} µs; it was last set at ${last} µs, allowed is that or later`,
  )
}
