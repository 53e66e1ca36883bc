/** Runs one seed without recording it, and says what came of it. */
import { claimValue, run, seedRuns } from '../../../engine/index.ts'
import type { Scenario } from '../../../engine/index.ts'
import { measureNumbers } from '../../view/measure-numbers.ts'
import type { SeedResult } from '../../view/seed-outcome.ts'
import type { RunRequest } from '../protocol.ts'
import type { ClaimResult } from '../seed-task.ts'

/** The outcome of a request with another seed. What cannot be run is said, not thrown. */
export function seedResult(scenario: Scenario, request: RunRequest, seed: string): SeedResult {
  try {
    const { summary } = run(scenario, {
      variant: request.variant ?? undefined,
      params: request.params,
      seed,
      faults: request.faults ?? undefined,
    })
    return {
      seed,
      end: summary.end,
      events: summary.events,
      time: summary.time,
      checks: summary.checks.map(({ name, result, reason }) => ({
        name,
        result,
        reason: result === 'pass' ? '' : reason,
      })),
      numbers: measureNumbers(summary.measures),
    }
  } catch (error) {
    return { seed, reason: messageOf(error) }
  }
}

/** The values of some claims, by their places, on one seed; runs that several ask for are made once. */
export function claimResults(
  scenario: Scenario,
  claims: readonly number[],
  seed: string,
): readonly ClaimResult[] {
  const runOnce = seedRuns(scenario, { seed })
  return claims.map((place) => {
    try {
      return claimValue(scenario.claims[place]!, runOnce)
    } catch (error) {
      return { reason: messageOf(error) }
    }
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
