import { describe, expect, test } from 'vitest'
import { History, checkHistory } from '../../../engine/measure/history.ts'
import type { Operation } from '../../../engine/measure/history.ts'

const read = { process: 'a', kind: 'read', input: null }

describe('recording', () => {
  test('invocations and answers have places in one order, also at equal times', () => {
    const history = new History()
    history.begin({ id: 'r1', ...read }, 5)
    history.begin({ id: 'r2', ...read, key: 'k' }, 5)
    history.end('r1', 'ok', 3, 5)
    expect(history.operations()).toEqual([
      { id: 'r1', ...read, output: 3, start: 5, end: 5, startSeq: 0, endSeq: 2, outcome: 'ok' },
      {
        id: 'r2',
        ...read,
        key: 'k',
        output: null,
        start: 5,
        end: null,
        startSeq: 1,
        endSeq: null,
        outcome: 'info',
      },
    ])
    expect(() => checkHistory(history.operations())).not.toThrow()
  })

  test('an operation is open until it is answered', () => {
    const history = new History()
    expect(history.isOpen('r1')).toBe(false)
    history.begin({ id: 'r1', ...read }, 0)
    expect(history.isOpen('r1')).toBe(true)
    history.end('r1', 'fail', null, 1)
    expect(history.isOpen('r1')).toBe(false)
  })

  test('what was handed out does not change when the run goes on', () => {
    const history = new History()
    history.begin({ id: 'r1', ...read }, 0)
    const before = history.operations()
    history.end('r1', 'ok', 1, 1)
    expect(before[0]!.outcome).toBe('info')
  })

  test('beginning twice, ending twice and ending what never began are refused', () => {
    const history = new History()
    history.begin({ id: 'r1', ...read }, 0)
    expect(() => history.begin({ id: 'r1', ...read }, 1)).toThrow('"r1" begins twice')
    history.end('r1', 'ok', null, 1)
    expect(() => history.end('r1', 'ok', null, 2)).toThrow('has ended already')
    expect(() => history.end('r2', 'ok', null, 2)).toThrow('never began')
  })
})

describe('a history that contradicts itself is refused', () => {
  const whole: Operation = {
    id: 'a',
    ...read,
    output: 1,
    start: 1,
    end: 2,
    startSeq: 1,
    endSeq: 2,
    outcome: 'ok',
  }
  const later = { ...whole, id: 'b', start: 3, end: 4, startSeq: 3, endSeq: 4 }
  test.each<[string, Operation[]]>([
    ['"a" appears twice', [whole, { ...later, id: 'a' }]],
    ['"a" has start 0.5', [{ ...whole, start: 0.5 }]],
    ['"a" has only one of end and endSeq', [{ ...whole, endSeq: null }]],
    ['"a" is "ok" but has no end', [{ ...whole, end: null, endSeq: null }]],
    ['"a" ends (0) before it starts (1)', [{ ...whole, endSeq: 0 }]],
    ['place 2 of "a" and "b" is the same', [whole, { ...later, startSeq: 2 }]],
    ['time steps back: "a" at 2, then "b" at 1', [whole, { ...later, start: 1 }]],
  ])('%s', (message, history) => {
    expect(() => checkHistory(history)).toThrow(message)
  })
})
