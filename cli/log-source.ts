/** Real logs for workloads: the bundled access log, or a file of one's own. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { existsSync } from 'node:fs'
import {
  hours,
  logReport,
  minutes,
  readAccessLog,
  readCsv,
  seconds,
  spell,
} from '../engine/index.ts'
import type { LogOptions, LogReport, Logs } from '../engine/index.ts'
import { UsageError } from './exit.ts'
import { fileLines } from './file.ts'

/** How a log is to be read. */
export interface LogChoice {
  readonly onBadLine: 'refuse' | 'skip'
  readonly speedUp: number
  readonly sortWindow: number
  readonly compressGaps: number
  readonly timestamp?: string | undefined
  readonly key?: string | undefined
  readonly size?: string | undefined
}

/** Pauses of a real log are cut to this unless somebody says otherwise. */
export const defaultGap = seconds(1)

/** Bundled logs by the name a workload knows them by, from the package's root. */
const bundled: { readonly [name: string]: string } = {
  'access-log': 'scenarios/serving/replicated-service/data/access.log',
}

/** The logs of a run, and reports that fill while they are read. */
export interface LogSource {
  readonly logs: Logs
  readonly reports: ReadonlyMap<string, LogReport>
}

/**
 * The bundled logs, and under its workload's log name a file of one's own.
 * @param own the file, if any, and the log name that it stands in for
 */
export function logSource(choice: LogChoice, own?: { file: string; log: string }): LogSource {
  const reports = new Map<string, LogReport>()
  const open = (name: string, file: string) => () => {
    const report = logReport()
    reports.set(name, report)
    const options: LogOptions = {
      file,
      report,
      onBadLine: choice.onBadLine,
      speedUp: choice.speedUp,
      sortWindow: choice.sortWindow,
      compressGaps: choice.compressGaps,
      ...(choice.key === undefined ? {} : { key: choice.key }),
      ...(choice.size === undefined ? {} : { size: choice.size }),
    }
    const lines = fileLines(file)
    return /\.csv(\.gz)?$/.test(file)
      ? readCsv(lines, { ...options, timestamp: choice.timestamp ?? 'TIMESTAMP' })
      : readAccessLog(lines, options)
  }
  const logs: { [name: string]: Logs[string] } = {}
  for (const [name, path] of Object.entries(bundled))
    logs[name] = open(name, join(packageRoot(), path))
  if (own) logs[own.log] = open(own.file, own.file)
  return { logs, reports }
}

/** What was done to a log, in a line. */
export function describeReport(name: string, report: LogReport): string {
  const { records, lines, skipped, reordered, furthestBack, gapsCompressed, timeSpan, duration } =
    report
  const parts = [
    `${name}: ${records} requests of ${lines} lines`,
    `${skipped.count} skipped${skipped.first.map(({ line, reason }) => `, line ${line}: ${reason}`).join('')}`,
    `${reordered} sorted into place (up to ${spell(furthestBack)} back)`,
    `${gapsCompressed.count} gaps compressed`,
    `${clock(timeSpan)} of the log in ${clock(duration)}`,
  ]
  return parts.join('; ')
}

function clock(span: number): string {
  if (span >= hours(1)) return `${(span / hours(1)).toFixed(1)} h`
  if (span >= minutes(1)) return `${(span / minutes(1)).toFixed(1)} min`
  return `${(span / 1e6).toFixed(1)} s`
}

function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder)
    if (above === folder)
      throw new UsageError(
        'the package that this command belongs to is not whole; install it again',
      )
    folder = above
  }
  return folder
}
