import { describe, expect, test } from 'vitest'
import type { Operation, Plain } from '../../../engine/measure/history.ts'
import type { Model } from '../../../engine/check/model.ts'
import { casRegister, kv, lock, modelNamed, queue, register } from '../../../engine/check/models.ts'
import { historyOf } from './operation.ts'

/** The state after one operation, or undefined if it is impossible. */
function after<S extends Plain>(
  model: Model<S>,
  state: S,
  note: Partial<Operation> & { kind: string },
): S | undefined {
  return model.step(state, historyOf({ ...note, span: [0, 1] })[0]!)
}

test('register: a read answers the value last written', () => {
  expect(after(register, null, { kind: 'write', input: 3 })).toBe(3)
  expect(after(register, 3, { kind: 'read', output: 3 })).toBe(3)
  expect(after(register, 3, { kind: 'read', output: 4 })).toBeUndefined()
})

test('register: values are compared by content, whatever the order of keys', () => {
  expect(
    after(register, { a: 1, b: [2] }, { kind: 'read', output: { b: [2], a: 1 } }),
  ).toBeDefined()
})

test('cas-register: a done compare-and-set needs the value, a refused one another', () => {
  const cas = { kind: 'cas', input: [1, 2] }
  expect(after(casRegister, 1, cas)).toBe(2)
  expect(after(casRegister, 3, cas)).toBeUndefined()
  expect(after(casRegister, 3, { ...cas, outcome: 'fail' })).toBe(3)
  expect(after(casRegister, 1, { ...cas, outcome: 'fail' })).toBeUndefined()
})

test('cas-register: the answer "false" is a refusal by the register itself', () => {
  expect(after(casRegister, 3, { kind: 'cas', input: [1, 2], output: false })).toBe(3)
  expect(after(casRegister, 1, { kind: 'cas', input: [1, 2], output: false })).toBeUndefined()
})

test('kv: appends join texts, and a key never written reads as null or as the empty text', () => {
  expect(after(kv, null, { kind: 'get', output: '' })).toBeNull()
  expect(after(kv, null, { kind: 'get', output: null })).toBeNull()
  expect(after(kv, '', { kind: 'get', output: null })).toBeUndefined()
  expect(after(kv, null, { kind: 'append', input: 'x' })).toBe('x')
  expect(after(kv, 'x', { kind: 'append', input: 'y' })).toBe('xy')
  expect(after(kv, 'x', { kind: 'put', input: 'z' })).toBe('z')
})

describe('lock', () => {
  test('is acquired when free, and released by its owner only', () => {
    expect(after(lock, null, { kind: 'acquire', process: 'a' })).toBe('a')
    expect(after(lock, 'a', { kind: 'acquire', process: 'b' })).toBeUndefined()
    expect(after(lock, 'a', { kind: 'release', process: 'a' })).toBeNull()
    expect(after(lock, 'a', { kind: 'release', process: 'b' })).toBeUndefined()
  })

  test('can be held by an owner that the input names', () => {
    expect(after(lock, null, { kind: 'acquire', process: 'a', input: 'session 7' })).toBe(
      'session 7',
    )
  })

  test('a refused acquire says that it was held', () => {
    expect(after(lock, 'b', { kind: 'acquire', outcome: 'fail' })).toBe('b')
    expect(after(lock, null, { kind: 'acquire', outcome: 'fail' })).toBeUndefined()
  })
})

describe('queue', () => {
  test('gives its items in the order in which they came', () => {
    expect(after(queue, [1], { kind: 'enqueue', input: 2 })).toEqual([1, 2])
    expect(after(queue, [1, 2], { kind: 'dequeue', output: 1 })).toEqual([2])
    expect(after(queue, [1, 2], { kind: 'dequeue', output: 2 })).toBeUndefined()
  })

  test('answers null only when it is empty', () => {
    expect(after(queue, [], { kind: 'dequeue', output: null })).toEqual([])
    expect(after(queue, [1], { kind: 'dequeue', output: null })).toBeUndefined()
    expect(after(queue, [1], { kind: 'dequeue', outcome: 'fail' })).toBeUndefined()
  })
})

test('a model is found by its name, and an unknown name lists those that exist', () => {
  expect(modelNamed('queue').name).toBe('queue')
  expect(() => modelNamed('set')).toThrow(
    'no model named "set"; models are register, cas-register, kv, lock, queue',
  )
})
