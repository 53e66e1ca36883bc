/**
 * The way of every log, whatever its format: lines are read one at a time, bad ones refused or
 * skipped, records put in order, long pauses cut, and time sped up. Nothing is kept but what waits
 * to be put in order.
 */
import { quote } from '../clockwork/suggestion.ts'
import { TIME_MAX, type Micros } from '../clockwork/time.ts'
import { faultOfLine, linesOf, withoutEnd } from './log-lines.ts'
import { LogOrder } from './log-order.ts'
import {
  LogError,
  logReport,
  type LogField,
  type LogOptions,
  type LogRecord,
  type LogReport,
} from './log-record.ts'

/** What a format makes of a line: a record, or a sentence that says what is wrong. */
export type ParsedLine = ParsedRecord | string

/** A record with the moment at which it stands in the log, in µs since 1970. */
export interface ParsedRecord {
  time: Micros
  key: string
  size: number | null
  fields: Record<string, LogField>
}

/** A format of logs. */
export interface LogFormat {
  /** Reads the first line, where that is a header, or says what is wrong with it. */
  header?: (line: string) => string | undefined
  /** Reads any other line. */
  parse: (line: string) => ParsedLine
}

const SKIPPED_SHOWN = 5
const DEFAULT_WINDOW: Micros = 60_000_000
const WAY_OUT = 'use --on-bad-line skip to skip and count'

/**
 * Reads records one at a time.
 *
 * @throws RangeError at once when an option is out of range
 * @throws LogError at the line that can't be read, while records are taken
 */
export function readLog(
  lines: Iterable<string>,
  format: LogFormat,
  options: LogOptions,
): Generator<LogRecord, void, undefined> {
  const settings = {
    file: options.file ?? 'log',
    skip: skips(options.onBadLine ?? 'refuse'),
    speedUp: checked('speed-up', options.speedUp ?? 1, { above: 0 }),
    window: checked('sort window', options.sortWindow ?? DEFAULT_WINDOW, { from: 0 }),
    gap:
      options.compressGaps === undefined
        ? Infinity
        : checked('gap', options.compressGaps, { from: 0 }),
    report: options.report ?? logReport(),
  }
  // A string is an iterable of its characters; what is meant is its lines.
  return stream(typeof lines === 'string' ? linesOf([lines]) : lines, format, settings)
}

interface Settings {
  file: string
  skip: boolean
  speedUp: number
  window: Micros
  gap: Micros
  report: LogReport
}

interface Waiting extends ParsedRecord {
  line: number
  length: number
}

function* stream(
  lines: Iterable<string>,
  format: LogFormat,
  settings: Settings,
): Generator<LogRecord, void, undefined> {
  const { file, report } = settings
  const order = new LogOrder<Waiting>(settings.window)
  const replay = replayOf(settings)
  for (const raw of lines) {
    const line = ++report.lines
    const text = withoutEnd(line === 1 && raw.startsWith('\uFEFF') ? raw.slice(1) : raw)
    if (line === 1 && format.header !== undefined) {
      const fault = faultOfLine(text) ?? format.header(text)
      if (fault !== undefined) throw new LogError({ file, line }, fault)
      continue
    }
    if (text === '') {
      report.blank++
      continue
    }
    const parsed = faultOfLine(text) ?? format.parse(text)
    const fault =
      typeof parsed === 'string' ? parsed : order.push({ ...parsed, line, length: text.length })
    if (fault !== undefined) {
      if (!settings.skip) throw new LogError({ file, line }, fault, WAY_OUT)
      report.skipped.count++
      if (report.skipped.first.length < SKIPPED_SHOWN)
        report.skipped.first.push({ line, reason: fault })
      continue
    }
    report.stepsBack = order.stepsBack
    report.reordered = order.reordered
    report.furthestBack = order.furthestBack
    for (const record of order.ready()) yield replay(record)
  }
  if (report.lines === 0 && format.header !== undefined) {
    throw new LogError({ file, line: 1 }, 'the file is empty; expected a header with column names')
  }
  for (const record of order.rest()) yield replay(record)
}

/** Turns moments of the log, in order, into times of the replay. */
function replayOf(settings: Settings): (record: Waiting) => LogRecord {
  const { file, gap, speedUp, report } = settings
  let previous: Micros | undefined
  return ({ time, line, key, size, fields }) => {
    report.firstAt ??= time
    const pause = time - (previous ?? time)
    previous = time
    if (pause > gap) {
      report.gapsCompressed.count++
      report.gapsCompressed.removed += pause - gap
    }
    report.timeSpan = time - report.firstAt
    // Divided once from a whole number of µs, so that rounding never adds up.
    const at = Math.round((report.timeSpan - report.gapsCompressed.removed) / speedUp)
    if (at > TIME_MAX) {
      throw new LogError({ file, line }, `a speed-up of ${speedUp} takes the time past 2^53 - 1 µs`)
    }
    report.duration = at
    report.records++
    return { at, line, key, size, fields }
  }
}

function skips(policy: string): boolean {
  if (policy !== 'refuse' && policy !== 'skip') {
    throw new RangeError(`no policy ${quote(policy)} for bad lines; allowed are refuse, skip`)
  }
  return policy === 'skip'
}

function checked(what: string, value: number, least: { above: 0 } | { from: 0 }): number {
  const low = 'above' in least ? value > 0 : value >= 0
  if (low && Number.isFinite(value)) return value
  throw new RangeError(
    `a ${what} of ${value} is out of range; allowed are finite numbers ` +
      ('above' in least ? 'above 0' : 'of µs from 0'),
  )
}
