/**
 * Real logs as workloads: readers that turn lines of text into records in order of time, one at a
 * time, with bounded memory. They take any iterable of lines and do no input or output themselves.
 *
 * Real logs are dirty: lines are cut off, step back in time, and leave hours of silence. What the
 * readers do about it is chosen by {@link LogOptions} and told by {@link LogReport}.
 */
import { unknownName } from '../clockwork/suggestion.ts'
import { ACCESS_FIELDS, parseAccessLine, type AccessField } from './access-log.ts'
import { CsvFormat, type CsvOptions } from './csv-log.ts'
import type { LogOptions, LogRecord } from './log-record.ts'
import { readLog } from './log-stream.ts'

export { ACCESS_FIELDS, type AccessField } from './access-log.ts'
export type { CsvOptions, TimestampFormat } from './csv-log.ts'
export { LINE_LIMIT, linesOf } from './log-lines.ts'
export {
  LogError,
  logReport,
  type BadLinePolicy,
  type LogField,
  type LogOptions,
  type LogRecord,
  type LogReport,
} from './log-record.ts'

/**
 * The requests of a web server's access log, in the common or the combined format.
 *
 * `key` (default `path`) and `size` (default `bytes`) name one of {@link ACCESS_FIELDS}.
 *
 * ```ts
 * const report = logReport()
 * for (const record of readAccessLog(linesOf(chunks), { file: 'access.log', report })) …
 * ```
 *
 * @throws RangeError at once when an option is out of range
 * @throws LogError at a line that can't be read, while records are taken
 */
export function readAccessLog(
  lines: Iterable<string>,
  options: LogOptions = {},
): Generator<LogRecord, void, undefined> {
  const chosen = {
    key: accessField(options.key ?? 'path'),
    size: accessField(options.size ?? 'bytes'),
  }
  return readLog(lines, { parse: (line) => parseAccessLine(line, chosen) }, options)
}

/**
 * The records of a table of text with a header. `timestamp`, and `key` and `size` where given,
 * name columns; without them every key is `''` and every size `null`.
 *
 * @throws RangeError at once when an option is out of range
 * @throws LogError at a header or line that can't be read, while records are taken
 */
export function readCsv(
  lines: Iterable<string>,
  options: CsvOptions,
): Generator<LogRecord, void, undefined> {
  return readLog(lines, new CsvFormat(options), options)
}

function accessField(name: string): AccessField {
  const field = ACCESS_FIELDS.find((known) => known === name)
  if (field !== undefined) return field
  throw new RangeError(unknownName({ kind: 'field', value: name, allowed: ACCESS_FIELDS }))
}
