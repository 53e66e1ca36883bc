/** Comparing the run on the screen with the one beside it, and going from difference to difference. */
import { placeOfTime } from '../view/axis.ts'
import { counterpartOf, nextSeed } from '../view/counterpart.ts'
import { differenceFrom, timeHere } from '../view/difference.ts'
import { eventAt } from '../view/trace-model.ts'
import { words } from '../words/words.ts'
import { goTo, seekPlace } from './actions.ts'
import { compareWith, stopComparing } from './edits.ts'
import { CancelledError } from './engine-client.ts'
import { laneOf } from './lanes.ts'
import { engine, player } from './runs.ts'
import { useStore } from './store.ts'
import type { Shown } from './store.ts'

const set = useStore.setState
const get = useStore.getState

/** The two runs that the worker was last asked about. */
let asked: { readonly here: Shown['model']; readonly there: Shown['model'] } | null = null

/** Has the worker compare whenever two runs stand beside each other that it has not compared yet. */
export function followComparison(): void {
  useStore.subscribe(({ shown, beside, lanes, compared }) => {
    const other = lanes.find(({ id }) => id === beside)?.shown ?? null
    if (!shown || !other) {
      asked = null
      if (compared) set({ compared: null })
      return
    }
    if (asked?.here === shown.model && asked.there === other.model) return
    asked = { here: shown.model, there: other.model }
    if (compared) set({ compared: null })
    void compare(shown, other)
  })
}

async function compare(shown: Shown, other: Shown): Promise<void> {
  const own = asked
  try {
    const comparison = await engine.ask('compare', { a: shown.source, b: other.source })
    if (asked === own) set({ compared: { here: shown.model, there: other.model, comparison } })
  } catch (error) {
    if (asked !== own) return
    asked = null
    if (error instanceof CancelledError) return
    const text = error instanceof Error ? error.message : words.run.workerLost
    set({ problems: [...get().problems, { where: 'run', name: '', text }] })
  }
}

/** Goes to a difference by its place in the list; what is only there is shown at its time. */
export function goToDifference(place: number): void {
  const { compared, axis } = get()
  if (!compared || !axis || place < 0 || place >= compared.comparison.here.length) return
  const seq = compared.comparison.here[place]!
  if (seq >= 0) goTo(seq)
  else {
    player.pause()
    seekPlace(placeOfTime(axis, timeHere(compared, place)))
  }
}

/** To the next or previous difference. */
export function stepDifference(direction: 1 | -1): void {
  const { compared } = get()
  if (compared) goToDifference(differenceFrom(compared, player.cursor, direction))
}

/** The state that a node has at a time in the run beside; `undefined` where it has none. */
export async function lookBeside(node: string, at: number): Promise<unknown> {
  const { beside } = get()
  const other = laneOf(beside)?.shown
  if (!other) return undefined
  const seq = eventAt(other.model, at)
  if (seq < 0) return undefined
  const found = await engine
    .ask('look', { source: other.source, seq, nodes: [node], contents: [] })
    .catch(() => null)
  return found?.moment?.nodes.find(({ id }) => id === node)?.state
}

/** Compares with the variant, or else the seed, that shows most; or shows one run again. */
export function compareOrStop(): void {
  const { request, description, beside } = get()
  if (beside !== null) return stopComparing()
  if (!request || !description) return
  const chosen = request.variant ?? description.variant
  const other = counterpartOf(description.variants, chosen)
  const part = other ? { variant: other.name } : { seed: nextSeed(request.seed) }
  compareWith({ kind: 'spec', request: { ...request, ...part } })
}
