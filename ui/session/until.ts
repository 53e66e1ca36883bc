/** Running on until something: what can be seen in the trace at once, what needs states by asking. */
import { needsNoState, untilColumns } from '../view/run-until.ts'
import type { Term } from '../view/run-until.ts'
import { goTo } from './actions.ts'
import { CancelledError } from './engine-client.ts'
import { engine, player } from './runs.ts'
import { useStore } from './store.ts'

/** What came of it: there, nowhere in the rest of the run, given up, or why it cannot be told. */
export type Outcome =
  | { readonly kind: 'found'; readonly seq: number }
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly reason: string }

/** Opens or closes the form. */
export function toggleUntil(): void {
  useStore.setState(({ untilOpen }) => ({ untilOpen: !untilOpen }))
}

/** Goes to an event that was found. */
export function arrive(seq: number): Outcome {
  if (seq < 0) return { kind: 'nowhere' }
  goTo(seq)
  return { kind: 'found', seq }
}

/** Goes to where a condition next becomes true. */
export async function runUntil(
  terms: readonly Term[],
  options: { readonly signal: AbortSignal; readonly onProgress: (seq: number) => void },
): Promise<Outcome> {
  const { shown } = useStore.getState()
  if (!shown) return { kind: 'nowhere' }
  const { seq } = player.cursor
  if (needsNoState(terms)) return arrive(untilColumns(shown.model, seq, terms))
  const ask = { source: shown.source, seq, terms }
  try {
    const found = await engine.ask('until', ask, options.onProgress, options.signal)
    return useStore.getState().shown?.model === shown.model ? arrive(found) : { kind: 'cancelled' }
  } catch (error) {
    if (error instanceof CancelledError) return { kind: 'cancelled' }
    return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) }
  }
}
