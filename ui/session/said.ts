/** Asks the worker what nodes say they are in a window, and remembers the latest answers. */
import { useEffect, useState } from 'react'
import type { Axis, Stretch } from '../view/axis.ts'
import { lastAtMost } from '../view/grouping.ts'
import { askedStretch, saidEventsMax } from '../view/said.ts'
import type { Said } from './protocol.ts'
import { engine } from './runs.ts'
import type { Shown } from './store.ts'

/** How long a window must stand still before it is asked about, ms. */
const still = 160
/** At most so many lines are asked about. */
const nodesMax = 60
const none: readonly Said[] = []

interface Answer {
  readonly model: Shown['model']
  readonly names: string
  readonly from: number
  readonly to: number
  readonly said: readonly Said[]
}

/**
 * What the nodes say they are from the window's beginning on; empty as long as it is not known, in
 * a window of too many events, and for a run without states.
 */
export function useSaid(
  shown: Shown,
  axis: Axis,
  window: { readonly stretch: Stretch; readonly nodes: readonly string[] },
): readonly Said[] {
  const { model, source } = shown
  const [answer, setAnswer] = useState<Answer | null>(null)
  const nodes = window.nodes.slice(0, nodesMax)
  const names = nodes.join(' ')
  const first = Math.max(0, lastAtMost(axis.u, window.stretch.from))
  const last = lastAtMost(axis.u, window.stretch.to)
  const isTooLong = last - first > saidEventsMax
  const isKnown =
    answer !== null &&
    answer.model === model &&
    answer.names === names &&
    answer.from <= first &&
    answer.to >= last
  const isWanted = !isKnown && !isTooLong && names !== '' && last >= first && source.kind === 'spec'
  const { from, to } = askedStretch(axis, window.stretch)
  useEffect(() => {
    if (!isWanted) return
    const search = new AbortController()
    const timer = setTimeout(() => {
      const ask = { source, from, to, nodes: names.split(' ') }
      engine.ask('strip', ask, undefined, search.signal).then(
        (said) => setAnswer({ model, names, from, to, said }),
        // Given up, or a run without states: there is nothing to show.
        () => undefined,
      )
    }, still)
    return () => {
      clearTimeout(timer)
      search.abort()
    }
  }, [isWanted, source, model, names, from, to])
  return isKnown || (answer && answer.model === model && answer.names === names && !isTooLong)
    ? answer.said
    : none
}
