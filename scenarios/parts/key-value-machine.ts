/**
 * The rules of a key-value store with compare-and-set, versions and times to live, as a machine
 * that knows neither messages nor clocks: the same commands in the same order give the same
 * answers. One node can serve it (`key-value-store.ts`), or every member of a group that agrees on
 * the order of commands. Even the end of a time to live is a command, so all members see it at the
 * same place.
 *
 * Source: Burns, Designing Distributed Systems, chapter "Ownership Election"; version and created are
 * close to what etcd calls the revisions of modification and of creation.
 */
import type { Micros, Plain } from '../../engine/index.ts'

/** What the machine holds under a key. A key that is gone keeps its entry, with the value `null`. */
export interface Entry {
  /** `null`: there is nothing. */
  value: Plain
  /** The machine's revision when this entry last changed, its removal included. */
  version: number
  /**
   * A number of this value's own, given when it came to be after there had been none, and kept by
   * renewals. Later values have higher ones, whatever their key: a fencing token.
   */
  created: number
  /** µs that it lives from its last change, or `null` for ever. */
  ttl: Micros | null
}

/** The state of the machine; plain data. */
export interface Machine {
  /** Counts the changes of all keys; only ever grows. */
  revision: number
  /** Counts the values that came to be where there were none. */
  creations: number
  /** Keys begin with a letter. */
  entries: { [key: string]: Entry }
  /** The latest changes each client asked for, so that asking again does not do them again. */
  sessions: { [client: string]: { request: string; result: Result }[] }
}

/** What may be asked of the machine. */
export type Command =
  | { readonly kind: 'get'; readonly key: string }
  /** Sets without looking. `null` removes. */
  | {
      readonly kind: 'put'
      readonly key: string
      readonly value: Plain
      readonly ttl: Micros | null
    }
  /**
   * Compare and set: only if the value is `expected` (`null`: only if there is none) and, where a
   * `version` is given, unchanged since. `null` as the next value removes.
   */
  | {
      readonly kind: 'swap'
      readonly key: string
      readonly expected: Plain
      readonly value: Plain
      readonly ttl: Micros | null
      readonly version: number | null
    }
  /** Its time to live is over, unless it has changed since that version. */
  | { readonly kind: 'expire'; readonly key: string; readonly version: number }

/** The answer to a command: whether it was done, and what is there now. */
export interface Result {
  readonly done: boolean
  /** Why it was not: nothing is there, another value is, or the same value of another version. */
  readonly reason: '' | 'missing' | 'differs' | 'version'
  readonly value: Plain
  readonly version: number
  readonly created: number
}

/** Changes remembered per client: as many as one may have under way at a time. */
const remembered = 8

/** An empty machine. `first` is what it counts from, for examples that need certain numbers. */
export function machine(first = 0): Machine {
  return { revision: first, creations: first, entries: {}, sessions: {} }
}

/**
 * Carries out a command. `session` names who asks, and which request of theirs it is: a change that
 * is asked for again under the same name gets the answer of the first time, as long as it is among
 * the client's latest eight.
 */
export function apply(
  machine: Machine,
  command: Command,
  session?: { readonly client: string; readonly request: string },
): Result {
  const known =
    session && machine.sessions[session.client]?.find(({ request }) => request === session.request)
  if (known) return { ...known.result }
  const result = carryOut(machine, command)
  if (session && command.kind !== 'get') {
    const changes = (machine.sessions[session.client] ??= [])
    changes.push({ request: session.request, result: { ...result } })
    if (changes.length > remembered) changes.shift()
  }
  return result
}

function carryOut(machine: Machine, command: Command): Result {
  const { key } = command
  const entry = machine.entries[key] ?? { value: null, version: 0, created: 0, ttl: null }
  switch (command.kind) {
    case 'get':
      return answer(entry, '')
    case 'put':
      return set(machine, key, command.value, command.ttl)
    case 'swap': {
      if (!same(entry.value, command.expected))
        return answer(entry, entry.value === null ? 'missing' : 'differs')
      if (command.version !== null && command.version !== entry.version)
        return answer(entry, 'version')
      return set(machine, key, command.value, command.ttl)
    }
    case 'expire':
      if (entry.value === null || entry.version !== command.version) return answer(entry, 'version')
      return set(machine, key, null, null)
  }
}

function set(machine: Machine, key: string, value: Plain, ttl: Micros | null): Result {
  const before = machine.entries[key]
  const version = ++machine.revision
  const goesOn = before !== undefined && before.value !== null
  const created = value === null ? 0 : goesOn ? before.created : ++machine.creations
  const entry: Entry = { value, version, created, ttl: value === null ? null : ttl }
  machine.entries[key] = entry
  return answer(entry, '')
}

function answer({ value, version, created }: Entry, reason: Result['reason']): Result {
  return { done: reason === '', reason, value, version, created }
}

/** Values are compared as texts of JSON; texts, numbers and `null` are what keys usually hold. */
function same(a: Plain, b: Plain): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
