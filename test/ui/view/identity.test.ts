import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOf, eventKeys, findAddress } from '../../../ui/view/identity.ts'
import { KeyTable } from '../../../ui/view/key-table.ts'
import { smallRun } from './small-run.ts'

const plain = smallRun().model
const slowed = smallRun({
  faults: [{ kind: 'slow', target: 'cook-1', factor: 3, at: 100_000, for: 200_000 }],
}).model

describe('keys of events', () => {
  test('no two events of a run share one', () => {
    expect(new Set(eventKeys(plain)).size).toBe(plain.length)
    expect(new Set(eventKeys(slowed)).size).toBe(slowed.length)
  })

  test('they are whole numbers that a double holds exactly', () => {
    expect([...eventKeys(plain)].every((key) => Number.isSafeInteger(key) && key >= 0)).toBe(true)
  })

  test('a run in which a node is slow for a while has the same events by their keys', () => {
    const there = new Set(eventKeys(plain))
    const missing = [...eventKeys(slowed)].filter((key) => !there.has(key))
    // Only that the fault set in and was lifted is new.
    expect(missing).toHaveLength(2)
    expect(plain.events.at).not.toEqual(slowed.events.at)
  })

  test('a key does not depend on what comes later', () => {
    const keys = eventKeys(plain)
    const half = Math.floor(plain.length / 2)
    const { kind, node, peer, type, cause, operation, at, value, detail } = plain.events
    const columns = { kind, node, peer, type, cause, operation, at, value, detail }
    expect(eventKeys({ ...plain, events: { ...columns, length: half } })).toEqual(
      keys.slice(0, half),
    )
  })

  test('it does not depend on the order of symbols or of nodes', () => {
    const turned = [...plain.symbols].reverse()
    const nodes = [...plain.header.topology.nodes].reverse()
    const turn = (column: Int32Array, length: number) =>
      column.map((place) => (place < 0 ? place : length - 1 - place))
    const other = {
      ...plain,
      symbols: turned,
      header: { ...plain.header, topology: { ...plain.header.topology, nodes } },
      events: {
        at: plain.events.at,
        value: plain.events.value,
        detail: plain.events.detail,
        operation: plain.events.operation,
        length: plain.length,
        node: turn(plain.events.node, nodes.length),
        peer: turn(plain.events.peer, nodes.length),
        type: turn(plain.events.type, turned.length),
        kind: plain.events.kind,
        cause: plain.events.cause,
      },
    }
    expect(eventKeys(other)).toEqual(eventKeys(plain))
  })
})

describe('addresses', () => {
  const keys = eventKeys(plain)

  test('every event is found by its address, whatever the hint', () => {
    fc.assert(
      fc.property(
        fc.nat(plain.length - 1),
        fc.integer({ min: -5, max: 2 * plain.length }),
        (seq, hint) => {
          expect(findAddress(keys, addressOf(keys, seq), hint)).toBe(seq)
        },
      ),
    )
  })

  test('the address of an event of another run, or of nothing, is not found', () => {
    const other = eventKeys(slowed)
    const fault = slowed.events.kind.indexOf(10)
    expect(findAddress(keys, addressOf(other, fault), fault)).toBe(-1)
    for (const text of ['', 'A', '-1', 'zzzzzzzzzzzz', '1.5'])
      expect(findAddress(keys, text, 0)).toBe(-1)
  })

  test('of two events with one key, the nearer to the hint is meant', () => {
    const twice = Float64Array.of(5, 7, 5, 9, 5)
    expect([0, 1, 3, 4, 9].map((hint) => findAddress(twice, '5', hint))).toEqual([0, 0, 2, 4, 4])
  })
})

test('a key table knows what a map knows', () => {
  const key = fc.oneof(
    fc.nat(40),
    fc.bigInt({ min: 0n, max: 2n ** 53n - 1n }).map(Number),
    fc.nat(40).map((n) => n * 2 ** 40),
  )
  fc.assert(
    fc.property(fc.array(key, { maxLength: 200 }), (list) => {
      const table = new KeyTable(list.length)
      const map = new Map<number, number>()
      list.forEach((one, place) => {
        if (!map.has(one)) map.set(one, place)
        table.add(one, place)
      })
      for (const one of [...list, 41, 2 ** 52 - 1]) expect(table.get(one)).toBe(map.get(one) ?? -1)
    }),
  )
})
