/**
 * Field names as the hash takes them: 64 bits each, computed once. The names of fields are few and
 * come again with every message; hashing their letters each time would be most of hashing.
 */
import { Hash } from './hash.ts'
import { isForbiddenKey } from './plain-error.ts'

/** A field name with its two words for the hash. */
export interface Key {
  readonly name: string
  readonly first: number
  readonly second: number
  /** Plain data may not have it, see {@link isForbiddenKey}. */
  readonly isForbidden: boolean
}

/**
 * The keys that objects of one kind had last time, in order: a guess that nearly always holds, so
 * that a name is compared and not looked up. It never changes what is fed.
 */
export type Shape = Key[]

/** Ids may be keys too, so the table is emptied before it grows without end. */
const KEYS_MAX = 8192

const keys = new Map<string, Key>()
const mixer = new Hash()
const start = mixer.save()

/** The key of a name. */
export function keyOf(name: string): Key {
  const known = keys.get(name)
  if (known !== undefined) return known
  const [first, second] = mix(name)
  const key: Key = { name, first, second, isForbidden: isForbiddenKey(name) }
  if (keys.size >= KEYS_MAX) keys.clear()
  keys.set(name, key)
  return key
}

/** Two words for each of many names, one after the other; none of them is remembered. */
export function wordsOf(names: readonly string[]): Int32Array {
  const words = new Int32Array(names.length * 2)
  names.forEach((name, index) => {
    const [first, second] = mix(name)
    words[index * 2] = first
    words[index * 2 + 1] = second
  })
  return words
}

function mix(name: string): readonly [number, number, number, number] {
  mixer.load(start)
  mixer.text(name)
  return mixer.spread()
}
