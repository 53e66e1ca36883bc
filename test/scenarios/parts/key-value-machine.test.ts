import { describe, expect, test } from 'vitest'
import { apply, machine } from '../../../scenarios/parts/key-value-machine.ts'
import type { Command } from '../../../scenarios/parts/key-value-machine.ts'

const swap = (
  expected: string | null,
  value: string | null,
  version: number | null = null,
): Command => ({
  kind: 'swap',
  key: 'k',
  expected,
  value,
  ttl: null,
  version,
})
const get: Command = { kind: 'get', key: 'k' }

describe('the machine of a key-value store', () => {
  test('compare and set of a key that is not there is done when nothing was expected', () => {
    expect(apply(machine(), swap(null, 'a'))).toMatchObject({ done: true, value: 'a', version: 1 })
  })

  test('compare and set of a key that is not there is an error of its own when something was', () => {
    const store = machine()
    expect(apply(store, swap('a', 'b'))).toMatchObject({
      done: false,
      reason: 'missing',
      value: null,
    })
    expect(apply(store, get)).toMatchObject({ value: null })
  })

  test('compare and set with another value is refused and changes nothing', () => {
    const store = machine()
    apply(store, swap(null, 'a'))
    expect(apply(store, swap('x', 'b'))).toMatchObject({
      done: false,
      reason: 'differs',
      value: 'a',
      version: 1,
    })
  })

  test('the same value of another version is refused', () => {
    const store = machine()
    const first = apply(store, swap(null, '1'))
    apply(store, swap('1', null))
    apply(store, swap(null, '1'))
    expect(apply(store, swap('1', null, first.version))).toMatchObject({
      done: false,
      reason: 'version',
      value: '1',
    })
  })

  test('versions only ever grow, across removals too', () => {
    const store = machine()
    const versions = [swap(null, 'a'), swap('a', null), swap(null, 'b'), swap('b', 'c')].map(
      (command) => apply(store, command).version,
    )
    expect(versions).toEqual([1, 2, 3, 4])
  })

  test('a renewal keeps the number of the value; a new beginning gets the next one', () => {
    const store = machine()
    apply(store, swap(null, 'a'))
    expect(apply(store, swap('a', 'a')).created).toBe(1)
    apply(store, swap('a', null))
    expect(apply(store, swap(null, 'a')).created).toBe(2)
  })

  test('the end of a time to live removes only what has not changed since', () => {
    const store = machine()
    apply(store, swap(null, 'a'))
    apply(store, swap('a', 'a'))
    expect(apply(store, { kind: 'expire', key: 'k', version: 1 }).done).toBe(false)
    expect(apply(store, { kind: 'expire', key: 'k', version: 2 })).toMatchObject({
      done: true,
      value: null,
    })
  })

  test('a change asked for again gets the answer of the first time and is not done again', () => {
    const store = machine()
    const session = { client: 'c', request: 'r1' }
    const first = apply(store, swap(null, 'a'), session)
    expect(apply(store, swap(null, 'a'), session)).toEqual(first)
    expect(apply(store, swap(null, 'a'), { client: 'c', request: 'r2' }).done).toBe(false)
  })
})
