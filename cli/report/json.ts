/** Runs and sweeps as one JSON object. */
import type { ClaimVerdict, Run } from '../../engine/index.ts'

/** A run as an object for `--json`. */
export function jsonOf(
  { summary }: Pick<Run, 'summary'>,
  claims: readonly ClaimVerdict[] = [],
): object {
  const {
    scenario,
    variant,
    params,
    seed,
    engine,
    workload,
    events,
    time,
    fingerprint,
    end,
    checks,
    measures,
    faults,
  } = summary
  return {
    scenario,
    variant,
    params,
    seed,
    engine,
    workload,
    events,
    time,
    fingerprint,
    end,
    checks,
    measures,
    faults,
    claims,
  }
}
