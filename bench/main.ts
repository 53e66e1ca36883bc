/**
 * `npm run bench`: each workload beside the limit of the machine and beside other simulators, in
 * one run, interleaved; medians and ratios. A workload whose answer is wrong has no speed.
 */
import { availableParallelism } from 'node:os'
import { stopTogether } from './child.ts'
import { choose, help } from './choice.ts'
import type { Word } from './choice.ts'
import { measureCurves } from './curve.ts'
import type { Curve, Figure, Reading, Report } from './figure.ts'
import { guard, setFloors } from './guard.ts'
import { forms, measure } from './measure.ts'
import type { Form } from './measure.ts'
import { peers } from './peers/roster.ts'
import { say } from './progress.ts'
import { scaleReadings, startReadings, traceReadings } from './reading.ts'
import { keep } from './record.ts'
import { tables } from './table.ts'
import { workloads } from './workload.ts'

/** Runs the benchmark; answers with the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const choice = choose(args)
  if (typeof choice === 'string') {
    say(choice)
    return 2
  }
  const { words, flags } = choice
  if (flags.has('--help')) {
    process.stdout.write(help)
    return 0
  }
  stopTogether()
  if (flags.has('--setup')) return setUp()
  if (flags.has('--guard')) return flags.has('--write') ? writeFloors() : watch()
  const report = await measureAll(words, flags.has('--quick') ? forms.quick : forms.whole)
  process.stdout.write(flags.has('--json') ? `${JSON.stringify(report)}\n` : `${tables(report)}\n`)
  if (flags.has('--write')) keep(report)
  const isWrong = [...report.figures, ...report.readings].some(({ failure }) => failure !== null)
  return isWrong ? 1 : 0
}

async function measureAll(words: readonly Word[], form: Form): Promise<Report> {
  const isChosen = (word: Word) => words.length === 0 || words.includes(word)
  const figures: Figure[] = []
  const readings: Reading[] = []
  const curves: Curve[] = []
  for (const workload of workloads) {
    if (!isChosen(workload.id) || (workload.isLong && form.name === 'quick')) continue
    figures.push(await measure(workload, form))
  }
  readings.push(...scaleReadings(figures))
  if (isChosen('trace')) readings.push(...(await traceReadings(form)))
  if (isChosen('start')) readings.push(...(await startReadings(form)))
  if (isChosen('curves')) curves.push(...(await measureCurves(form)))
  return {
    date: new Date().toISOString().slice(0, 10),
    form: form.name,
    machine: `${availableParallelism()} cores, Node ${process.versions.node.split('.')[0]}`,
    figures,
    readings,
    curves,
  }
}

async function setUp(): Promise<number> {
  let isMissing = false
  for (const peer of peers) {
    say(`${peer.name} (${peer.from})`)
    const reason = await peer.setUp()
    if (reason !== null) isMissing = true
    process.stdout.write(`${peer.name}: ${reason ?? 'ready'}\n`)
  }
  return isMissing ? 1 : 0
}

async function watch(): Promise<number> {
  const found = await guard()
  for (const sentence of found) process.stdout.write(`too slow: ${sentence}\n`)
  if (found.length === 0) process.stdout.write('no ratio is below its floor\n')
  return found.length === 0 ? 0 : 1
}

async function writeFloors(): Promise<number> {
  for (const [name, floor] of Object.entries(await setFloors()))
    process.stdout.write(`${floor}  ${name}\n`)
  return 0
}
