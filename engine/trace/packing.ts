/** Writes plain values into bytes, as `layout.ts` says. */
import type { Guess, Lexicon } from './lexicon.ts'
import {
  ARRAY,
  DOUBLE,
  FALSE,
  FIELDS,
  INTEGER,
  LONG,
  MIDDLE,
  MIDDLE_MAX,
  NULL,
  SHAPED,
  SHORT,
  SHORT_STRING,
  SMALL_MAX,
  STRING,
  TEXT,
  TRUE,
  WIDE_TEXT,
} from './layout.ts'

/** A power of two. */
const guessCount = 256

const double = new Float64Array(1)
const eight = new Uint8Array(double.buffer)

/**
 * See the file's header. Every method takes where to write and returns where the next thing goes.
 * What falls beyond the end of the bytes is lost: the caller sees by the place returned that it did
 * not fit, and packs again where there is room. So nobody measures a value before writing it.
 */
export class Packing {
  readonly #lexicon: Lexicon
  /** By type of message; where there are more types, some share one, and guess wrong more often. */
  readonly #guesses: readonly Guess[]
  readonly #unknown: Guess

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon
    this.#guesses = Array.from({ length: guessCount }, () => ({ shape: lexicon.empty }))
    this.#unknown = { shape: lexicon.empty }
  }

  /** A message of a type, its length before it. */
  message(bytes: Uint8Array, at: number, message: object, type: number): number {
    const guess = this.#guesses[type & (guessCount - 1)]!
    const begin = at + 1
    const end = Array.isArray(message)
      ? this.#array(bytes, begin, message, guess)
      : this.#object(bytes, begin, message as Fields, guess)
    const length = end - begin
    if (length < LONG) {
      bytes[at] = length
      return end
    }
    bytes.copyWithin(begin + 4, begin, end)
    bytes[at] = LONG
    four(bytes, begin, length)
    return end + 4
  }

  #value(bytes: Uint8Array, at: number, value: unknown, guess: Guess): number {
    if (typeof value === 'number') return number(bytes, at, value)
    if (typeof value === 'string') return this.#string(bytes, at, value)
    if (typeof value === 'object') {
      if (value === null) {
        bytes[at] = NULL
        return at + 1
      }
      return Array.isArray(value)
        ? this.#array(bytes, at, value, guess)
        : this.#object(bytes, at, value as Fields, guess)
    }
    bytes[at] = value === true ? TRUE : value === false ? FALSE : NULL
    return at + 1
  }

  #array(bytes: Uint8Array, at: number, items: readonly unknown[], guess: Guess): number {
    bytes[at] = ARRAY
    let to = whole(bytes, at + 1, items.length)
    for (let i = 0; i < items.length; i++) to = this.#value(bytes, to, items[i], guess)
    return to
  }

  #object(bytes: Uint8Array, at: number, fields: Fields, guess: Guess): number {
    const { keys, guesses, number } = guess.shape
    const { length } = keys
    let to = at + 1
    if (number < SHORT_STRING - SHORT) bytes[at] = SHORT + number
    else {
      bytes[at] = SHAPED
      to = whole(bytes, to, number)
    }
    let place = 0
    for (const key in fields) {
      if (place === length || key !== keys[place]) return this.#otherwise(bytes, at, fields, guess)
      const value = fields[key]
      if (typeof value === 'number' && value >= 0 && value < SMALL_MAX && (value | 0) === value)
        bytes[to++] = value
      else to = this.#value(bytes, to, value, guesses[place]!)
      place++
    }
    return place === length ? to : this.#otherwise(bytes, at, fields, guess)
  }

  /** An object that has not the shape that was guessed. */
  #otherwise(bytes: Uint8Array, at: number, fields: Fields, guess: Guess): number {
    const shape = this.#lexicon.shapeOf(fields)
    if (shape !== null) {
      guess.shape = shape
      return this.#object(bytes, at, fields, guess)
    }
    bytes[at] = FIELDS
    const keys = Object.keys(fields)
    let to = whole(bytes, at + 1, keys.length)
    for (const key of keys)
      to = this.#value(bytes, this.#string(bytes, to, key), fields[key], this.#unknown)
    return to
  }

  #string(bytes: Uint8Array, at: number, value: string): number {
    const number = this.#lexicon.stringOf(value)
    if (number < 0) return text(bytes, at, value)
    if (number < 0x100 - SHORT_STRING) {
      bytes[at] = SHORT_STRING + number
      return at + 1
    }
    bytes[at] = STRING
    return whole(bytes, at + 1, number)
  }
}

type Fields = { readonly [key: string]: unknown }

function number(bytes: Uint8Array, at: number, value: number): number {
  if ((value | 0) === value) {
    if (value >= 0 && value < MIDDLE_MAX) {
      if (value < SMALL_MAX) {
        bytes[at] = value
        return at + 1
      }
      const rest = value - SMALL_MAX
      bytes[at] = MIDDLE | (rest >> 8)
      bytes[at + 1] = rest
      return at + 2
    }
    bytes[at] = INTEGER
    return four(bytes, at + 1, value)
  }
  bytes[at] = DOUBLE
  return real(bytes, at + 1, value)
}

function text(bytes: Uint8Array, at: number, value: string): number {
  const { length } = value
  bytes[at] = TEXT
  let to = whole(bytes, at + 1, length)
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i)
    if (code > 0xff) return wideText(bytes, at, value)
    bytes[to++] = code
  }
  return to
}

function wideText(bytes: Uint8Array, at: number, value: string): number {
  const { length } = value
  bytes[at] = WIDE_TEXT
  let to = whole(bytes, at + 1, length)
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i)
    bytes[to++] = code
    bytes[to++] = code >> 8
  }
  return to
}

/** A whole number from 0, seven bits a byte; the highest bit says that more follow. */
function whole(bytes: Uint8Array, at: number, value: number): number {
  while (value > 0x7f) {
    bytes[at++] = value | 0x80
    value >>= 7
  }
  bytes[at] = value
  return at + 1
}

/** A 32-bit integer. */
function four(bytes: Uint8Array, at: number, value: number): number {
  bytes[at] = value
  bytes[at + 1] = value >> 8
  bytes[at + 2] = value >> 16
  bytes[at + 3] = value >> 24
  return at + 4
}

/** Any number, in the byte order of the machine. */
function real(bytes: Uint8Array, at: number, value: number): number {
  double[0] = value
  for (let i = 0; i < 8; i++) bytes[at + i] = eight[i]!
  return at + 8
}
