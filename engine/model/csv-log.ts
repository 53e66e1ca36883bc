/**
 * Logs as tables of text: a header with the names of the columns, then a record a line.
 *
 * Fields may stand in double quotes, where `""` is a quote; a record does not go on in the next
 * line. A field that reads as a decimal number, exactly, becomes a number (`007` and 20 digits
 * stay text); an empty one becomes `null`. A column named by a whole number gets the letter n
 * before it, since such names of fields would change their order.
 *
 * Source: RFC 4180, "Common Format and MIME Type for CSV Files".
 */
import { quote, unknownName } from '../clockwork/suggestion.ts'
import type { Micros } from '../clockwork/time.ts'
import type { LogField, LogOptions } from './log-record.ts'
import type { LogFormat, ParsedLine } from './log-stream.ts'
import { guessEpochUnit, parseEpoch, parseIsoTime, type EpochUnit } from './timestamp.ts'

/** How the times of a table are written; `auto` tells by the first record. */
export type TimestampFormat = 'auto' | 'iso' | EpochUnit

/** How to read a table. */
export interface CsvOptions extends LogOptions {
  /** The column that holds each record's time. */
  timestamp: string
  /** How that time is written (default `auto`: as in ISO 8601, or a number since 1970). */
  timestampFormat?: TimestampFormat | undefined
  /** What stands between fields: one character, not a quote (default a comma). */
  delimiter?: string | undefined
}

const TIME_EXPECTED: Record<Exclude<TimestampFormat, 'auto'>, string> = {
  iso: 'such as 2023-11-16 18:17:03.979960 or 2023-11-16T18:17:03Z',
  seconds: 'as seconds since 1970',
  milliseconds: 'as milliseconds since 1970',
  microseconds: 'as microseconds since 1970',
  nanoseconds: 'as nanoseconds since 1970',
}
const FORMATS = ['auto', ...Object.keys(TIME_EXPECTED)]
const REFUSED_COLUMNS = new Set(['__proto__', 'constructor', 'prototype'])

/** The format of one table: remembers its columns, and how its times are written. */
export class CsvFormat implements LogFormat {
  readonly #delimiter: string
  readonly #options: CsvOptions
  #format: TimestampFormat
  #columns: string[] = []
  #time = -1
  #key = -1
  #size = -1

  /** @throws RangeError when the delimiter or the format of times is not one */
  constructor(options: CsvOptions) {
    this.#options = options
    this.#delimiter = options.delimiter ?? ','
    this.#format = options.timestampFormat ?? 'auto'
    if (this.#delimiter.length !== 1 || /["\r\n]/.test(this.#delimiter)) {
      throw new RangeError(
        `a delimiter can't be ${quote(this.#delimiter)}; allowed is one character, not a quote`,
      )
    }
    if (!FORMATS.includes(this.#format)) {
      const value = String(this.#format)
      throw new RangeError(
        unknownName({ kind: 'format of times', value, allowed: FORMATS, plural: 'formats' }),
      )
    }
  }

  /** Reads the names of the columns. */
  header(line: string): string | undefined {
    const names = splitRow(line, this.#delimiter)
    if (typeof names === 'string') return `${names}; expected a header with column names`
    const columns = names.map((name) =>
      /^\d+$/.test(name.trim()) ? `n${name.trim()}` : name.trim(),
    )
    for (const [i, name] of columns.entries()) {
      const fault =
        name === ''
          ? 'has no name'
          : REFUSED_COLUMNS.has(name)
            ? `can't be named ${quote(name)}`
            : ''
      if (fault !== '') return `column ${i + 1} ${fault}; expected a name for each column`
    }
    // Told by a set, not by comparing all with all: a hostile header has thousands of columns.
    const seen = new Set<string>()
    for (const name of columns) {
      if (seen.has(name)) return `two columns are named ${quote(name)}; expected different names`
      seen.add(name)
    }
    this.#columns = columns
    const { timestamp, key, size } = this.#options
    this.#time = columns.indexOf(timestamp)
    this.#key = key === undefined ? -1 : columns.indexOf(key)
    this.#size = size === undefined ? -1 : columns.indexOf(size)
    const missing = [timestamp, key, size].find((name) => name !== undefined && !seen.has(name))
    return missing === undefined
      ? undefined
      : unknownName({ kind: 'column', value: missing, allowed: columns })
  }

  /** Reads a record. */
  parse(line: string): ParsedLine {
    const row = splitRow(line, this.#delimiter)
    if (typeof row === 'string') return `${row}; expected ${this.#shape()}`
    if (row.length !== this.#columns.length) {
      return `the line has ${count(row.length, 'column')}; expected ${this.#shape()}`
    }
    const time = this.#timeOf(row[this.#time]!)
    if (typeof time === 'string') return time
    const fields: Record<string, LogField> = {}
    for (const [i, name] of this.#columns.entries()) fields[name] = fieldOf(row[i]!)
    const size = this.#size < 0 ? null : fieldOf(row[this.#size]!)
    if (typeof size === 'string' || (size !== null && size < 0)) {
      return (
        `the ${quote(this.#columns[this.#size]!)} ${quote(row[this.#size]!)} is not a size; ` +
        'expected a number from 0, or nothing'
      )
    }
    return { time, key: this.#key < 0 ? '' : row[this.#key]!, size, fields }
  }

  #timeOf(text: string): Micros | string {
    const written = text.trim()
    if (this.#format === 'auto') {
      const format = /^[\d.]+$/.test(written) ? guessEpochUnit(written) : 'iso'
      const time = timeIn(format, written)
      // A first record that can't be read says nothing about those that follow.
      if (time !== undefined) this.#format = format
      return time ?? `the time ${quote(written)} is not one; expected one ${TIME_EXPECTED[format]}`
    }
    const expected = TIME_EXPECTED[this.#format]
    return (
      timeIn(this.#format, written) ??
      `the time ${quote(written)} is not one; expected one ${expected}`
    )
  }

  #shape(): string {
    const names = this.#columns.slice(0, 8).join(', ')
    const more = this.#columns.length > 8 ? ', …' : ''
    return `${count(this.#columns.length, 'column')} (${names}${more})`
  }
}

/** The fields of a row, or what is wrong with it. */
export function splitRow(line: string, delimiter: string): string[] | string {
  if (!line.includes('"')) return line.split(delimiter)
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (line[at] !== '"') {
      const end = endOf(line, delimiter, at)
      const field = line.slice(at, end)
      if (field.includes('"')) return `field ${fields.length + 1} has a quote in its middle`
      fields.push(field)
      at = end
    } else {
      let field = ''
      let start = ++at
      for (;;) {
        const close = line.indexOf('"', start)
        if (close < 0) return `field ${fields.length + 1} has no closing quote in its line`
        field += line.slice(at, close)
        at = start = close + 1
        if (line[at] !== '"') break
        field += '"'
        at = start = close + 2
      }
      fields.push(field)
      if (at < line.length && line[at] !== delimiter) {
        return `field ${fields.length} goes on after its closing quote`
      }
    }
    if (at >= line.length) return fields
    at++ // the delimiter
  }
}

function endOf(line: string, delimiter: string, from: number): number {
  const end = line.indexOf(delimiter, from)
  return end < 0 ? line.length : end
}

function timeIn(format: Exclude<TimestampFormat, 'auto'>, text: string): Micros | undefined {
  return format === 'iso' ? parseIsoTime(text) : parseEpoch(text, format)
}

function fieldOf(text: string): LogField {
  if (text === '') return null
  const isNumber = text.length <= 17 && /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(text)
  return isNumber ? Number(text) + 0 : text // + 0 turns -0 into 0
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}
