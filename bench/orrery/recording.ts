/** What a recording costs: memory, file, time to any moment, and the stand-alone form. */
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { standAloneLines, traceLines } from '../../engine/index.ts'
import { now } from '../clock.ts'
import { bytesInUse } from '../memory.ts'
import type { Outcome } from '../outcome.ts'
import { answered, askAll } from './request.ts'
import type { RequestSize } from './request.ts'

/** W2 recorded and then written, states and all, as lines that stand without their code. */
export function exportedRequest(size: RequestSize): Outcome {
  const begin = now()
  const run = askAll(size, true)
  let length = 0
  for (const line of standAloneLines(run.recording!)) length += line.length
  return {
    amount: answered(run),
    seconds: now() - begin,
    time: size.milliseconds,
    more: { characters: length },
  }
}

/** Bytes that an event keeps in memory: a recorded run against nothing, divided. */
export function recordedBytes(size: RequestSize): Outcome {
  // What the engine makes once, at the first run, is no event's.
  askAll({ milliseconds: 2000 }, true)
  const before = bytesInUse()
  const begin = now()
  const run = askAll(size, true)
  const seconds = now() - begin
  const bytes = bytesInUse() - before
  const { events } = run.summary
  // Looked at afterwards, so that nothing of the run can have been let go of before.
  const kept = run.recording!.trace.events.length
  return {
    amount: events,
    seconds,
    more: { bytesPerEvent: bytes / events },
    ...(kept === events ? {} : { wrong: `${kept} of ${events} events were recorded` }),
  }
}

/** Bytes that an event takes in a compressed file, and how fast it gets there. */
export function writtenBytes(size: RequestSize): Outcome {
  const run = askAll(size, true)
  const path = join(tmpdir(), `orrery-bench-${process.pid}.gz`)
  try {
    const begin = now()
    writeTrace(path, traceLines(run.recording!.trace))
    const seconds = now() - begin
    const { events } = run.summary
    return { amount: events, seconds, more: { bytesPerEvent: statSync(path).size / events } }
  } finally {
    rmSync(path, { force: true })
  }
}

/** Writes lines into a compressed file, a megabyte at a time, as the command line does. */
export function writeTrace(path: string, lines: Iterable<string>): void {
  const file = openSync(path, 'w')
  let pending: string[] = []
  let length = 0
  const flush = () => {
    writeSync(file, gzipSync(pending.join('')))
    pending = []
    length = 0
  }
  for (const line of lines) {
    pending.push(line, '\n')
    length += line.length
    if (length > 1_048_576) flush()
  }
  flush()
  closeSync(file)
}

/** Places in a run, in thousandths of its length, that somebody jumps between. */
const places = [999, 1, 500, 730, 250, 875, 60, 620, 333, 990]

/** Milliseconds to a moment of a long run: the worst of several, and their median. */
export function seekTimes(size: RequestSize): Outcome {
  const run = askAll(size, true)
  const { events } = run.summary
  const times: number[] = []
  const begin = now()
  for (const place of places) {
    const seq = Math.floor((events * place) / 1000)
    const start = now()
    const moment = run.recording!.moment(seq)
    times.push((now() - start) * 1000)
    if (moment.seq !== seq) throw new Error(`asked for event ${seq}, was given ${moment.seq}`)
  }
  times.sort((a, b) => a - b)
  return {
    amount: places.length,
    seconds: now() - begin,
    more: { events, worst: times.at(-1)!, median: times[times.length >> 1]! },
  }
}
