/**
 * Measures a scenario's claims over seeds, judges its exact checks that stand for catalogue rows,
 * and makes sure that each broken twin is caught.
 */
import { wilsonInterval } from '../check/statistics.ts'
import type { Claim, Setting } from '../scenario/claim.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { RunSummary } from '../scenario/summary.ts'
import type { Logs } from '../simulation/source.ts'
import { run } from './run.ts'
import { seedsLeast, Tally } from './tally.ts'
import type { ClaimVerdict } from './tally.ts'

/** Whether a broken variant was caught. */
export interface TwinVerdict {
  readonly scenario: string
  readonly variant: string
  readonly check: string
  /** Seeds it may take. */
  readonly within: number
  /** The seed that caught it, or `null`. */
  readonly seed: string | null
  readonly pass: boolean
  readonly reason: string
}

/** How to look. */
export interface ClaimOptions {
  /** Only claims and checks of these rows. */
  readonly rows?: readonly string[] | undefined
  /** Seeds to take at least. Default 30, or what a claim says if that is more. */
  readonly seeds?: number | undefined
  readonly logs?: Logs | undefined
  /** Called after each seed; returning false stops, leaving what is measured so far. */
  readonly onProgress?:
    | ((done: { scenario: string; seed: number; open: number }) => boolean)
    | undefined
}

/**
 * Judges the claims and row checks of a scenario.
 * @throws ScenarioError for a claim that asks for a variant or parameter that does not exist.
 */
export function checkClaims(scenario: Scenario, options: ClaimOptions = {}): ClaimVerdict[] {
  const wanted = (rows: readonly string[]) =>
    !options.rows || rows.some((row) => options.rows!.includes(row))
  const tallies = scenario.claims
    .filter(({ rows }) => wanted(rows))
    .map((claim) => new Tally(scenario.id, claim, options.seeds))
  const exact = exactChecks(scenario, wanted)
  for (let seed = 1; ; seed++) {
    const open = tallies.filter(({ isSettled }) => !isSettled)
    const watched = seed <= (options.seeds ?? seedsLeast) ? exact : []
    if (open.length === 0 && watched.length === 0) break
    const runOnce = seedRuns(scenario, { seed: String(seed), logs: options.logs })
    for (const tally of open) tally.add(claimValue(tally.claim, runOnce))
    for (const one of watched) {
      const verdict = runOnce({ variant: one.variant }).checks.find(
        ({ name }) => name === one.name,
      )!
      one.seeds++
      if (verdict.result === 'pass') one.passed++
      else one.reason ||= `seed ${seed}: ${verdict.result}: ${verdict.reason}`
    }
    if (
      options.onProgress &&
      !options.onProgress({ scenario: scenario.id, seed, open: open.length + watched.length })
    )
      break
  }
  return [
    ...tallies.map((tally) => tally.verdict),
    ...exact.map((one) => exactVerdict(scenario, one)),
  ]
}

/**
 * Runs the settings of a scenario's claims on one seed, each once however many claims ask for it.
 * @throws Error for a run that does not end
 */
export function seedRuns(
  scenario: Scenario,
  { seed, logs }: { readonly seed: string; readonly logs?: Logs | undefined },
): (setting: Setting) => RunSummary {
  const runs = new Map<string, RunSummary>()
  return (setting) => {
    const key = JSON.stringify([setting.variant, setting.params, setting.workload, setting.faults])
    const known = runs.get(key)
    if (known) return known
    const { summary } = run(scenario, { ...setting, seed, logs })
    if (summary.end.kind !== 'done')
      throw new Error(
        `${scenario.id}, seed ${seed}, ${key}: the run did not end: ${'reason' in summary.end ? summary.end.reason : summary.end.kind}`,
      )
    runs.set(key, summary)
    return summary
  }
}

/** Runs each broken variant until its check catches it. */
export function checkTwins(scenario: Scenario, options: { logs?: Logs } = {}): TwinVerdict[] {
  return Object.entries(scenario.variants).flatMap(
    ([variant, { kind, caughtBy }]): TwinVerdict[] => {
      if (kind !== 'broken' || !caughtBy) return []
      const { check, seeds: within } = caughtBy
      const common = { scenario: scenario.id, variant, check, within }
      const names = scenario.configure(variant).checks.map(({ name }) => name)
      if (!names.includes(check))
        return [
          {
            ...common,
            seed: null,
            pass: false,
            reason: `there is no check "${check}"; checks are ${names.join(', ')}`,
          },
        ]
      for (let seed = 1; seed <= within; seed++) {
        const { checks, end } = run(scenario, { variant, seed: String(seed), ...options }).summary
        if (checks.find(({ name }) => name === check)?.result === 'fail')
          return [{ ...common, seed: String(seed), pass: true, reason: '' }]
        if (end.kind === 'crashed')
          return [
            {
              ...common,
              seed: String(seed),
              pass: false,
              reason: `it crashed instead: ${end.reason}`,
            },
          ]
      }
      return [
        {
          ...common,
          seed: null,
          pass: false,
          reason: `the check did not fail within ${within} seeds`,
        },
      ]
    },
  )
}

interface ExactCheck {
  readonly name: string
  readonly rows: readonly string[]
  readonly variant: string
  seeds: number
  passed: number
  reason: string
}

function exactChecks(
  scenario: Scenario,
  wanted: (rows: readonly string[]) => boolean,
): ExactCheck[] {
  return Object.entries(scenario.variants)
    .filter(([, { kind }]) => kind === 'with')
    .flatMap(([variant]) =>
      scenario
        .configure(variant)
        .checks.flatMap(({ name, rows = [] }) =>
          rows.length > 0 && wanted(rows)
            ? [{ name, rows, variant, seeds: 0, passed: 0, reason: '' }]
            : [],
        ),
    )
}

/** The value of a claim on one seed; `runOnce` runs a setting with it. */
export function claimValue(
  claim: Claim,
  runOnce: (setting: Setting) => RunSummary,
): number | readonly [number, number] {
  return claim.value(
    Object.fromEntries(
      Object.entries(claim.runs).map(([name, setting]) => [name, runOnce(setting)]),
    ),
  )
}

function exactVerdict(scenario: Scenario, one: ExactCheck): ClaimVerdict {
  const interval =
    one.seeds === 0
      ? { low: 0, high: 1 }
      : wilsonInterval({ successes: one.passed, trials: one.seeds })
  return {
    scenario: scenario.id,
    rows: one.rows,
    name: `${one.name} (${one.variant})`,
    kind: 'exact',
    source: scenario.source,
    value: one.seeds === 0 ? 0 : one.passed / one.seeds,
    unit: 'share of seeds',
    interval: { low: interval.low, high: interval.high },
    standardError: 0,
    expected: 1,
    tolerance: 'exact',
    pass: one.seeds > 0 && one.passed === one.seeds,
    seeds: one.seeds,
    reason: one.reason,
  }
}
