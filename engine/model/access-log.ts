/**
 * Lines of a web server's access log in the common or the combined format:
 * `client identity user [17/May/2015:10:05:03 +0000] "request" status bytes "referrer" "agent"`,
 * where the common format ends after the bytes.
 *
 * A `-` is an empty field. Within quotes `\"` and `\\` stand for the character itself. A request
 * that is not `METHOD path PROTOCOL` (broken clients send anything) is kept whole as the path.
 *
 * Source: Apache HTTP Server documentation, mod_log_config, "Common" and "Combined Log Format".
 */
import { quote } from '../clockwork/suggestion.ts'
import type { LogField } from './log-record.ts'
import type { ParsedLine } from './log-stream.ts'
import { parseAccessTime } from './timestamp.ts'

/** The fields of a record of an access log, in their order in the line. */
export const ACCESS_FIELDS = [
  'client',
  'identity',
  'user',
  'time',
  'method',
  'path',
  'protocol',
  'status',
  'bytes',
  'referrer',
  'agent',
] as const

/** The name of a field of an access log. */
export type AccessField = (typeof ACCESS_FIELDS)[number]

const EXPECTED =
  'expected client identity user [day/month/year:time zone] "request" status bytes, ' +
  'and "referrer" "agent" in the combined format'

/** One line of an access log as a record; `key` and `size` are the fields of those names. */
export function parseAccessLine(
  line: string,
  chosen: { key: AccessField; size: AccessField },
): ParsedLine {
  const parsed = fieldsOf(new LineScanner(line))
  if (typeof parsed === 'string') return `${parsed}; ${EXPECTED}`
  const { time, fields } = parsed
  const size = fields[chosen.size]
  if (typeof size === 'string') {
    return `the ${chosen.size} ${quote(size)} is not a size; expected a number or -`
  }
  return { time, key: String(fields[chosen.key] ?? ''), size, fields }
}

type AccessFields = Record<AccessField, LogField>

function fieldsOf(scanner: LineScanner): { time: number; fields: AccessFields } | string {
  const client = scanner.until(' ')
  const identity = scanner.until(' ')
  const user = scanner.until(' ')
  if (client === undefined || identity === undefined || user === undefined) {
    return 'the line ends before its time'
  }
  if (!scanner.skip('[')) return 'the fourth field is not a time in brackets'
  const written = scanner.until(']')
  if (written === undefined) return 'the time has no closing bracket'
  const time = parseAccessTime(written)
  if (time === undefined) return `the time ${quote(written)} is not one`
  const request = scanner.quoted('request')
  if (!request.ok) return request.fault
  const status = scanner.skip(' ') ? scanner.word() : ''
  if (!/^(?:\d{3}|-)$/.test(status)) return `the status ${quote(status)} is not three digits`
  const bytes = scanner.skip(' ') ? scanner.word() : ''
  if (!/^(?:\d{1,15}|-)$/.test(bytes)) return `the bytes ${quote(bytes)} are not a number or -`
  let referrer: LogField = null
  let agent: LogField = null
  if (!scanner.atEnd) {
    const first = scanner.quoted('referrer')
    if (!first.ok) return first.fault
    const second = scanner.quoted('agent')
    if (!second.ok) return second.fault
    if (!scanner.atEnd) return `there is more after the agent: ${quote(scanner.remaining)}`
    referrer = textOf(first.text)
    agent = textOf(second.text)
  }
  const fields = {
    client,
    identity: textOf(identity),
    user: textOf(user),
    time: written,
    ...requestOf(request.text),
    status: numberOf(status),
    bytes: numberOf(bytes),
    referrer,
    agent,
  }
  return { time, fields }
}

function requestOf(request: string): { method: LogField; path: string; protocol: LogField } {
  const first = request.indexOf(' ')
  const method = request.slice(0, Math.max(0, first))
  if (!/^[A-Za-z]+$/.test(method)) return { method: null, path: request, protocol: null }
  const last = request.lastIndexOf(' ')
  const protocol = request.slice(last + 1)
  // The first version of the protocol had no name: `GET /path`.
  if (last === first || !protocol.startsWith('HTTP/')) {
    return { method, path: request.slice(first + 1), protocol: null }
  }
  return { method, path: request.slice(first + 1, last), protocol }
}

function textOf(field: string): string | null {
  return field === '-' ? null : field
}

function numberOf(field: string): number | null {
  return field === '-' ? null : Number(field)
}

/** Reads a line from left to right; each step looks at each character once. */
class LineScanner {
  readonly #line: string
  #at = 0

  constructor(line: string) {
    this.#line = line
  }

  get atEnd(): boolean {
    return this.#at >= this.#line.length
  }

  get remaining(): string {
    return this.#line.slice(this.#at)
  }

  /** Takes the text up to a mark and the mark itself; nothing when the mark is missing. */
  until(mark: string): string | undefined {
    const end = this.#line.indexOf(mark, this.#at)
    if (end < 0) return undefined
    const text = this.#line.slice(this.#at, end)
    this.#at = end + mark.length
    return text
  }

  /** Takes one character if it comes next. */
  skip(character: string): boolean {
    if (this.#line[this.#at] !== character) return false
    this.#at++
    return true
  }

  /** Takes the text up to the next space or the end, and leaves the space. */
  word(): string {
    const space = this.#line.indexOf(' ', this.#at)
    const end = space < 0 ? this.#line.length : space
    const text = this.#line.slice(this.#at, end)
    this.#at = end
    return text
  }

  /** Takes a space and a text in quotes. */
  quoted(what: string): { ok: true; text: string } | { ok: false; fault: string } {
    if (!this.skip(' ') || !this.skip('"'))
      return { ok: false, fault: `the ${what} is not in quotes` }
    const start = this.#at
    let escaped = false
    for (let i = start; i < this.#line.length; i++) {
      const character = this.#line[i]
      if (character === '\\') {
        escaped = true
        i++
      } else if (character === '"') {
        this.#at = i + 1
        const text = this.#line.slice(start, i)
        return { ok: true, text: escaped ? text.replace(/\\(["\\])/g, '$1') : text }
      }
    }
    return { ok: false, fault: `the ${what} has no closing quote` }
  }
}
