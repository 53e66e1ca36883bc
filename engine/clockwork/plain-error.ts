/** Says what is wrong with a value that should be plain data, where, and what to do about it. */

/** How deep plain data may be nested. Deeper is nearly always a loop or a list built by links. */
export const DEPTH_MAX = 64

/** A value that is not plain data. */
export class PlainError extends Error {
  override readonly name = 'PlainError'
  /** Where in the value, such as `message.hits[2].score`. */
  readonly path: string

  constructor(path: string, problem: string) {
    super(`${path} ${problem}`)
    this.path = path
  }
}

/**
 * Whether a key may not be used: one that looks like an array index jumps to the front of its
 * object, and three names reach into how objects work.
 */
export function isForbiddenKey(key: string): boolean {
  const first = key.charCodeAt(0)
  if (first >= 48 && first <= 57) return /^(?:0|[1-9][0-9]*)$/.test(key)
  if (first === 95) return key === '__proto__'
  if (first === 99) return key === 'constructor'
  if (first === 112) return key === 'prototype'
  return false
}

/**
 * Checks that a value is plain data through and through, accessors and hidden keys included.
 * @param what names the value in the error, such as `state`.
 * @throws PlainError saying where it is not, what is allowed, and the way out.
 */
export function checkPlain(value: unknown, what: string): void {
  check(value, what, [], null)
}

/**
 * Checks that a value is plain and a tree. An object in two places would become two when it is
 * copied, so that a run that goes on from a copied state would not be the same run. Frozen objects
 * may stand anywhere: nobody can tell one from two.
 * @throws PlainError as {@link checkPlain}, and for an object in two places.
 */
export function checkTree(value: unknown, what: string): void {
  check(value, what, [], new Map())
}

/** The error for a value that a quick walk has refused. */
export function plainError(value: unknown, what: string): PlainError {
  try {
    check(value, what, [], null)
  } catch (error) {
    if (error instanceof PlainError) return error
    throw error
  }
  return new PlainError(what, 'changed while it was read; give plain data without accessors')
}

/** Paths of the objects seen so far; `null` where sharing does no harm. */
type Seen = Map<object, string> | null

function check(value: unknown, path: string, above: object[], seen: Seen): void {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return
    case 'number':
      if (Number.isFinite(value)) return
      throw new PlainError(
        path,
        `is ${value}; numbers must be finite: use null for "none" or check the arithmetic`,
      )
    case 'object':
      if (value === null) return
      return checkContainer(value, path, above, seen)
    case 'undefined':
      throw new PlainError(path, 'is undefined; leave the key out, or use null for "nothing"')
    case 'function':
      throw new PlainError(
        path,
        `is a function${value.name ? ` (${value.name})` : ''}; ` +
          `keep data here, such as a name, and choose the function by it`,
      )
    case 'symbol':
      throw new PlainError(path, `is ${String(value)}; use a string`)
    case 'bigint':
      throw new PlainError(path, `is the bigint ${value}; use a number up to 2^53, or a string`)
  }
}

function checkContainer(value: object, path: string, above: object[], seen: Seen): void {
  const loop = above.indexOf(value)
  if (loop >= 0) {
    throw new PlainError(
      path,
      `contains itself (the same object stands ${above.length - loop} levels above); ` +
        `keep its id here instead of the object`,
    )
  }
  if (above.length === DEPTH_MAX) {
    throw new PlainError(
      path,
      `is nested more than ${DEPTH_MAX} levels deep; keep a flat map by id instead`,
    )
  }
  const elsewhere = seen?.get(value)
  if (elsewhere !== undefined) {
    throw new PlainError(
      path,
      `is the same object as ${elsewhere}; a copy of the whole would part them, ` +
        `so copy it here, or keep its id`,
    )
  }
  if (!Object.isFrozen(value)) seen?.set(value, path)
  above.push(value)
  if (Array.isArray(value)) checkArray(value, path, above, seen)
  else checkObject(value, path, above, seen)
  above.pop()
}

function checkArray(items: readonly unknown[], path: string, above: object[], seen: Seen): void {
  for (let i = 0; i < items.length; i++) {
    if (!Object.hasOwn(items, i)) {
      throw new PlainError(`${path}[${i}]`, 'is a hole in an array; fill it, with null if need be')
    }
    const found = Object.getOwnPropertyDescriptor(items, i)
    if (found?.get || found?.set) throw accessor(`${path}[${i}]`)
    check(items[i], `${path}[${i}]`, above, seen)
  }
  const extra = Reflect.ownKeys(items).find((key) => key !== 'length' && !isIndex(key))
  if (extra !== undefined) {
    throw new PlainError(
      path,
      `is an array with the extra key ${shownKey(extra)}; use an object for named things`,
    )
  }
}

function checkObject(fields: object, path: string, above: object[], seen: Seen): void {
  const prototype: unknown = Object.getPrototypeOf(fields)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new PlainError(path, `is ${shownKind(fields)}; ${wayOut(fields)}`)
  }
  for (const key of Reflect.ownKeys(fields)) {
    if (typeof key === 'symbol') {
      throw new PlainError(path, `has the key ${String(key)}; keys must be strings`)
    }
    if (isForbiddenKey(key)) throw forbidden(path, key)
    const found = Object.getOwnPropertyDescriptor(fields, key)
    if (found?.get || found?.set) throw accessor(pathOf(path, key))
    if (found && !found.enumerable) {
      throw new PlainError(pathOf(path, key), 'is hidden (not enumerable); assign it plainly')
    }
    check((fields as Record<string, unknown>)[key], pathOf(path, key), above, seen)
  }
}

function forbidden(path: string, key: string): PlainError {
  if (isIndex(key)) {
    return new PlainError(
      path,
      `has the key "${key}", which looks like an array index and would jump ahead of other keys; ` +
        `prefix it with a letter, such as "n${key}"`,
    )
  }
  return new PlainError(path, `has the key "${key}", which objects use themselves; rename it`)
}

function accessor(path: string): PlainError {
  return new PlainError(path, 'is computed by a getter or setter; assign its value instead')
}

function isIndex(key: string | symbol): boolean {
  return typeof key === 'string' && /^(?:0|[1-9][0-9]*)$/.test(key)
}

function pathOf(path: string, key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`
}

function shownKey(key: string | symbol): string {
  return typeof key === 'string' ? JSON.stringify(key) : String(key)
}

function shownKind(value: object): string {
  const name = classOf(value)
  return name ? `an instance of ${name}` : 'an object with a prototype of its own'
}

function wayOut(value: object): string {
  if (value instanceof Map) return 'use an object whose keys are strings'
  if (value instanceof Set) return 'use an object with true for each member, or an array'
  if (classOf(value) === 'Date') return 'use a number of microseconds, from ctx.now'
  if (ArrayBuffer.isView(value)) return 'use a plain array of numbers'
  return 'use plain objects, arrays, strings, finite numbers, booleans and null'
}

function classOf(value: object): string {
  const { constructor } = value as { constructor?: unknown }
  return typeof constructor === 'function' ? constructor.name : ''
}
