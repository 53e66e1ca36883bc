/** The keys of the events of runs on the page, asked for once each. */
import type { TraceModel } from '../view/trace-model.ts'
import { engine } from './runs.ts'
import type { Shown } from './store.ts'

const known = new WeakMap<TraceModel, Promise<Float64Array>>()
const arrived = new WeakMap<TraceModel, Float64Array>()

/** The keys of a run's events, see `view/identity.ts`. @throws CancelledError */
export async function keysOf({ model, source }: Shown): Promise<Float64Array> {
  const asked = known.get(model) ?? engine.ask('keys', source)
  known.set(model, asked)
  try {
    const keys = await asked
    arrived.set(model, keys)
    return keys
  } catch (error) {
    // Whoever asks next may have more luck.
    known.delete(model)
    throw error
  }
}

/** The keys if they are there already; `null` until then. */
export function keysNow({ model }: Shown): Float64Array | null {
  return arrived.get(model) ?? null
}
