/**
 * JSON from elsewhere: small, shallow, no key twice, no key that reaches behind objects. Walks the
 * text without recursion before anything is made of it.
 */
import { foreign } from '../../engine/index.ts'

/** Text that is not read; the message says what is wrong, and where. */
export class JsonError extends Error {
  override readonly name = 'JsonError'
}

interface Level {
  readonly isObject: boolean
  readonly keys: Set<string>
  /** Whether a string that comes now is a key. */
  expectsKey: boolean
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

/** The value of a text. @throws JsonError */
export function strictJson(text: string): unknown {
  if (text.trim() === '') throw new JsonError('it is empty')
  check(text)
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new JsonError('it is not JSON')
  }
}

function check(text: string): void {
  const levels: Level[] = []
  for (let place = 0; place < text.length; place++) {
    const sign = text[place]!
    const level = levels.at(-1)
    if (sign === '{' || sign === '[') {
      if (levels.length >= foreign.depth)
        throw new JsonError(`it is nested deeper than ${foreign.depth}`)
      levels.push({ isObject: sign === '{', keys: new Set(), expectsKey: sign === '{' })
    } else if (sign === '}' || sign === ']') levels.pop()
    else if (sign === ',' && level) level.expectsKey = level.isObject
    else if (sign === '"') {
      const end = endOf(text, place)
      if (level?.expectsKey) {
        takeKey(level, text.slice(place, end + 1))
        level.expectsKey = false
      } else if (end - place > foreign.stringCharacters + 2)
        throw new JsonError(`a text is longer than ${foreign.stringCharacters} characters`)
      place = end
    }
  }
}

function endOf(text: string, start: number): number {
  for (let place = start + 1; place < text.length; place++) {
    if (text[place] === '\\') place++
    else if (text[place] === '"') return place
  }
  throw new JsonError('it is not JSON: a text has no end')
}

function takeKey(level: Level, quoted: string): void {
  let key: string
  try {
    key = JSON.parse(quoted) as string
  } catch {
    throw new JsonError('it is not JSON')
  }
  const shown = JSON.stringify(key.slice(0, 60))
  if (forbidden.has(key)) throw new JsonError(`the name ${shown} is not allowed`)
  if (level.keys.has(key)) throw new JsonError(`the field ${shown} is there twice`)
  level.keys.add(key)
  if (level.keys.size > foreign.keys)
    throw new JsonError(`an object has more than ${foreign.keys} fields`)
}
