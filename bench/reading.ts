/** Goals that are no rates: memory, bytes on disk, time to a moment, start-up, share of hashing. */
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from './child.ts'
import type { Ending } from './child.ts'
import { taskContestant } from './contestant.ts'
import type { Figure, Reading } from './figure.ts'
import { median } from './measure.ts'
import type { Form } from './measure.ts'
import type { Size } from './outcome.ts'
import { say } from './progress.ts'
import { root } from './root.ts'
import type { TaskName } from './task.ts'
import { judgeRequests } from './truth/judgement.ts'

/** Virtual time in which W2 has about a million events. */
const million = { milliseconds: 55_000 }
const fewer = { milliseconds: 11_000 }

/** Readings of what a recording costs. */
export async function traceReadings({ name, rounds }: Form): Promise<Reading[]> {
  const size = name === 'whole' ? million : fewer
  const readings = [
    await read('memory of a recorded event, messages included', 'bytes', 40, () =>
      figureOf('bytes in memory', size, 'bytesPerEvent'),
    ),
    await read('an event on disk, compressed', 'bytes', 20, () =>
      figureOf('bytes on disk', size, 'bytesPerEvent'),
    ),
    await read('to any of ten moments of a million events, the slowest', 'ms', 50, () =>
      figureOf('time to a moment', million, 'worst'),
    ),
    await read('share of hashing in W2, direct', '%', 15, () => shareOfHashing(million, rounds)),
  ]
  if (name === 'whole')
    readings.push(
      await read('command line, 10⁷ recorded events and their file, peak', 'MB', 1000, tenMillion),
    )
  return readings.map((reading) => ({ id: 'trace', ...reading }))
}

/** Readings of how long the command takes beyond Node's own start. */
export async function startReadings({ rounds }: Form): Promise<Reading[]> {
  const node = process.execPath
  const command = join(root, 'cli/orrery.mjs')
  const run: Program = [node, command, 'run', 'scatter-gather', '--seed', '1', '--max-events', '1']
  const list: Program = [node, command, 'list']
  const help: Program = [node, command, '--help']
  // Whatever has to be built is built before anything is timed.
  await runProgram(list)
  const beyondNode = async (program: Program) => {
    const times: number[] = []
    for (let i = 0; i < rounds * 3; i++) {
      const bare = await runProgram([node, '-e', '0'])
      const { seconds, code, errors } = await runProgram(program)
      // Undecided is what a run is that was stopped at its first event.
      if (code !== 0 && code !== 3) throw new Error(`it ended with ${code}: ${errors}`)
      times.push((seconds - bare.seconds) * 1000)
    }
    return median(times)
  }
  const readings = [
    await read('command to the first event and its end, beyond Node', 'ms', 150, () =>
      beyondNode(run),
    ),
    await read('`list`, beyond Node', 'ms', null, () => beyondNode(list)),
    await read('`--help`, beyond Node', 'ms', null, () => beyondNode(help)),
  ]
  return readings.map((reading) => ({ id: 'start', ...reading }))
}

/** Readings that follow from W6. */
export function scaleReadings(figures: readonly Figure[]): Reading[] {
  const gossips = figures.filter(({ id, failure }) => id === 'W6' && failure === null)
  const readings = gossips.map(({ name, more }) => ({
    ...plain(`${name}, memory of a node`, 'bytes', null),
    value: more['bytesPerNode']!,
  }))
  const last = gossips.at(-1)
  if (last) {
    const { name, more } = last
    readings.push({
      ...plain(`${name}, peak of the process`, 'MB', 4096),
      value: more['peakBytes']! / 1_048_576,
    })
  }
  const first = gossips[0]
  if (first?.rival && last?.rival && first !== last)
    // Both must chase memory; ours may not lose more by it than the limit's queue and bytes do.
    readings.push({
      ...plain(`time of a message, ${last.name} against 10⁴, over the same of the limit`, '×', 1),
      value: first.rate / last.rate / (first.rival.rate / last.rival.rate),
    })
  return readings.map((reading) => ({ id: 'W6', ...reading }))
}

type Program = readonly [string, ...string[]]
type Nameless = Omit<Reading, 'id'>

function plain(name: string, unit: string, atMost: number | null): Nameless {
  return { name, value: NaN, unit, atMost, failure: null }
}

async function read(
  name: string,
  unit: string,
  atMost: number | null,
  look: () => Promise<number>,
): Promise<Nameless> {
  say(name)
  try {
    return { ...plain(name, unit, atMost), value: await look() }
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    say(`  ${failure}`)
    return { ...plain(name, unit, atMost), failure }
  }
}

async function figureOf(task: TaskName, size: Size, name: string): Promise<number> {
  const contestant = taskContestant(task)
  try {
    const { more, wrong } = (await contestant.round(size)).outcome
    if (wrong !== undefined) throw new Error(wrong)
    return more![name]!
  } finally {
    contestant.close()
  }
}

/** What a run saves by a hash that takes nothing, in per cent of the run. */
async function shareOfHashing(size: Size, rounds: number): Promise<number> {
  const shares: number[] = []
  for (let i = 0; i < rounds * 2; i++) {
    const hashed = await secondsOf('orrery requests hashed', size)
    const unhashed = await secondsOf('orrery requests unhashed', size)
    shares.push(100 * (1 - unhashed / hashed))
  }
  return median(shares)
}

/** The seconds of one round of W2 in a process of its own. */
async function secondsOf(task: TaskName, size: Size): Promise<number> {
  const contestant = taskContestant(task)
  try {
    const { outcome } = await contestant.round(size)
    const wrong = judgeRequests(outcome, {})
    if (wrong !== null) throw new Error(wrong)
    return outcome.seconds
  } finally {
    contestant.close()
  }
}

/** The peak of the command when it records ten million events and writes them, in megabytes. */
async function tenMillion(): Promise<number> {
  const file = join(tmpdir(), `orrery-bench-${process.pid}-long.gz`)
  const words = ['run', 'scatter-gather', '--seed', '1', '-p', 'leaves=100', '-p', 'asks=3600s']
  const program: Program = [
    process.execPath,
    join(root, 'cli/orrery.mjs'),
    ...words,
    '--max-events',
    '10000000',
    '--trace',
    file,
  ]
  try {
    const ending: Ending = await runProgram(program, { peakOf })
    if (ending.code !== 3) throw new Error(`it ended with ${ending.code}: ${tail(ending.errors)}`)
    if (ending.peakBytes === 0) throw new Error('this system does not tell the peak of a process')
    return ending.peakBytes / 1_048_576
  } finally {
    rmSync(file, { force: true })
  }
}

/** The most that a process has held, as Linux tells it. */
function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return 1024 * Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0)
  } catch {
    return 0
  }
}

function tail(text: string): string {
  return text.trim().split('\n').slice(-2).join(' ')
}
