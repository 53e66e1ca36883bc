import { describe, expect, test } from 'vitest'
import { kinds } from '../../../ui/view/event-kinds.ts'
import {
  fulfils,
  needsNoState,
  readCondition,
  readTime,
  typesOf,
  untilCheck,
  untilColumns,
  untilNode,
  untilTime,
  untilType,
} from '../../../ui/view/run-until.ts'
import { smallRun } from './small-run.ts'

const { model, recording } = smallRun()
const { events } = model

describe('a condition', () => {
  test.each([
    ['leaf-1 queued > 10', { node: 'leaf-1', path: ['queued'], sign: '>', value: 10 }],
    ['root open.length>=3', { node: 'root', path: ['open', 'length'], sign: '>=', value: 3 }],
    ['n role == "leader"', { node: 'n', path: ['role'], sign: '=', value: 'leader' }],
    ['n role = leader', { node: 'n', path: ['role'], sign: '=', value: 'leader' }],
    ['n log[0].term ≠ 2', { node: 'n', path: ['log', '0', 'term'], sign: '!=', value: 2 }],
    ['n done = true', { node: 'n', path: ['done'], sign: '=', value: true }],
  ])('%s is read', (text, term) => {
    expect(readCondition(text)).toEqual([term])
  })

  test('has as many terms as there are between "and"', () => {
    expect(readCondition('a queued > 1 and b status = down')).toHaveLength(2)
  })

  test.each(['', 'queued > 1', 'a queued', 'a queued >', 'a b..c = 1', 'a b = 1 and', 'a b ~ 2'])(
    '"%s" is none',
    (text) => {
      expect(readCondition(text)).toBeNull()
    },
  )

  test('looks at what a state has itself, never at what objects are made of', () => {
    const node = { status: 'up', queued: 0, serving: 0, state: { open: { a: 1, b: 2 } } }
    const holds = (text: string) => fulfils(readCondition(text)![0]!, node)
    expect(holds('n open.length = 2')).toBe(true)
    expect(holds('n open.a = 1')).toBe(true)
    expect(holds('n constructor != 1')).toBe(false)
    expect(holds('n open.__proto__.length = 0')).toBe(false)
    expect(holds('n open.c = 1')).toBe(false)
  })

  test('on columns needs no state', () => {
    expect(needsNoState(readCondition('a queued > 1 and b status = down')!)).toBe(true)
    expect(needsNoState(readCondition('a queued > 1 and b open = 3')!)).toBe(false)
  })
})

describe('a time', () => {
  test.each([
    ['1.2 s', 1_200_000],
    ['1.2', 1_200_000],
    ['800ms', 800_000],
    ['3 µs', 3],
    ['+50 ms', 150_000],
    ['1,5 s', 1_500_000],
  ])('%s is read', (text, at) => {
    expect(readTime(text, 100_000)).toBe(at)
  })

  test.each(['', 'soon', '-1 s', '1.2.3'])('"%s" is none', (text) => {
    expect(readTime(text, 0)).toBeNull()
  })
})

describe('running until', () => {
  test('a time, the next message of a type, the next event at a node', () => {
    const at = untilTime(model, 0, 250_000)
    expect(events.at[at]).toBeGreaterThanOrEqual(250_000)
    expect(events.at[at - 1]).toBeLessThan(250_000)
    expect(untilTime(model, model.length - 1, 250_000)).toBe(-1)
    const done = untilType(model, 40, 'done')
    expect(model.symbols[events.type[done]!]).toBe('done')
    expect(untilType(model, 40, 'no such thing')).toBe(-1)
    const place = model.places.get('shop')!
    for (const seq of [-1, 0, 100]) {
      const next = untilNode(model, seq, place)
      expect(next).toBe(events.node.indexOf(place, seq + 1))
    }
  })

  test('a check changes, any or a certain one', () => {
    const first = untilCheck(model, -1, null)
    expect(first).toBe(Math.min(...recording.flips.map(({ event }) => event)))
    const all: number[] = []
    for (let seq = untilCheck(model, -1, 1); seq >= 0; seq = untilCheck(model, seq, 1))
      all.push(seq)
    expect(all).toEqual([
      ...new Set(recording.flips.filter(({ check }) => check === 1).map(({ event }) => event)),
    ])
  })

  test('a queue has grown: the next time that it does, not as long as it is', () => {
    const condition = readCondition('cook-1 queued > 1')!
    const place = model.places.get('cook-1')!
    const found: number[] = []
    for (
      let seq = untilColumns(model, -1, condition);
      seq >= 0;
      seq = untilColumns(model, seq, condition)
    )
      found.push(seq)
    const expected: number[] = []
    let was = false
    for (let seq = 0; seq < model.length; seq++) {
      if (events.node[seq] !== place) continue
      const is = model.queues.queued[seq]! > 1
      if (is && !was) expected.push(seq)
      was = is
    }
    expect(found).toEqual(expected)
    expect(found.length).toBeGreaterThan(0)
  })

  test('any node of a role fulfils a condition about the role', () => {
    const one = untilColumns(model, -1, readCondition('cook-1 serving = 1')!)
    const other = untilColumns(model, -1, readCondition('cook-2 serving = 1')!)
    expect(untilColumns(model, -1, readCondition('cook serving = 1')!)).toBe(Math.min(one, other))
  })

  test('a node is down, as its states say', () => {
    const ill = smallRun({ faults: [{ kind: 'crash', target: 'cook-1', at: 200_000 }] })
    const seq = untilColumns(ill.model, 20, readCondition('cook-1 status = down')!)
    expect(ill.model.events.kind[seq]).toBe(kinds.down)
    const cook = ill.recording.moment(seq).nodes.find(({ id }) => id === 'cook-1')!
    expect(cook.status).toBe('down')
  })

  test('the types of message are those that were sent or asked', () => {
    expect(typesOf(model)).toEqual(['cook', 'done', 'go', 'order', 'ready'])
    expect(recording.flips.length).toBeGreaterThan(0)
  })
})
