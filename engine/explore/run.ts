/** One run of a scenario from beginning to end: scenario in, summary (and recording) out. */
import type { Caps } from '../clockwork/limits.ts'
import { Streams } from '../clockwork/random.ts'
import { engineVersion } from '../clockwork/version.ts'
import { Judge } from '../check/judge.ts'
import { Chronicle } from '../measure/chronicle.ts'
import type { Operation } from '../measure/history.ts'
import { Measures } from '../measure/measures.ts'
import type { Fault } from '../model/fault.ts'
import { drawPlan } from '../model/fault-plan.ts'
import type { AnyValues } from '../scenario/parameters.ts'
import type { Configuration, Scenario } from '../scenario/scenario.ts'
import { ScenarioError } from '../scenario/error.ts'
import type { RunEnd, RunSummary } from '../scenario/summary.ts'
import { CapError, HandlerError } from '../simulation/handler-error.ts'
import { Simulation } from '../simulation/simulation.ts'
import type { Logs } from '../simulation/source.ts'
import { Recording } from '../trace/recording.ts'

/** How to run a scenario. */
export interface RunOptions {
  readonly variant?: string | undefined
  readonly params?: AnyValues | undefined
  /** 1–64 letters, digits, `-` or `_`. Default `1`. */
  readonly seed?: string | undefined
  /** A plan instead of the scenario's own; `generated` draws one from the seed within its budget. */
  readonly faults?: readonly unknown[] | 'generated' | undefined
  readonly workload?: string | undefined
  readonly logs?: Logs | undefined
  readonly caps?: Partial<Caps> | undefined
  readonly mode?: 'direct' | 'draft' | undefined
  readonly strict?: boolean | undefined
  /** Keeps events and snapshots, for a trace. Default false. */
  readonly record?: boolean | undefined
  /** Keeps the history of operations. Default: when a check needs it, or when recording. */
  readonly history?: boolean | undefined
  /** Called every few thousand events; returning false stops the run, its checks undecided. */
  readonly onProgress?: ((run: Simulation) => boolean) | undefined
}

/** A finished run. */
export interface Run {
  readonly summary: RunSummary
  readonly configuration: Configuration
  readonly operations: readonly Operation[]
  readonly measures: Measures
  /** The trace and its moments; `null` unless asked for. */
  readonly recording: Recording | null
  /** The error of a handler, when one ended the run. */
  readonly error: Error | null
}

/** Steps between two calls of `onProgress`. */
const progressEvery = 4096

/**
 * Runs a scenario.
 * @throws ScenarioError, FaultError, RangeError for a scenario, plan or seed that cannot be run.
 * What goes wrong in a handler is not thrown: the summary's `end` tells.
 */
export function run(scenario: Scenario, options: RunOptions = {}): Run {
  const configuration = scenario.configure(options.variant, options.params)
  const seed = options.seed ?? '1'
  const measures = new Measures()
  const judge = new Judge(configuration.checks)
  const keep =
    options.history ??
    (options.record === true || configuration.checks.some(({ kind }) => kind === 'linearizable'))
  const chronicle = new Chronicle(measures, keep)
  const watchers = {
    meter: measures as { save(): unknown; load(saved: never): void } & Pick<
      Measures,
      'count' | 'observe' | 'observer' | 'gauge'
    >,
    historian: chronicle,
    referee: judge.looksAtStates ? judge : undefined,
    inspector: judge.looksAtEvents ? judge : undefined,
  }
  const prepared = {
    seed,
    faults:
      options.faults === 'generated' ? generatedPlan(configuration, seed, options) : options.faults,
    workload: options.workload,
    logs: options.logs,
    caps: options.caps,
    mode: options.mode,
    strict: options.strict,
    watchers,
  }
  const recording = options.record ? new Recording(configuration, prepared) : null
  const simulation = recording?.simulation ?? new Simulation(configuration, prepared)
  judge.attach(simulation)
  let end: RunEnd = { kind: 'done' }
  let error: Error | null = null
  try {
    while ((recording ?? simulation).advance(progressEvery))
      if (options.onProgress && !options.onProgress(simulation)) {
        end = { kind: 'stopped' }
        break
      }
    simulation.end()
  } catch (thrown) {
    if (thrown instanceof CapError) end = { kind: 'capped', reason: thrown.message }
    else if (thrown instanceof HandlerError) end = { kind: 'crashed', reason: thrown.message }
    else throw thrown
    error = thrown
  }
  const checks = judge.verdicts({
    end,
    history: chronicle.operations,
    measures,
    calmFrom: simulation.horizon - configuration.settle,
    settle: configuration.settle,
  })
  const summary: RunSummary = {
    scenario: scenario.id,
    variant: configuration.variant,
    params: configuration.params,
    workload: simulation.workload,
    seed,
    engine: engineVersion,
    events: simulation.events,
    time: simulation.now,
    fingerprint: simulation.fingerprint,
    end,
    checks,
    measures: measures.summary(simulation.now),
    faults: simulation.faultReports,
    quantile: (measure, q) => measures.histogram(measure).quantile(q),
    total: (counter) => (measures.has(counter) ? measures.counter(counter).total : 0),
    series: (measure) => {
      if (!measures.has(measure)) return []
      const series = measures.series(measure)
      return series.windows().map((window) => ({ ...window, width: series.width }))
    },
  }
  recording?.close(summary, judge.flips)
  return { summary, configuration, operations: chronicle.operations, measures, recording, error }
}

/** The plan that the seed gives within the scenario's budget. @throws ScenarioError without one. */
export function generatedPlan(
  configuration: Configuration,
  seed: string,
  options: Pick<RunOptions, 'workload' | 'logs'> = {},
): readonly Fault[] {
  if (!configuration.chaos)
    throw new ScenarioError(
      `scenario ${configuration.scenario.id} has no budget for generated faults; give it \`chaos\`, or a plan of faults`,
    )
  const names = new Simulation(configuration, {
    seed,
    faults: [],
    workload: options.workload,
    logs: options.logs,
  }).names
  return drawPlan(configuration.chaos, names, new Streams(seed).stream('faults'))
}
