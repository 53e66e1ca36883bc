import type { AnyCheck, Scenario } from '../../../engine/index.ts'
import type { Description, RunRequest } from '../protocol.ts'

/**
 * A scenario as data for the page, its variant and parameters settled.
 * @throws ScenarioError for a variant or a value that does not exist
 */
export function describe(scenario: Scenario, request: RunRequest): Description {
  const settled = scenario.configure(request.variant ?? undefined, request.params)
  const { id, title, part, source, summary, parameters, ignores } = scenario
  return {
    id,
    title,
    part,
    source,
    summary,
    parameters,
    ignores,
    variants: Object.entries(scenario.variants).map(([name, variant]) => ({ ...variant, name })),
    variant: settled.variant,
    params: settled.params,
    duration: settled.duration,
    faults: settled.faults,
    disturbances: settled.disturbances,
    claims: scenario.claims.map(({ runs: _runs, value: _value, ...terms }) => terms),
    checks: settled.checks.map(({ name, kind }: AnyCheck) => ({ name, kind })),
    objectives: settled.checks.flatMap((check: AnyCheck) =>
      check.kind === 'slo' && check.atMost !== undefined && check.quantile !== undefined
        ? [{ name: check.name, measure: check.measure, atMost: check.atMost }]
        : [],
    ),
  }
}
