/** The keys of the events of the runs that are kept, made when they are first asked for. */
import { eventKeys } from '../../view/identity.ts'
import type { KeptRun } from './kept-run.ts'

const known = new WeakMap<KeptRun, Float64Array>()

/** See the file's header. */
export function keysOf(run: KeptRun): Float64Array {
  const keys = known.get(run) ?? eventKeys(run.trace)
  known.set(run, keys)
  return keys
}
