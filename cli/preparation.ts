/** Turns what a person typed into a run. */
import { unknownName } from '../engine/index.ts'
import type { RunOptions, Scenario } from '../engine/index.ts'
import { UsageError } from './exit.ts'
import { isFile, readText } from './file.ts'
import { findScenario } from './library.ts'
import { defaultGap, logSource } from './log-source.ts'
import type { LogSource } from './log-source.ts'
import { paramsOf, positiveOf, quoted, spanOf } from './option.ts'

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
  readonly claims?: boolean
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
