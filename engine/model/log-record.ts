/** What the readers of real logs give and report: records, a running report, and refusals. */
import type { Micros } from '../clockwork/time.ts'

/** One request of a log, ready to be asked of a system again. */
export interface LogRecord {
  at: Micros // since the first record, after gaps were capped and time was sped up
  line: number // in the file, from 1
  key: string // what shards and caches go by; '' when the log has none
  size: number | null // in the log's own unit; null when the log does not say
  fields: Record<string, LogField>
}

/** A field of a record: a number where it reads as one exactly, `null` where it is empty. */
export type LogField = string | number | null

/** What to do with a line that can't be read: stop at it, or skip and count it. */
export type BadLinePolicy = 'refuse' | 'skip'

/** How to read any log. */
export interface LogOptions {
  /** The file's name, for messages (default `log`). */
  file?: string | undefined
  /** Default `refuse`. */
  onBadLine?: BadLinePolicy | undefined
  /** All times are divided by this; above 0 (default 1, the log's own speed). */
  speedUp?: number | undefined
  /**
   * How far back in time, in µs, a line may step and still be put in its place (default 60 s).
   * A line further back is a bad line.
   */
  sortWindow?: Micros | undefined
  /** No pause between two records lasts longer than this, in µs of the log's time. */
  compressGaps?: Micros | undefined
  /** Filled while the records are read; see {@link logReport}. */
  report?: LogReport | undefined
  /** The field that becomes a record's `key`. */
  key?: string | undefined
  /** The field that becomes a record's `size`. */
  size?: string | undefined
}

/** What a reader did so far; complete once the last record was read. */
export interface LogReport {
  lines: number // all lines, a header and blank ones included
  records: number
  blank: number
  skipped: { count: number; first: { line: number; reason: string }[] } // the first 5 with reasons
  stepsBack: number // records earlier than the record of the line before
  reordered: number // records that stood behind a later one and were put in their place
  furthestBack: Micros // the furthest that one of those was moved, in the log's time
  gapsCompressed: { count: number; removed: Micros } // in the log's time
  firstAt: Micros | null // time of the first record, in µs since 1970-01-01T00:00:00Z
  timeSpan: Micros // from the first record to the last, in the log's time
  duration: Micros // the same as replayed: with gaps capped and time sped up
}

/** An empty report, to be given to a reader and looked at afterwards. */
export function logReport(): LogReport {
  return {
    lines: 0,
    records: 0,
    blank: 0,
    skipped: { count: 0, first: [] },
    stepsBack: 0,
    reordered: 0,
    furthestBack: 0,
    gapsCompressed: { count: 0, removed: 0 },
    firstAt: null,
    timeSpan: 0,
    duration: 0,
  }
}

/** A log that can't be read; the message begins with `file:line:`. */
export class LogError extends Error {
  override readonly name = 'LogError'
  readonly file: string
  readonly line: number
  readonly reason: string

  /** @param place.line from 1; @param wayOut what the reader can do, where there is something */
  constructor(place: { file: string; line: number }, reason: string, wayOut?: string) {
    super(`${place.file}:${place.line}: ${reason}${wayOut === undefined ? '' : `; ${wayOut}`}`)
    this.file = place.file
    this.line = place.line
    this.reason = reason
  }
}
