/** The names of the runs that the page keeps. */
import { useMemo } from 'react'
import { laneNames } from '../view/lane-name.ts'
import type { NamedLane } from '../view/lane-name.ts'
import { useStore } from './store.ts'
import type { Lane } from './store.ts'

/** The name of each lane by its number, for components. */
export function useLaneNames(): ReadonlyMap<number, string> {
  const lanes = useStore((state) => state.lanes)
  const variants = useStore((state) => state.description?.variants)
  return useMemo(() => {
    const titleOf = (variant: string) =>
      variants?.find(({ name }) => name === variant)?.title ?? variant
    return laneNames(
      lanes.map((lane) => namedLane(lane, variants?.[0]?.name ?? '')),
      titleOf,
    )
  }, [lanes, variants])
}

/** What a lane was run with; before that, what it asks for. */
function namedLane({ id, parent, source, shown }: Lane, usual: string): NamedLane {
  const file = source.kind === 'file' ? source.name : null
  if (shown) {
    const { scenario, variant, params, seed, faults } = shown.model.header.spec
    // What the variant itself sets is said by its title.
    const own = source.kind === 'spec' ? source.request.params : params
    return { id, parent, file, scenario, variant, params: own, seed, faults }
  }
  if (source.kind === 'spec') {
    const { request } = source
    return { id, parent, file, ...request, variant: request.variant ?? usual }
  }
  return { id, parent, file, scenario: '', variant: '', params: {}, seed: '', faults: null }
}
