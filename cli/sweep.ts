/** Many seeds of one scenario, one after another. */
import pc from 'picocolors'
import { engineVersion, run } from '../engine/index.ts'
import type { CheckResult, RunSummary } from '../engine/index.ts'
import { exit } from './exit.ts'
import { print, say } from './output.ts'
import type { Prepared } from './preparation.ts'
import { Progress } from './progress.ts'
import { verdictCode } from './verdict.ts'

interface Tally {
  readonly name: string
  readonly kind: string
  pass: number
  fail: number
  unknown: number
  firstFail: string | null
}

/** Failing seeds that are listed one by one. */
const listed = 20

/** Runs the seeds; returns the exit code. Ctrl-C ends it after the run under way. */
export async function sweep(
  prepared: Prepared,
  seeds: { first: number; last: number },
  choices: { json?: boolean; strictFaults?: boolean },
): Promise<number> {
  const { scenario, options, command } = prepared
  const total = seeds.last - seeds.first + 1
  const whole = `${command} --seeds ${seeds.first}..${seeds.last}`
  if (!choices.json) print(whole)
  const checks = new Map<string, Tally>()
  const failures: { seed: string; reason: string }[] = []
  const faultHits: number[] = []
  let events = 0
  let done = 0
  let code: number = exit.held
  let stop = false
  const interrupt = () => {
    stop = true
  }
  process.once('SIGINT', interrupt)
  const progress = new Progress(`${scenario.id} seeds`, total)
  for (let seed = seeds.first; seed <= seeds.last && !stop; seed++) {
    const { summary } = run(scenario, { ...options, seed: String(seed) })
    done++
    events += summary.events
    add(checks, summary)
    summary.faults.forEach(({ index, hits }) => (faultHits[index] = (faultHits[index] ?? 0) + hits))
    const verdict = verdictCode({ summary })
    if (verdict === exit.broken) {
      code = exit.broken
      failures.push({ seed: String(seed), reason: reasonOf(summary) })
    } else if (verdict === exit.undecided && code === exit.held) code = exit.undecided
    progress.update(done)
    // Lets a signal in.
    if (done % 16 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  progress.end()
  process.removeListener('SIGINT', interrupt)
  if (
    choices.strictFaults &&
    options.faults !== 'generated' &&
    faultHits.some((hits) => hits === 0)
  )
    code ||= exit.broken
  if (choices.json)
    print(
      JSON.stringify({
        scenario: scenario.id,
        variant: options.variant ?? Object.keys(scenario.variants)[0],
        params: options.params,
        engine: engineVersion,
        seeds: { first: seeds.first, last: seeds.last, done },
        events,
        checks: [...checks.values()],
        failures,
      }),
    )
  else {
    for (const { name, kind, pass, fail, unknown, firstFail } of checks.values())
      print(
        `  ${fail > 0 ? pc.red('FAIL') : unknown > 0 ? pc.yellow('unknown') : pc.green('pass')} ${kind} "${name}": ${pass} pass, ${fail} fail, ${unknown} unknown${firstFail === null ? '' : `; first failing seed ${firstFail}`}`,
      )
    for (const { seed, reason } of failures.slice(0, listed))
      print(`  seed ${seed}: ${reason}\n    replay: ${command} --seed ${seed}`)
    if (failures.length > listed) print(`  … and ${failures.length - listed} more failing seeds`)
    print(`${done} runs, ${events} events, ${failures.length} failed`)
    print(`repeat: ${whole}`)
  }
  if (stop) {
    say(`stopped after ${done} of ${total} seeds`)
    return exit.interrupted
  }
  return code
}

function add(checks: Map<string, Tally>, summary: RunSummary): void {
  for (const { name, kind, result } of summary.checks) {
    const tally = checks.get(name) ?? { name, kind, pass: 0, fail: 0, unknown: 0, firstFail: null }
    checks.set(name, tally)
    tally[result satisfies CheckResult]++
    if (result === 'fail') tally.firstFail ??= summary.seed
  }
}

function reasonOf({ end, checks }: RunSummary): string {
  if (end.kind === 'crashed') return `crashed: ${end.reason}`
  return checks
    .filter(({ result }) => result === 'fail')
    .map(({ kind, name, reason }) => `${kind} "${name}": ${reason}`)
    .join('; ')
}
