/**
 * One line of a foreign history: who invokes or completes what. Two formats are known.
 *
 * `jepsen-log`: fields separated by tabs, `<process>  :<type>  :<f>  <value>`, perhaps after a log
 * prefix that ends in `INFO  jepsen.util - `, perhaps with a fifth field (an error, not used).
 * Values are EDN.
 *
 * `edn`: one map a line, with `:process`, `:type`, `:f`, and as needed `:value` and `:key`. The keys
 * `:index :time :error :exception :node :link :debug` and namespaced ones are known and not used;
 * any other is refused, since it may hold what the verdict depends on.
 */
import type { Plain } from '../measure/history.ts'
import { EdnError, readEdn } from './edn.ts'
import { show } from './value.ts'

/** The formats of foreign histories. */
export const historyFormats = ['jepsen-log', 'edn'] as const

/** The name of a format of foreign histories. */
export type HistoryFormat = (typeof historyFormats)[number]

/** What a line says. */
export interface HistoryLine {
  process: string
  type: 'invoke' | 'ok' | 'fail' | 'info'
  kind: string
  /** As written: text or a number, so that key 1 and key "1" can be told apart. */
  key: string | number | null
  value: Plain
  /** False for a process named by a keyword, such as `:nemesis`: it is no client. */
  client: boolean
}

/** What is wrong with a line; whoever knows file and line number puts them in front. */
export class LineError extends Error {
  override name = 'LineError'
}

const TYPES = ['invoke', 'ok', 'fail', 'info'] as const
const USED = [':process', ':type', ':f', ':value', ':key']
const UNUSED = [':index', ':time', ':error', ':exception', ':node', ':link', ':debug']
const PREFIX = /^(?:[^\t]*\bINFO\s+jepsen\.util\s+-\s)?/

/**
 * Reads one line, without its line end.
 * @throws LineError saying what is wrong and what is expected.
 */
export function readHistoryLine(line: string, format: HistoryFormat): HistoryLine {
  return format === 'edn' ? readMap(line) : readFields(line)
}

/** The format of a line by its first character, `{` or `#` for `edn`. */
export function formatOfLine(line: string): HistoryFormat {
  return /^\s*[{#]/.test(line) ? 'edn' : 'jepsen-log'
}

function readFields(line: string): HistoryLine {
  const fields = line.replace(PREFIX, '').split('\t')
  if (fields.length < 4 || fields.length > 5) {
    throw new LineError(
      `${fields.length} fields between tabs; ` +
        'expected "INFO  jepsen.util - <process>", ":<type>", ":<f>", "<value>"',
    )
  }
  const [process, type, f, value] = fields as [string, string, string, string]
  const column = line.length - fields.slice(3).join('\t').length
  return event(edn(process, 0), edn(type, 0), edn(f, 0), edn(value, column), null)
}

function readMap(line: string): HistoryLine {
  const map = edn(line, 0)
  if (map === null || typeof map !== 'object' || Array.isArray(map)) {
    throw new LineError(`this is ${show(map)}; expected a map {:process 0, :type :invoke, …}`)
  }
  for (const key of Object.keys(map)) {
    if (USED.includes(key) || UNUSED.includes(key) || key.includes('/')) continue
    throw new LineError(
      `unknown key ${key}; keys are ${USED.join(' ')}, and not used ${UNUSED.join(' ')}`,
    )
  }
  const fields = map as { readonly [key: string]: Plain }
  const of = (key: string): Plain => fields[key] ?? null
  return event(of(':process'), of(':type'), of(':f'), of(':value'), of(':key'))
}

function event(process: Plain, type: Plain, f: Plain, value: Plain, key: Plain): HistoryLine {
  if (typeof process !== 'string' && typeof process !== 'number') {
    throw new LineError(`process is ${show(process)}; expected a number, a string or a keyword`)
  }
  const known = TYPES.find((name) => `:${name}` === type)
  if (known === undefined) {
    throw new LineError(`type is ${show(type)}; types are :${TYPES.join(' :')}`)
  }
  if (typeof f !== 'string' || !f.startsWith(':')) {
    throw new LineError(`f is ${show(f)}; expected a keyword such as :read`)
  }
  if (key !== null && typeof key !== 'string' && typeof key !== 'number') {
    throw new LineError(`key is ${show(key)}; expected a string, a keyword or a number`)
  }
  const client = typeof process === 'number' || !process.startsWith(':')
  return { process: String(process), type: known, kind: f.slice(1), key, value, client }
}

function edn(text: string, column: number): Plain {
  try {
    return readEdn(text)
  } catch (error) {
    if (!(error instanceof EdnError)) throw error
    throw new LineError(`column ${column + error.column}: ${error.message}`)
  }
}
