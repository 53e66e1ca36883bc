/** `orrery run`: one run, or a sweep over seeds. */
import {
  checkClaims,
  describeFault,
  formatTime,
  run,
  standAloneLines,
  traceLines,
} from '../engine/index.ts'
import type { RunSummary } from '../engine/index.ts'
import { UsageError, exit } from './exit.ts'
import { writeLines } from './file.ts'
import { describeReport } from './log-source.ts'
import { seedOf, seedRange } from './option.ts'
import { print, say } from './output.ts'
import { prepare } from './preparation.ts'
import type { RunChoices } from './preparation.ts'
import { Progress } from './progress.ts'
import { describeClaim } from './report/claim.ts'
import { jsonOf } from './report/json.ts'
import { describeRun } from './report/terminal.ts'
import { sweep } from './sweep.ts'
import { verdictCode } from './verdict.ts'

/** Runs; returns the exit code. */
export async function runCommand(name: string, choices: RunChoices): Promise<number> {
  if (choices.seed !== undefined && choices.seeds !== undefined)
    throw new UsageError(
      '--seed and --seeds cannot both be given; --seeds 7..7 is the same as --seed 7',
    )
  const prepared = await prepare(name, choices)
  if (choices.seeds !== undefined) {
    if (choices.claims)
      throw new UsageError(
        '--claims takes seeds of its own; give it without --seeds, or use orrery claims',
      )
    if (choices.trace !== undefined)
      throw new UsageError('--trace needs one run; give --seed instead of --seeds')
    return sweep(prepared, seedRange(choices.seeds), choices)
  }
  const { scenario, options, source } = prepared
  const seed = seedOf(choices.seed)
  const command = `${prepared.command} --seed ${seed}`
  if (!choices.json) print(command)
  const progress = new Progress(`${scenario.id} events`, 0)
  const onProgress = ({ events }: { readonly events: number }) => {
    progress.update(events)
    return true
  }
  const done = run(scenario, { ...options, seed, record: choices.trace !== undefined, onProgress })
  const { summary } = done
  if (choices.checkDeterminism) {
    const again = run(scenario, { ...options, seed, mode: 'draft', onProgress }).summary
    if (again.fingerprint !== summary.fingerprint) {
      say(`not deterministic: ${summary.fingerprint} at first, ${again.fingerprint} when run again`)
      return exit.nondeterministic
    }
  }
  if (choices.trace !== undefined && done.recording) {
    const lines = choices.standAlone
      ? standAloneLines(done.recording)
      : traceLines(done.recording.trace)
    writeLines(choices.trace, counted(lines, choices.trace, summary.events))
    say(`trace written to ${choices.trace}`)
  }
  for (const [log, report] of source.reports) say(describeReport(log, report))
  const missed = missedFaults(summary)
  for (const fault of missed) say(`warning: the fault "${fault}" hit nothing`)
  const claims = choices.claims ? checkClaims(scenario, { logs: options.logs }) : []
  if (choices.json) print(JSON.stringify(jsonOf(done, claims)))
  else {
    for (const line of [...describeRun(done), ...claims.map(describeClaim)]) print(line)
    print(`repeat: ${command}`)
  }
  const hasFailed = claims.some(({ pass }) => !pass) || (choices.strictFaults && missed.length > 0)
  return hasFailed ? exit.broken : verdictCode(done)
}

/** The lines of a trace, with progress for those who wait. */
function* counted(lines: Iterable<string>, file: string, events: number): Generator<string> {
  const progress = new Progress(`lines of ${file}`, events)
  let done = 0
  for (const line of lines) {
    yield line
    // States, patches and check sums are lines too; the bar does not go beyond its end.
    if (++done % 4096 === 0) progress.update(Math.min(done, events))
  }
  progress.end()
}

function missedFaults(summary: RunSummary): string[] {
  return summary.faults
    .filter(({ hits }) => hits === 0)
    .map(({ fault }) => `${describeFault(fault)} at ${formatTime(fault.at)}`)
}
