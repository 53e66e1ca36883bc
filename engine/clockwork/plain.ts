/**
 * Plain data: what state and messages may consist of. Objects, arrays, strings, finite numbers,
 * booleans and null, as a tree: such a value can be copied, saved, hashed, sent to a worker and
 * shown, and means the same everywhere.
 *
 * The walks here are the hot path of every message, so they only notice that something is wrong;
 * `plain-error.ts` then walks again, with care, to say what and where.
 */
import type { Hash } from './hash.ts'
import { DEPTH_MAX, isForbiddenKey, plainError } from './plain-error.ts'

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
const NULL = 16
const FALSE = 17
const TRUE = 18
const TEXT = 19
const ARRAY = 20
const OBJECT = 21
const KEY = 22
const END = 23

/**
 * A deep copy of a plain value, checked on the way, and fed to `hash` if one is given. Keys keep
 * their order, in the copy as in the hash; −0 becomes 0. Works on immer drafts too.
 *
 * A getter is read and its value copied, and symbol keys are left behind: looking for them would
 * double the price of a message. `checkPlain` refuses both.
 *
 * @param what names the value in an error, such as `message`.
 * @throws PlainError saying where the value is not plain, what is allowed, and the way out.
 */
export function isolate<T>(value: T, hash?: Hash, what = 'message'): T {
  const copied = walk(value, hash, 0)
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
  const fields: Record<string, unknown> = {}
  for (const key in value) fields[key] = copy(value[key])
  return fields as T
}

const REFUSED = Symbol('refused')

function walk(value: unknown, hash: Hash | undefined, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      if (hash !== undefined) {
        hash.tag(TEXT)
        hash.text(value)
      }
      return value
    case 'number':
      if (value - value !== 0) return REFUSED // NaN and the infinities
      if (hash !== undefined) hash.number(value)
      return value + 0
    case 'boolean':
      if (hash !== undefined) hash.tag(value ? TRUE : FALSE)
      return value
    case 'object':
      if (value === null) {
        if (hash !== undefined) hash.tag(NULL)
        return null
      }
      if (depth === DEPTH_MAX) return REFUSED
      return Array.isArray(value)
        ? walkArray(value, hash, depth + 1)
        : walkObject(value as Record<string, unknown>, hash, depth + 1)
    default:
      return REFUSED
  }
}

function walkArray(items: readonly unknown[], hash: Hash | undefined, depth: number): unknown {
  const { length } = items
  if (hash !== undefined) {
    hash.tag(ARRAY)
    hash.tag(length)
  }
  const copied: unknown[] = []
  for (let i = 0; i < length; i++) {
    const item = walk(items[i], hash, depth) // a hole reads as undefined, which is refused
    if (item === REFUSED) return REFUSED
    copied.push(item)
  }
  return copied
}

function walkObject(
  fields: Record<string, unknown>,
  hash: Hash | undefined,
  depth: number,
): unknown {
  const prototype: unknown = Object.getPrototypeOf(fields)
  if (prototype !== Object.prototype && prototype !== null) return REFUSED
  if (hash !== undefined) hash.tag(OBJECT)
  const copied: Record<string, unknown> = {}
  for (const key in fields) {
    if (isForbiddenKey(key)) return REFUSED
    if (hash !== undefined) {
      hash.tag(KEY)
      hash.text(key)
    }
    const field = walk(fields[key], hash, depth)
    if (field === REFUSED) return REFUSED
    copied[key] = field
  }
  if (hash !== undefined) hash.tag(END)
  return copied
}

function feed(value: unknown, hash: Hash, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return walk(value, hash, depth) !== REFUSED
  if (depth === DEPTH_MAX) return false
  if (Array.isArray(value)) {
    hash.tag(ARRAY)
    hash.tag(value.length)
    for (let i = 0; i < value.length; i++) if (!feed(value[i], hash, depth + 1)) return false
    return true
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  hash.tag(OBJECT)
  for (const key in value) {
    if (isForbiddenKey(key)) return false
    hash.tag(KEY)
    hash.text(key)
    if (!feed((value as Record<string, unknown>)[key], hash, depth + 1)) return false
  }
  hash.tag(END)
  return true
}
