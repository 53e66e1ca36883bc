/** What runs are compared by, made when somebody first asks. */
import { contentsOf } from '../../view/contents.ts'
import { eventKeys } from '../../view/identity.ts'
import type { Comparable } from '../../view/matching.ts'
import type { KeptRun } from './kept-run.ts'

const keys = new WeakMap<KeptRun, Float64Array>()
const contents = new WeakMap<KeptRun, Int32Array>()

/** The keys of a run's events. */
export function keysOf(run: KeptRun): Float64Array {
  const known = keys.get(run) ?? eventKeys(run.trace)
  keys.set(run, known)
  return known
}

/** A run made ready to be compared. */
export function comparableOf(run: KeptRun): Comparable {
  const { header, symbols, events } = run.trace
  const said = contents.get(run) ?? contentsOf(run.trace)
  contents.set(run, said)
  return { header, symbols, events: events.columns(), keys: keysOf(run), contents: said }
}
