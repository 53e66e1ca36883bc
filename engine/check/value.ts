/**
 * Plain values as a checker needs them: one spelling per value, so that equal values have equal
 * text, and a short form for sentences. Values are at most 64 levels deep; their makers see to it.
 */
import type { Plain } from '../measure/history.ts'

/** The one spelling of a value: JSON with the keys of objects in code unit order. */
export function canonical(value: Plain): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const fields = Object.entries(value as { readonly [key: string]: Plain })
  fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`
}

/** Whether two values are the same, whatever the order of their keys. */
export function same(a: Plain, b: Plain): boolean {
  if (a === b) return true
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false
  return canonical(a) === canonical(b)
}

/** A value for a sentence: its spelling, the middle cut out beyond 60 characters. */
export function show(value: Plain): string {
  const text = canonical(value)
  return text.length <= 60 ? text : `${text.slice(0, 35)}…${text.slice(-24)}`
}
