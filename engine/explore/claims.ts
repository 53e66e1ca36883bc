/**
 * Measures a scenario's claims over seeds, judges its exact checks that stand for catalogue rows,
 * and makes sure that each broken twin is caught.
 */
import { sqrt } from '../clockwork/mathematics.ts'
import { confidenceInterval, wilsonInterval } from '../check/statistics.ts'
import type { Claim, Expectation, Setting } from '../scenario/claim.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { RunSummary } from '../scenario/summary.ts'
import type { Logs } from '../simulation/source.ts'
import { run } from './run.ts'

/** How a claim came out. */
export interface ClaimVerdict {
  readonly scenario: string
  readonly rows: readonly string[]
  readonly name: string
  /** `statistical`: a value over seeds. `exact`: a check that must pass on every seed. */
  readonly kind: 'statistical' | 'exact'
  readonly source: string
  /** The mean over seeds, or the share; for exact ones the share of seeds on which the check passed. */
  readonly value: number
  readonly unit: string
  /** 95% confidence interval. */
  readonly interval: { readonly low: number; readonly high: number }
  readonly standardError: number
  readonly expected: number | { readonly atLeast?: number; readonly atMost?: number }
  /** In words: `±0.01`, `±1%`, `4 standard errors`, `bound`, `exact`. */
  readonly tolerance: string
  readonly pass: boolean
  readonly seeds: number
  /** Empty when it passes; otherwise what is off. */
  readonly reason: string
}

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

/** Seeds of an exact check or claim unless more are asked for. */
const seedsLeast = 30

interface Tally {
  readonly claim: Claim
  readonly least: number
  readonly most: number
  readonly values: number[]
  successes: number
  trials: number
  seeds: number
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
    .map((claim): Tally => {
      const least = Math.max(seedsLeast, claim.seeds ?? 0, options.seeds ?? 0)
      return {
        claim,
        least,
        most: Math.max(least, claim.most ?? 20 * least),
        values: [],
        successes: 0,
        trials: 0,
        seeds: 0,
      }
    })
  const exact = exactChecks(scenario, wanted)
  for (let seed = 1; ; seed++) {
    const open = tallies.filter(unsettled)
    const watched = seed <= (options.seeds ?? seedsLeast) ? exact : []
    if (open.length === 0 && watched.length === 0) break
    const runs = new Map<string, RunSummary>()
    const runOnce = (setting: Setting) => {
      const key = JSON.stringify([
        setting.variant,
        setting.params,
        setting.workload,
        setting.faults,
      ])
      const known = runs.get(key)
      if (known) return known
      const { summary } = run(scenario, { ...setting, seed: String(seed), logs: options.logs })
      if (summary.end.kind !== 'done')
        throw new Error(
          `${scenario.id}, seed ${seed}, ${key}: the run did not end: ${'reason' in summary.end ? summary.end.reason : summary.end.kind}`,
        )
      runs.set(key, summary)
      return summary
    }
    for (const tally of open) add(tally, runOnce)
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
    ...tallies.map((tally) => verdictOn(scenario, tally)),
    ...exact.map((one) => exactVerdict(scenario, one)),
  ]
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

function add(tally: Tally, runOnce: (setting: Setting) => RunSummary): void {
  const { claim } = tally
  const value = claim.value(
    Object.fromEntries(
      Object.entries(claim.runs).map(([name, setting]) => [name, runOnce(setting)]),
    ),
  )
  tally.seeds++
  if (typeof value === 'number') {
    if (!Number.isFinite(value))
      throw new Error(
        `claim "${claim.name}": its value is ${value} on seed ${tally.seeds}; it must be a finite number`,
      )
    tally.values.push(value)
  } else {
    tally.successes += value[0]
    tally.trials += value[1]
  }
}

/** What the seeds so far say. */
function estimate(tally: Tally): { mean: number; error: number; low: number; high: number } {
  if (tally.trials > 0) {
    const { share, low, high } = wilsonInterval({
      successes: tally.successes,
      trials: tally.trials,
    })
    const { expected } = tally.claim
    // Where the share is known in advance its own spread is the right one to judge by.
    const p =
      'value' in expected && expected.value > 0 && expected.value < 1 ? expected.value : share
    return { mean: share, error: sqrt((p * (1 - p)) / tally.trials), low, high }
  }
  if (tally.values.length < 2)
    return { mean: tally.values[0] ?? NaN, error: Infinity, low: -Infinity, high: Infinity }
  const { mean, standardError, low, high } = confidenceInterval(tally.values)
  return { mean, error: standardError, low, high }
}

/** Whether more seeds would help to decide. */
function unsettled(tally: Tally): boolean {
  if (tally.seeds < tally.least) return true
  if (tally.seeds >= tally.most) return false
  const { mean, error } = estimate(tally)
  const { expected } = tally.claim
  if (!('value' in expected)) {
    const { atLeast = -Infinity, atMost = Infinity } = expected
    return Math.min(Math.abs(mean - atLeast), Math.abs(mean - atMost)) < 2 * error
  }
  const { tolerance, value } = expected
  if (tolerance.kind === 'errors') return error > tolerance.precision * Math.abs(value)
  return 4 * error > allowance(expected)
}

function allowance(expected: Extract<Expectation, { value: number }>): number {
  const { tolerance, value } = expected
  return tolerance.kind === 'relative' ? tolerance.by * Math.abs(value) : tolerance.by
}

function verdictOn(scenario: Scenario, tally: Tally): ClaimVerdict {
  const { claim, seeds } = tally
  const { mean, error, low, high } = estimate(tally)
  const { expected } = claim
  const reason = judge(expected, mean, error)
  return {
    scenario: scenario.id,
    rows: claim.rows,
    name: claim.name,
    kind: 'statistical',
    source: claim.source,
    value: mean,
    unit: claim.unit ?? '',
    interval: { low, high },
    standardError: error,
    expected: 'value' in expected ? expected.value : expected,
    tolerance: inWords(expected),
    pass: reason === '',
    seeds,
    reason,
  }
}

function judge(expected: Expectation, mean: number, error: number): string {
  if (!('value' in expected)) {
    const { atLeast = -Infinity, atMost = Infinity } = expected
    if (mean >= atLeast && mean <= atMost) return ''
    return `${mean} is ${mean < atLeast ? `below ${atLeast}` : `above ${atMost}`}`
  }
  const { value, tolerance } = expected
  const off = Math.abs(mean - value)
  if (tolerance.kind !== 'errors')
    return off <= allowance(expected)
      ? ''
      : `${mean} is ${off} off ${value}; ${inWords(expected)} is allowed`
  if (error > tolerance.precision * Math.abs(value))
    return `the standard error ${error} is too large after all seeds; at most ${tolerance.precision * Math.abs(value)} is allowed`
  // Runs without any spread must agree to the rounding.
  if (off <= Math.max(tolerance.by * error, 1e-9 * Math.abs(value))) return ''
  return `${mean} is ${(off / error).toFixed(1)} standard errors off ${value}; ${tolerance.by} are allowed`
}

function inWords(expected: Expectation): string {
  if (!('value' in expected)) return 'bound'
  const { kind, by } = expected.tolerance
  if (kind === 'absolute') return `±${by}`
  return kind === 'relative' ? `±${Number((by * 100).toPrecision(6))}%` : `${by} standard errors`
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
