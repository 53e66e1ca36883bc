/** Which seeds, and against what: chosen on the panel of many seeds, kept while it is out of sight. */
import { create } from 'zustand'
import { counterpartOf } from '../view/counterpart.ts'
import { openRequest } from './edits.ts'
import type { Description, RunRequest } from './protocol.ts'
import { useStore } from './store.ts'
import { seedsFrom, startSweep, useSweep } from './sweep.ts'
import type { SweepSetting } from './sweep.ts'

/** See the file's header. */
export interface SeedChoice {
  readonly count: number
  readonly first: number
  /** A variant, `''` for none, `lane` for the run beside; `null` until somebody chooses. */
  readonly against: string | null
}

/** What is chosen now. */
export const useSeedChoice = create<SeedChoice>(() => ({ count: 100, first: 1, against: null }))

/** What stands for the run beside among the things to run against. */
export const laneBeside = '\u0000lane'

/** What the seeds are run against, given what can be. */
export function againstNow(
  { against }: Pick<SeedChoice, 'against'>,
  now: {
    readonly description: Description
    readonly variant: string
    readonly hasLane: boolean
  },
): string {
  const { description, variant, hasLane } = now
  const isThere =
    against === '' ||
    (against === laneBeside && hasLane) ||
    description.variants.some(({ name }) => name === against && name !== variant)
  if (against !== null && isThere) return against
  if (hasLane) return laneBeside
  return counterpartOf(description.variants, variant)?.name ?? ''
}

/** Runs the chosen seeds for the run on the screen, and for what it is compared with. */
export function runSeeds(names: { readonly here: string; readonly lane: string }): void {
  const { request, description, lanes, beside } = useStore.getState()
  if (!request || !description) return
  const choice = useSeedChoice.getState()
  const variant = request.variant ?? description.variant
  const lane = lanes.find(({ id }) => id === beside)?.source
  const other = lane?.kind === 'spec' ? lane.request : null
  const against = againstNow(choice, { description, variant, hasLane: other !== null })
  const settings: SweepSetting[] = [{ name: names.here, request }]
  if (against === laneBeside && other) settings.push({ name: names.lane, request: other })
  else if (against !== '') settings.push(settingOf(description, request, against))
  void startSweep(settings, seedsFrom(choice.first, choice.count))
}

function settingOf({ variants }: Description, request: RunRequest, variant: string): SweepSetting {
  const title = variants.find(({ name }) => name === variant)?.title ?? variant
  return { name: title, request: { ...request, variant } }
}

/** Opens the run of a seed of a setting of the sweep. */
export function openSeed(setting: number, place: number): void {
  const { settings, seeds } = useSweep.getState()
  const request = settings[setting]?.request
  const seed = seeds[place]
  if (!request || seed === undefined) return
  useStore.setState({ middle: 'stage' })
  openRequest({ ...request, seed })
}
