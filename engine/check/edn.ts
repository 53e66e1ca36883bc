/**
 * A strict reader of the part of EDN that histories use: nil, booleans, decimal numbers, strings,
 * keywords, vectors, lists and maps, nested up to 64 levels. It makes plain data: a keyword becomes
 * a text with its colon, `:timed-out`, so that it differs from a string; a list becomes an array.
 * Sets, symbols, characters, ratios and tags are refused, except the tag of Jepsen's own records.
 *
 * Source: https://github.com/edn-format/edn
 */
import type { Plain } from '../measure/history.ts'
import { show } from './value.ts'

/** A text that is not the EDN expected; `column` counts from 1. */
export class EdnError extends Error {
  override name = 'EdnError'
  readonly column: number
  constructor(message: string, column: number) {
    super(message)
    this.column = column
  }
}

/** Nesting allowed in one value. */
export const EDN_DEPTH = 64

const SPACE = /[\s,]*/y
const NUMBER = /[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![^\s,()[\]{}"])/y
const WORD = /[^\s,()[\]{}"]+/y
const STRING = /"([^"\\]*(?:\\.[^"\\]*)*)"/sy
const ESCAPE = /\\(u[0-9a-fA-F]{4}|.)/gs
const RECORD = /#jepsen\.history\.Op\s*(?=\{)/y
const ESCAPES = new Map([
  ['t', '\t'],
  ['r', '\r'],
  ['n', '\n'],
  ['b', '\b'],
  ['f', '\f'],
  ['\\', '\\'],
  ['"', '"'],
])
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads the one value that a text holds.
 * @throws EdnError saying what is wrong, what is expected, and where.
 */
export function readEdn(text: string): Plain {
  let at = 0

  const refuse = (message: string, where = at): never => {
    throw new EdnError(message, where + 1)
  }

  function match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found !== null) at = pattern.lastIndex
    return found
  }

  function string(start: number): string {
    const found = match(STRING)
    if (found === null) return refuse('the string has no end; expected a closing "', start)
    return found[1]!.replace(ESCAPE, (whole: string, name: string) => {
      if (name.length === 5) return String.fromCharCode(Number.parseInt(name.slice(1), 16))
      return ESCAPES.get(name) ?? refuse(`unknown escape ${whole} in a string`, start)
    })
  }

  function word(): Plain {
    const start = at
    const found = match(NUMBER)
    if (found !== null) {
      const value = Number(found[0])
      const whole = /^[+-]?[0-9]+$/.test(found[0])
      if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value))) {
        refuse(`number ${found[0]} is too large to keep exactly; write it as a string`, start)
      }
      return value === 0 ? 0 : value
    }
    const name = match(WORD)?.[0] ?? refuse(`unexpected ${text[at]}`)
    if (name === 'nil') return null
    if (name === 'true') return true
    if (name === 'false') return false
    if (/^:[^:]/.test(name)) return name
    return refuse(`cannot read ${name}; expected nil, a number, a string, a keyword, [ or {`, start)
  }

  function many(close: string, depth: number): Plain[] {
    const start = at++
    const items: Plain[] = []
    for (;;) {
      match(SPACE)
      if (at >= text.length) refuse(`${text[start]} is never closed; expected ${close}`, start)
      if (text[at] === close) break
      items.push(value(depth + 1))
    }
    at++
    return items
  }

  function map(depth: number): { [key: string]: Plain } {
    const start = at
    const items = many('}', depth)
    if (items.length % 2 === 1) refuse('a map has a key without a value', start)
    const entries = new Map<string, Plain>()
    for (let i = 0; i < items.length; i += 2) {
      const key = items[i]!
      if (typeof key !== 'string') {
        return refuse(`map key ${show(key)} is no keyword; expected a keyword or string`, start)
      }
      if (FORBIDDEN.has(key)) refuse(`map key ${key} is not allowed; rename it`, start)
      if (entries.has(key)) refuse(`map key ${key} appears twice`, start)
      entries.set(key, items[i + 1]!)
    }
    return Object.fromEntries(entries)
  }

  function value(depth: number): Plain {
    if (depth > EDN_DEPTH) refuse(`nested deeper than ${EDN_DEPTH} levels`)
    match(RECORD)
    const first = text[at]
    if (first === '"') return string(at)
    if (first === '[') return many(']', depth)
    if (first === '(') return many(')', depth)
    if (first === '{') return map(depth)
    return word()
  }

  match(SPACE)
  if (at >= text.length) refuse('nothing here; expected a value')
  const result = value(1)
  match(SPACE)
  if (at < text.length) refuse(`unexpected ${text.slice(at, at + 20)} after the value`)
  return result
}
