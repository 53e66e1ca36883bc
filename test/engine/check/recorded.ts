import { History } from '../../../engine/measure/history.ts'
import type { Operation, Outcome, Plain } from '../../../engine/measure/history.ts'
import type { Model } from '../../../engine/check/model.ts'

/** A small generator of integers 0 … n-1, for histories only. */
export function dice(seed: number): (n: number) => number {
  let word = seed | 0
  return (n) => {
    word = (word + 0x6d2b79f5) | 0
    let mixed = Math.imul(word ^ (word >>> 15), 1 | word)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * n)
  }
}

/** Inputs that a model's kind takes, with values below `values`. */
export function inputFor(kind: string, roll: (n: number) => number, values: number): Plain {
  if (kind === 'cas') return [roll(values), roll(values)]
  if (kind === 'append') return `${roll(values)}.`
  if (kind === 'put') return `${roll(values)}.`
  return kind === 'write' || kind === 'enqueue' ? roll(values) : null
}

/**
 * Records clients of one correct object: each operation takes effect at one moment between its
 * invocation and its answer. Clients whose operation goes unanswered come back under a new name.
 */
export function recorded(
  model: Model,
  choices: {
    seed: number
    operations: number
    clients: number
    values: number
    unanswered?: number // in a hundred
    keys?: number
  },
): Operation[] {
  const { seed, operations, clients, values, unanswered = 0, keys = 1 } = choices
  const roll = dice(seed)
  const history = new History()
  const states = new Map<string, Plain>()
  const busy = new Map<number, { operation: Operation; answer: [Outcome, Plain] | null }>()
  let begun = 0
  let ended = 0
  for (let at = 0; ended < operations; at++) {
    const client = roll(clients)
    const current = busy.get(client)
    if (current === undefined) {
      if (begun === operations) continue
      const kind = model.kinds[roll(model.kinds.length)]!
      const key = `k${roll(keys)}`
      const input = inputFor(kind, roll, values)
      const operation = { id: `#${begun}`, process: `p${client}`, kind, key, input }
      history.begin(operation, at)
      busy.set(client, { operation: operation as Operation, answer: null })
      begun++
    } else if (current.answer === null) {
      const { operation } = current
      const isLost = roll(100) < unanswered
      if (!isLost || roll(2) === 0) current.answer = effect(operation, states, model)
      if (!isLost) continue
      history.end(operation.id, 'info', null, at)
      busy.delete(client)
      ended++
    } else {
      history.end(current.operation.id, ...current.answer, at)
      busy.delete(client)
      ended++
    }
  }
  return history.operations()
}

function effect(operation: Operation, states: Map<string, Plain>, model: Model): [Outcome, Plain] {
  const { kind } = operation
  const key = operation.key!
  const state = states.get(key) ?? model.init()
  const seen = kind === 'dequeue' ? ((state as Plain[])[0] ?? null) : state
  const output = ['read', 'get', 'dequeue'].includes(kind) ? seen : null
  const after = model.step(state, { ...operation, output, outcome: 'ok' })
  if (after === undefined) return ['fail', null]
  states.set(key, after)
  return ['ok', output]
}
