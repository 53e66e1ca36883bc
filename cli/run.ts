/** `orrery run`: one run, or a sweep over seeds. */
import {
  describeFault,
  formatTime,
  run,
  standAloneLines,
  traceLines,
  unknownName,
} from '../engine/index.ts'
import type { Run, RunOptions, RunSummary, Scenario } from '../engine/index.ts'
import { UsageError, exit } from './exit.ts'
import { isFile, readText, writeLines } from './file.ts'
import { findScenario } from './library.ts'
import { defaultGap, describeReport, logSource } from './log-source.ts'
import type { LogSource } from './log-source.ts'
import { paramsOf, positiveOf, quoted, seedOf, seedRange, spanOf } from './option.ts'
import { print, say } from './output.ts'
import { jsonOf } from './report/json.ts'
import { describeRun } from './report/terminal.ts'
import { sweep } from './sweep.ts'

/** Options as commander gives them. */
export interface RunChoices {
  readonly variant?: string
  readonly param: readonly string[]
  readonly seed?: string
  readonly seeds?: string
  readonly faults?: string
  readonly workload?: string
  readonly onBadLine: 'refuse' | 'skip'
  readonly speedUp?: string
  readonly compressGaps?: string
  readonly sortWindow?: string
  readonly timestampColumn?: string
  readonly keyColumn?: string
  readonly sizeColumn?: string
  readonly trace?: string
  readonly standAlone?: boolean
  readonly strictFaults?: boolean
  readonly checkDeterminism?: boolean
  readonly maxEvents?: string
  readonly json?: boolean
}

/** Everything that a run of a scenario needs, from the options. */
export interface Prepared {
  readonly scenario: Scenario
  readonly options: RunOptions
  readonly source: LogSource
  /** The command that repeats it, seed left out. */
  readonly command: string
}

/** Turns options into a run. @throws UsageError, ScenarioError */
export async function prepare(name: string, choices: RunChoices): Promise<Prepared> {
  const scenario = await findScenario(name)
  const params = paramsOf(scenario, choices.param)
  const { system } = scenario.configure(choices.variant, params)
  const known = Object.keys(system.workloads)
  let workload = choices.workload
  let own: { file: string; log: string } | undefined
  if (workload !== undefined && !known.includes(workload)) {
    if (!isFile(workload))
      throw new UsageError(
        `${unknownName({ kind: 'workload', value: workload, allowed: known })} (scenario ${scenario.id}), and no file of that name`,
      )
    own = { file: workload, log: '' }
    // A file stands in for the log of the workload that reads one.
    for (const name of known)
      for (const one of system.workloads[name]!)
        if (one.kind === 'log' && own.log === '') {
          own.log = one.log
          workload = name
        }
    if (own.log === '')
      throw new UsageError(
        `scenario ${scenario.id} has no workload from a log, so it cannot take the file "${own.file}"; workloads are ${known.join(', ')}`,
      )
  }
  const source = logSource(
    {
      onBadLine: choices.onBadLine,
      speedUp: choices.speedUp === undefined ? 1 : positiveOf('--speed-up', choices.speedUp),
      compressGaps:
        choices.compressGaps === undefined
          ? defaultGap
          : spanOf('--compress-gaps', choices.compressGaps),
      sortWindow:
        choices.sortWindow === undefined ? 60e6 : spanOf('--sort-window', choices.sortWindow),
      timestamp: choices.timestampColumn,
      key: choices.keyColumn,
      size: choices.sizeColumn,
    },
    own,
  )
  return {
    scenario,
    options: {
      variant: choices.variant,
      params,
      workload,
      logs: source.logs,
      faults: faultsOf(choices.faults),
      caps:
        choices.maxEvents === undefined
          ? undefined
          : { events: positiveOf('--max-events', choices.maxEvents) },
    },
    source,
    command: commandOf(name, choices),
  }
}

/** Runs; returns the exit code. */
export async function runCommand(name: string, choices: RunChoices): Promise<number> {
  if (choices.seed !== undefined && choices.seeds !== undefined)
    throw new UsageError(
      '--seed and --seeds cannot both be given; --seeds 7..7 is the same as --seed 7',
    )
  const prepared = await prepare(name, choices)
  if (choices.seeds !== undefined) {
    if (choices.trace !== undefined)
      throw new UsageError('--trace needs one run; give --seed instead of --seeds')
    return sweep(prepared, seedRange(choices.seeds), choices)
  }
  const { scenario, options, source } = prepared
  const seed = seedOf(choices.seed)
  const command = `${prepared.command} --seed ${seed}`
  if (!choices.json) print(command)
  const done = run(scenario, { ...options, seed, record: choices.trace !== undefined })
  const { summary } = done
  if (choices.checkDeterminism) {
    const again = run(scenario, { ...options, seed, mode: 'draft' }).summary
    if (again.fingerprint !== summary.fingerprint) {
      say(`not deterministic: ${summary.fingerprint} at first, ${again.fingerprint} when run again`)
      return exit.nondeterministic
    }
  }
  if (choices.trace !== undefined && done.recording) {
    const lines = choices.standAlone
      ? standAloneLines(done.recording)
      : traceLines(done.recording.trace)
    writeLines(choices.trace, lines)
    say(`trace written to ${choices.trace}`)
  }
  for (const [log, report] of source.reports) say(describeReport(log, report))
  const missed = missedFaults(summary)
  for (const fault of missed) say(`warning: the fault "${fault}" hit nothing`)
  if (choices.json) print(JSON.stringify(jsonOf(done)))
  else {
    for (const line of describeRun(done)) print(line)
    print(`repeat: ${command}`)
  }
  return choices.strictFaults && missed.length > 0 ? exit.broken : verdictCode(done)
}

/** The exit code of one run. */
export function verdictCode({ summary }: Pick<Run, 'summary'>): number {
  if (summary.end.kind === 'crashed') return exit.broken
  if (summary.checks.some(({ result }) => result === 'fail')) return exit.broken
  if (summary.end.kind !== 'done' || summary.checks.some(({ result }) => result === 'unknown'))
    return exit.undecided
  return exit.held
}

function missedFaults(summary: RunSummary): string[] {
  return summary.faults
    .filter(({ hits }) => hits === 0)
    .map(({ fault }) => `${describeFault(fault)} at ${formatTime(fault.at)}`)
}

function faultsOf(choice: string | undefined): RunOptions['faults'] {
  if (choice === undefined || choice === 'generated') return choice
  if (choice === 'none') return []
  let plan: unknown
  try {
    plan = JSON.parse(readText(choice))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new UsageError(`${choice}: it is not JSON (${error.message}); a plan is a list of faults`)
  }
  if (!Array.isArray(plan))
    throw new UsageError(
      `${choice}: it must be a list of faults such as [{"at": 1000000, "kind": "crash", "target": "leaf-1"}]`,
    )
  return plan
}

function commandOf(name: string, choices: RunChoices): string {
  const words = ['npx orrery run', quoted(name)]
  const give = (flag: string, value: string | undefined) => {
    if (value !== undefined) words.push(flag, quoted(value))
  }
  give('--variant', choices.variant)
  for (const param of choices.param) give('--param', param)
  give('--faults', choices.faults)
  give('--workload', choices.workload)
  if (choices.onBadLine === 'skip') give('--on-bad-line', 'skip')
  give('--speed-up', choices.speedUp)
  give('--compress-gaps', choices.compressGaps)
  give('--sort-window', choices.sortWindow)
  give('--timestamp-column', choices.timestampColumn)
  give('--key-column', choices.keyColumn)
  give('--size-column', choices.sizeColumn)
  give('--max-events', choices.maxEvents)
  return words.join(' ')
}
