/** What changed in a plain value, as a list of patches that immer can apply. */
import type { Patch } from 'immer'
import { copy } from '../clockwork/plain.ts'

type Step = string | number
type Container = { [key: Step]: unknown }

/**
 * Makes the value at `step` of `holder` equal to `now`, and tells what that took, as paths within
 * the value. The two share nothing, and afterwards neither. What the patches hold belongs to
 * `holder` and changes with it: use it before the next call.
 *
 * Walks the whole of both values. A draft would know where to look, but costs more for all states
 * that are not very large.
 */
export function adopt(
  holder: object,
  step: Step,
  now: unknown,
  patches: Patch[],
  path: Step[] = [],
): void {
  const container = holder as Container
  const before = container[step]
  if (before === now) return
  if (isObject(before) && isObject(now) && Array.isArray(before) === Array.isArray(now)) {
    if (Array.isArray(before)) adoptItems(before, now as unknown[], patches, path)
    else adoptFields(before as Container, now as Container, patches, path)
    return
  }
  const value = copy(now)
  container[step] = value
  patches.push({ op: 'replace', path: [...path], value })
}

function adoptItems(old: unknown[], now: readonly unknown[], patches: Patch[], path: Step[]) {
  if (old.length > now.length) {
    old.length = now.length
    patches.push({ op: 'replace', path: [...path, 'length'], value: now.length })
  }
  const kept = old.length
  for (let place = 0; place < kept; place++) {
    if (old[place] === now[place]) continue
    path.push(place)
    adopt(old, place, now[place], patches, path)
    path.pop()
  }
  for (let place = kept; place < now.length; place++) {
    const value = copy(now[place])
    old.push(value)
    patches.push({ op: 'add', path: [...path, place], value })
  }
}

function adoptFields(old: Container, now: Container, patches: Patch[], path: Step[]) {
  let common = 0
  for (const key in now) {
    if (Object.hasOwn(old, key)) {
      common++
      if (old[key] === now[key]) continue
      path.push(key)
      adopt(old, key, now[key], patches, path)
      path.pop()
      continue
    }
    const value = copy(now[key])
    old[key] = value
    common++
    patches.push({ op: 'add', path: [...path, key], value })
  }
  let fields = 0
  for (const _key in old) fields++
  if (fields === common) return
  for (const key of Object.keys(old))
    if (!Object.hasOwn(now, key)) {
      delete old[key]
      patches.push({ op: 'remove', path: [...path, key] })
    }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
