/**
 * Plain data: what state and messages may consist of. Objects, arrays, strings, finite numbers,
 * booleans and null, as a tree: such a value can be copied, saved, hashed, sent to a worker and
 * shown, and means the same everywhere.
 *
 * The walks here are the hot path of every message, so they only notice that something is wrong;
 * `plain-error.ts` then walks again, with care, to say what and where.
 */
import { FIRST_MARK, Hash } from './hash.ts'
import { keyOf } from './key.ts'
import type { Shape } from './key.ts'
import { DEPTH_MAX, plainError } from './plain-error.ts'

export { checkPlain, checkTree, PlainError } from './plain-error.ts'

/** A value of plain data. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [key: string]: Plain }

// Marks that the hash meets between values. No sequence of values begins like another.
const NULL = FIRST_MARK
const FALSE = FIRST_MARK + 1
const TRUE = FIRST_MARK + 2
const ARRAY = FIRST_MARK + 3
const FIELD = FIRST_MARK + 4
const FIELD_NULL = FIRST_MARK + 5
const FIELD_FALSE = FIRST_MARK + 6
const FIELD_TRUE = FIRST_MARK + 7
const FIELD_INTEGER = FIRST_MARK + 8
const END = FIRST_MARK + 9

// Of the ways to ask this, the only one that costs nothing while the names of an object are walked.
const isOwn = Object.prototype.hasOwnProperty

/** Takes what nobody wants to hear. */
const unheard = new Hash()

/**
 * A deep copy of a plain value, checked on the way, and fed to `hash` if one is given. Keys keep
 * their order, in the copy as in the hash; −0 becomes 0. Works on immer drafts too.
 *
 * A getter is read and its value copied, and nobody looks for symbol keys: that would double the
 * price of a message. `checkPlain` refuses both.
 *
 * @param what names the value in an error, such as `message`.
 * @param shape the keys that values of this kind had last time; learned and changed here.
 * @throws PlainError saying where the value is not plain, what is allowed, and the way out.
 */
export function isolate<T>(value: T, hash: Hash = unheard, what = 'message', shape?: Shape): T {
  // Nearly everything that is isolated is an object; those take the short way.
  const copied =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? walkObject(value as Record<string, unknown>, hash, 1, shape)
      : walk(value, hash, 0)
  if (copied === REFUSED) throw plainError(value, what)
  return copied as T
}

/**
 * Feeds a plain value to the hash, as {@link isolate} does, without copying it.
 * @throws PlainError as {@link isolate}.
 */
export function hashPlain(value: unknown, hash: Hash, what = 'value'): void {
  if (!feed(value, hash, 0)) throw plainError(value, what)
}

/** A deep copy of a value that is known to be plain. Checks nothing. */
export function copy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const length = value.length
    const items: unknown[] = []
    for (let i = 0; i < length; i++) items.push(copy(value[i]))
    return items as T
  }
  // Spreading an object takes over its layout, which is faster than adding fields one by one.
  const fields: Record<string, unknown> = { ...(value as Record<string, unknown>) }
  for (const name in fields) {
    const field = fields[name]
    if (typeof field === 'object' && field !== null) fields[name] = copy(field)
  }
  return fields as T
}

const REFUSED = Symbol('refused')

function walk(value: unknown, hash: Hash, depth: number): unknown {
  if (typeof value === 'number') {
    if (value - value !== 0) return REFUSED // NaN and the infinities
    hash.number(value)
    return value + 0
  }
  if (typeof value !== 'object' || value === null) return feedScalar(value, hash) ? value : REFUSED
  if (depth === DEPTH_MAX) return REFUSED
  return Array.isArray(value)
    ? walkArray(value, hash, depth + 1)
    : walkObject(value as Record<string, unknown>, hash, depth + 1, undefined)
}

function walkArray(items: readonly unknown[], hash: Hash, depth: number): unknown {
  const { length } = items
  hash.stripe(length, 0, ARRAY, 0)
  const copied: unknown[] = []
  for (let i = 0; i < length; i++) {
    const item = walk(items[i], hash, depth) // a hole reads as undefined, which is refused
    if (item === REFUSED) return REFUSED
    copied.push(item)
  }
  return copied
}

function walkObject(
  given: Record<string, unknown>,
  hash: Hash,
  depth: number,
  shape: Shape | undefined,
): unknown {
  if (!isRecord(given)) return REFUSED
  const fields: Record<string, unknown> = { ...given }
  let count = 0
  for (const name in given) {
    if (!isOwn.call(given, name)) return REFUSED
    const value = given[name]
    let key = shape?.[count]
    if (key === undefined || key.name !== name) {
      key = keyOf(name)
      if (key.isForbidden) return REFUSED
      if (shape !== undefined) shape[count] = key
    }
    count++
    if (typeof value === 'number' && (value | 0) === value) {
      hash.stripe(key.first, key.second, FIELD_INTEGER, value)
      if (value === 0) fields[name] = 0 // it may have been −0
    } else if (typeof value === 'object' && value !== null) {
      hash.stripe(key.first, key.second, FIELD, 0)
      const field = walk(value, hash, depth)
      if (field === REFUSED) return REFUSED
      fields[name] = field
    } else if (!feedField(key.first, key.second, value, hash)) return REFUSED
  }
  hash.stripe(count, 0, END, 0)
  return fields
}

function feed(value: unknown, hash: Hash, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return feedScalar(value, hash)
  if (depth === DEPTH_MAX) return false
  if (Array.isArray(value)) {
    hash.stripe(value.length, 0, ARRAY, 0)
    for (let i = 0; i < value.length; i++) if (!feed(value[i], hash, depth + 1)) return false
    return true
  }
  if (!isRecord(value)) return false
  let count = 0
  for (const name in value) {
    if (!isOwn.call(value, name)) return false
    const key = keyOf(name)
    if (key.isForbidden) return false
    count++
    const field = (value as Record<string, unknown>)[name]
    if (typeof field === 'object' && field !== null) {
      hash.stripe(key.first, key.second, FIELD, 0)
      if (!feed(field, hash, depth + 1)) return false
    } else if (!feedField(key.first, key.second, field, hash)) return false
  }
  hash.stripe(count, 0, END, 0)
  return true
}

/** Feeds a field that is no object; false for what is not plain. */
function feedField(first: number, second: number, value: unknown, hash: Hash): boolean {
  if (typeof value === 'number' && (value | 0) === value) {
    hash.stripe(first, second, FIELD_INTEGER, value)
    return true
  }
  if (typeof value === 'boolean') {
    hash.stripe(first, second, value ? FIELD_TRUE : FIELD_FALSE, 0)
    return true
  }
  if (value === null) {
    hash.stripe(first, second, FIELD_NULL, 0)
    return true
  }
  hash.stripe(first, second, FIELD, 0)
  return feedScalar(value, hash)
}

/** Feeds a value that is no object; false for what is not plain. */
function feedScalar(value: unknown, hash: Hash): boolean {
  switch (typeof value) {
    case 'string':
      hash.text(value)
      return true
    case 'number':
      if (value - value !== 0) return false // NaN and the infinities
      hash.number(value)
      return true
    case 'boolean':
      hash.stripe(0, 0, value ? TRUE : FALSE, 0)
      return true
    default:
      if (value !== null) return false
      hash.stripe(0, 0, NULL, 0)
      return true
  }
}

/**
 * Whether something is an object like `{}`. Its constructor says so faster than its prototype does;
 * what inherits from another plain object passes here and is refused for what it inherits.
 */
function isRecord(value: object): boolean {
  if (value.constructor === Object) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
