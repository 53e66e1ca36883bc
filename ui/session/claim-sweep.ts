/**
 * Measuring a scenario's claims over seeds 1, 2, 3 …: as many as each needs, in workers. Values are
 * taken in the order of the seeds, so that the verdict is the one that the command line gives.
 */
import { create } from 'zustand'
import { Tally } from '../../engine/index.ts'
import type { ClaimTerms, ClaimVerdict } from '../../engine/index.ts'
import type { SeedPool } from './seed-pool.ts'
import type { ClaimResult } from './seed-task.ts'
import { poolOfSeeds, seedsFrom } from './sweep.ts'

/** How far a claim has been measured. */
export interface ClaimProgress {
  readonly terms: ClaimTerms
  /** What the seeds so far say; `null` before the first. */
  readonly verdict: ClaimVerdict | null
  /** The value of each seed so far; of a share, that of the seed alone. */
  readonly values: readonly number[]
  /** Seeds to take at most. */
  readonly most: number
  /** Whether no more seeds are needed. */
  readonly isSettled: boolean
  /** Why it cannot be measured; '' if it can. */
  readonly problem: string
}

/** See the file's header. */
export interface ClaimSweep {
  /** The scenario's id; '' before anything was measured. */
  readonly scenario: string
  readonly claims: readonly ClaimProgress[]
  readonly isRunning: boolean
}

/** What has been measured. It stays when another part of the page is looked at. */
export const useClaims = create<ClaimSweep>(() => ({ scenario: '', claims: [], isRunning: false }))

/** Seeds that are handed out before somebody asks again which claims still need some. */
const batch = 30
/** The picture follows so often, ms. */
const pace = 200

let pool: SeedPool | null = null

/** A claim while it is measured. */
class Measured {
  readonly tally: Tally<ClaimTerms>
  readonly values: number[] = []
  problem = ''

  constructor(scenario: string, terms: ClaimTerms) {
    this.tally = new Tally(scenario, terms)
  }

  get isSettled(): boolean {
    return this.problem !== '' || this.tally.isSettled
  }

  take(result: ClaimResult): void {
    if (this.isSettled) return
    try {
      if (typeof result === 'object' && 'reason' in result) {
        this.problem = result.reason
        return
      }
      this.tally.add(result)
      this.values.push(typeof result === 'number' ? result : result[0] / Math.max(1, result[1]))
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error)
    }
  }

  get progress(): ClaimProgress {
    const { tally, values, isSettled, problem } = this
    return {
      terms: tally.claim,
      verdict: tally.seeds > 0 ? tally.verdict : null,
      values: [...values],
      most: tally.most,
      isSettled,
      problem,
    }
  }
}

/** Measures all claims of a scenario, in place of what was measured before. */
export async function measureClaims(
  scenario: string,
  claims: readonly ClaimTerms[],
): Promise<void> {
  const own = (pool ??= poolOfSeeds())
  own.cancel()
  const all = claims.map((terms) => new Measured(scenario, terms))
  let shownAt = 0
  const show = (isRunning: boolean) => {
    shownAt = performance.now()
    useClaims.setState({ scenario, claims: all.map(({ progress }) => progress), isRunning })
  }
  show(true)
  for (let first = 1; ; first += batch) {
    const open = [...all.keys()].filter((place) => !all[place]!.isSettled)
    if (open.length === 0) break
    const seeds = seedsFrom(first, batch)
    const come: (readonly ClaimResult[] | undefined)[] = []
    let next = 0
    const isWhole = await own.run([
      {
        seeds,
        task: (range) => ({ kind: 'claims', scenario, claims: open, seeds: range }),
        hear(range, answer) {
          for (let place = 0; place < range.count; place++)
            come[range.first + place] =
              answer.kind === 'claims'
                ? answer.results[place]!
                : open.map(() => ({ reason: answer.kind === 'refused' ? answer.reason : '' }))
          for (; come[next]; next++)
            come[next]!.forEach((result, place) => all[open[place]!]!.take(result))
          if (performance.now() - shownAt >= pace) show(true)
        },
      },
    ])
    if (!isWhole) return
  }
  show(false)
}

/** Stops; what has been measured so far stays. */
export function cancelClaims(): void {
  pool?.cancel()
  useClaims.setState({ isRunning: false })
}
