/**
 * The models that come with the project. In all of them an `ok` answer of `false` to `cas`,
 * `acquire`, `release` is the object's own "no" and asserts what made it say so, whatever
 * `failMeans` is; operations with a `key` are about the object of that name.
 */
import type { Operation, Plain } from '../measure/history.ts'
import { HistoryError } from '../measure/history.ts'
import { foreseeLengthening, foreseeOverwriting, foreseeQueueing } from './foresight.ts'
import type { Model } from './model.ts'
import { canonical, same, show } from './value.ts'

/** Whether the object answered no: as a refusal, or as an `ok` with output `false`. */
function saidNo({ outcome, output }: Operation): boolean {
  return outcome === 'fail' || (outcome === 'ok' && output === false)
}

/** The state if the condition holds, else impossible. */
function unchanged<S extends Plain>(state: S, holds: boolean): S | undefined {
  return holds ? state : undefined
}

/** The value a read or a done compare-and-set needs to find. */
function sees(operation: Operation): string | undefined {
  const { kind, input, output, outcome } = operation
  if (outcome !== 'ok' || kind === 'write' || (kind === 'cas' && saidNo(operation)))
    return undefined
  return canonical(kind === 'cas' ? (input as Plain[])[0]! : output)
}

/** The value a write or a compare-and-set leaves. */
function leaves(operation: Operation): string | undefined {
  const { kind, input, outcome } = operation
  if (kind === 'write') return outcome === 'fail' ? undefined : canonical(input)
  return kind === 'cas' && !saidNo(operation) ? canonical((input as Plain[])[1]!) : undefined
}

/**
 * One value, initially `null`. `read`: input ignored, output the value. `write`: input the value,
 * output ignored. A refused read or write asserts nothing.
 */
export const register: Model = {
  name: 'register',
  kinds: ['read', 'write'],
  init: () => null,
  step(state, operation) {
    if (operation.outcome === 'fail') return state
    if (operation.kind === 'write') return operation.input
    return unchanged(state, operation.outcome === 'info' || same(state, operation.output))
  },
  reads: ({ kind, outcome }) => kind === 'read' || outcome === 'fail',
  foresee: foreseeOverwriting(sees, leaves),
  describe: (state) => `the register at ${show(state)}`,
}

/**
 * A register with compare-and-set. `cas`: input `[expected, next]`; done, it asserts that the value
 * was `expected`; refused, that it was another.
 */
export const casRegister: Model = {
  name: 'cas-register',
  kinds: ['read', 'write', 'cas'],
  init: () => null,
  step(state, operation) {
    if (operation.kind !== 'cas') return register.step(state, operation)
    const [expected, next] = operation.input as [Plain, Plain]
    if (saidNo(operation)) return unchanged(state, !same(state, expected))
    return same(state, expected) ? next : undefined
  },
  reads: (operation) => (operation.kind === 'cas' ? saidNo(operation) : register.reads(operation)),
  foresee: foreseeOverwriting(sees, leaves),
  refuse({ kind, input }) {
    if (kind !== 'cas' || (Array.isArray(input) && input.length === 2)) return undefined
    return `its input is ${show(input)}; a cas takes [expected, next]`
  },
  describe: register.describe,
}

/**
 * Independent values by `key`, which is required. `get`: output the value. `put`: input the value.
 * `append`: input a text, joined to the end of the value. A key never written has the state `null`;
 * a `get` of it may answer `null` or the empty text, and an `append` begins with the empty text.
 */
export const kv: Model = {
  name: 'kv',
  kinds: ['get', 'put', 'append'],
  init: () => null,
  step(state, { kind, input, output, outcome }) {
    if (outcome === 'fail') return state
    if (kind === 'put') return input
    if (kind === 'append') {
      const before = state ?? ''
      return typeof before === 'string' ? before + (input as string) : undefined
    }
    const fits = outcome === 'info' || same(state, output) || (state === null && output === '')
    return unchanged(state, fits)
  },
  reads: ({ kind, outcome }) => kind === 'get' || outcome === 'fail',
  foresee: foreseeLengthening,
  refuse({ kind, input, key }) {
    if (key === undefined) return 'it has no key; kv needs to know which value it is about'
    if (kind !== 'append' || typeof input === 'string') return undefined
    return `its input is ${show(input)}; an append takes a text`
  },
  describe: (state) => `the value at ${show(state)}`,
}

/** Who acquires or releases: the input if there is one, else the process. */
function owner({ input, process }: Operation): Plain {
  return input === null ? process : input
}

/**
 * A lock that one owner holds or nobody (`null`). `acquire`, `release`: input the owner, or `null`
 * for the process itself. An acquire needs the lock free, even of its own owner; a release needs
 * its owner to hold it. A refused acquire asserts that it was held, a refused release that its
 * owner did not hold it.
 */
export const lock: Model = {
  name: 'lock',
  kinds: ['acquire', 'release'],
  perProcess: true,
  init: () => null,
  step(state, operation) {
    const who = owner(operation)
    const possible = operation.kind === 'acquire' ? state === null : same(state, who)
    if (saidNo(operation)) return unchanged(state, !possible)
    if (!possible) return undefined
    return operation.kind === 'acquire' ? who : null
  },
  reads: saidNo,
  describe: (state) => (state === null ? 'the lock free' : `the lock held by ${show(state)}`),
}

const fifo: Model<Plain[]> = {
  name: 'queue',
  kinds: ['enqueue', 'dequeue'],
  init: () => [],
  step(state, { kind, input, output, outcome }) {
    if (kind === 'enqueue') return outcome === 'fail' ? state : [...state, input]
    if (outcome === 'fail' || (outcome === 'ok' && output === null)) {
      return unchanged(state, state.length === 0)
    }
    if (state.length === 0) return undefined
    return outcome === 'info' || same(state[0]!, output) ? state.slice(1) : undefined
  },
  reads: ({ kind, outcome, output }) =>
    outcome === 'fail' || (kind === 'dequeue' && outcome === 'ok' && output === null),
  foresee: foreseeQueueing,
  refuse({ kind, input }) {
    if (kind !== 'enqueue' || input !== null) return undefined
    return 'its input is null; an item may be anything else, since null answers an empty dequeue'
  },
  describe(state) {
    if (state.length === 0) return 'the queue empty'
    return `the queue with ${show(state)}, ${show(state[0]!)} at its head`
  },
}

/**
 * First in, first out, without limit. `enqueue`: input the item, any value but `null`. `dequeue`:
 * output the item, or `null` when there was none. A refused dequeue asserts that the queue was
 * empty; a refused enqueue asserts nothing.
 */
export const queue = fifo as unknown as Model

/** All models that {@link modelNamed} knows. */
export const models: readonly Model[] = [register, casRegister, kv, lock, queue]

/**
 * The model of that name.
 * @throws HistoryError listing the names that exist.
 */
export function modelNamed(name: string): Model {
  const found = models.find((model) => model.name === name)
  if (found !== undefined) return found
  const names = models.map((model) => model.name).join(', ')
  throw new HistoryError(`no model named "${name}"; models are ${names}`)
}
