/** Running many seeds, and what has come of it so far. It stays when another part of the page is looked at. */
import { create } from 'zustand'
import type { SeedResult } from '../view/seed-outcome.ts'
import type { RunRequest } from './protocol.ts'
import { SeedPool } from './seed-pool.ts'
import type { SeedTaskAnswer } from './seed-task.ts'
import { startSeedWorker } from './seed-worker.ts'

/** A way of running the scenario; its seed is not used. */
export interface SweepSetting {
  readonly name: string
  readonly request: RunRequest
}

/** See the file's header. */
export interface Sweep {
  /** One setting, or two that get the same seeds. */
  readonly settings: readonly SweepSetting[]
  readonly seeds: readonly string[]
  /** By setting and seed; `undefined` for what is still to come. */
  readonly results: readonly (readonly (SeedResult | undefined)[])[]
  readonly done: number
  readonly isRunning: boolean
  /** How long it has taken, and how much longer it may take, ms; `null` before anybody can say. */
  readonly took: number
  readonly left: number | null
}

let pool: SeedPool | null = null

/** As many workers as there are processors, but not more than eight. */
export function poolOfSeeds(): SeedPool {
  return new SeedPool(startSeedWorker, Math.min(8, navigator.hardwareConcurrency || 2))
}

/** What has been swept; empty at first. */
export const useSweep = create<Sweep>(() => ({
  settings: [],
  seeds: [],
  results: [],
  done: 0,
  isRunning: false,
  took: 0,
  left: null,
}))

/** More seeds at once would not be a picture but a wait. */
export const seedsMost = 100_000
/** The picture follows so often, ms, and not before there is so much more to see. */
const pace = 300
const growth = 1.03

/** Whole numbers as seeds: so many, from the first on. */
export function seedsFrom(first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_one, place) => String(first + place))
}

/** Runs every setting on every seed, in place of what was swept before. */
export async function startSweep(
  settings: readonly SweepSetting[],
  seeds: readonly string[],
): Promise<void> {
  pool ??= poolOfSeeds()
  pool.cancel()
  const results = settings.map(() => seeds.map((): SeedResult | undefined => undefined))
  const began = performance.now()
  const all = seeds.length * settings.length
  let done = 0
  let shownAt = 0
  let shownDone = 0
  const show = (isRunning: boolean) => {
    const now = performance.now()
    shownAt = now
    shownDone = done
    const took = now - began
    useSweep.setState({
      results: results.map((list) => [...list]),
      done,
      isRunning,
      took,
      left: isRunning && done > 0 ? (took / done) * (all - done) : null,
    })
  }
  useSweep.setState({ settings, seeds })
  show(true)
  const isWhole = await pool.run(
    settings.map(({ request }, setting) => ({
      seeds,
      task: (range) => ({ kind: 'runs', request, seeds: range }),
      hear({ first, count }, answer) {
        const range = seeds
          .slice(first, first + count)
          .map((seed, place) => resultIn(answer, seed, place))
        range.forEach((result, place) => (results[setting]![first + place] = result))
        done += range.length
        if (performance.now() - shownAt >= pace && done >= shownDone * growth) show(true)
      },
    })),
  )
  if (isWhole) show(false)
}

/** Stops; what has come so far stays. */
export function cancelSweep(): void {
  pool?.cancel()
  useSweep.setState({ isRunning: false, left: null })
}

/** The result of a seed of a range; a range that could not be run is not lost. */
function resultIn(answer: SeedTaskAnswer, seed: string, place: number): SeedResult {
  if (answer.kind === 'runs') return answer.results[place]!
  return { seed, reason: answer.kind === 'refused' ? answer.reason : answer.kind }
}
