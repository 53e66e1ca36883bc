import { describe, expect, test } from 'vitest'
import { readHistory } from '../../../engine/check/history-text.ts'

const log = (...lines: string[]): string =>
  lines.map((line) => `INFO  jepsen.util - ${line}`).join('\n')
const readLog = (...lines: string[]) => readHistory(log(...lines), 'jepsen-log', 'a.log')
const readEdn = (...lines: string[]) => readHistory(lines.join('\n'), 'edn', 'a.edn')

describe('jepsen-log', () => {
  test('an invocation and its answer make one operation, with line numbers for times', () => {
    const { operations } = readLog('0\t:invoke\t:cas\t[1 2]', '0\t:ok\t:cas\t[1 2]')
    expect(operations).toEqual([
      {
        id: 'line 1',
        process: '0',
        kind: 'cas',
        input: [1, 2],
        output: [1, 2],
        start: 1,
        end: 2,
        startSeq: 1,
        endSeq: 2,
        outcome: 'ok',
      },
    ])
  })

  test('what is open at the end has no answer', () => {
    const { operations } = readLog('0\t:invoke\t:read\tnil')
    expect(operations[0]).toMatchObject({ end: null, endSeq: null, outcome: 'info' })
  })

  test('after :info a process may go on', () => {
    const lines = [
      '0\t:invoke\t:write\t1',
      '0\t:info\t:write\t:timed-out',
      '0\t:invoke\t:read\tnil',
    ]
    const { operations } = readLog(...lines)
    expect(operations.map(({ outcome, end }) => [outcome, end])).toEqual([
      ['info', 2],
      ['info', null],
    ])
  })

  test('no prefix, another prefix, an error field, CRLF and blank lines are fine', () => {
    const text =
      '\uFEFF0\t:invoke\t:write\t"a b"\r\n\r\n' +
      '2015-01-01 00:00:00,123{GMT} INFO  jepsen.util - 0\t:info\t:write\tnil\t:timed-out\r\n'
    const { operations } = readHistory(text, 'jepsen-log', 'a.log')
    expect(operations).toMatchObject([{ input: 'a b', outcome: 'info', start: 1, end: 3 }])
  })

  test('processes that are no clients are passed over and counted', () => {
    const { operations, passedOver } = readLog(
      ':nemesis\t:info\t:start\tnil',
      '"p1"\t:invoke\t:read\tnil',
    )
    expect(operations.map(({ process }) => process)).toEqual(['p1'])
    expect(passedOver).toBe(1)
  })

  test.each([
    [['0\t:invoke\t:read'], 'a.log:1: 3 fields between tabs; expected'],
    [['0\t:start\t:read\tnil'], 'a.log:1: type is ":start"; types are :invoke :ok :fail :info'],
    [['0\t:invoke\tread\tnil'], 'a.log:1: column 1: cannot read read'],
    [['0\t:invoke\t:write\t[1'], 'a.log:1: column 38: [ is never closed; expected ]'],
    [['0\t:ok\t:read\t1'], 'a.log:1: process 0 ends read with :ok, but has nothing open'],
    [
      ['0\t:invoke\t:read\tnil', '0\t:ok\t:write\t1'],
      'a.log:2: process 0 ends write with :ok, but line 1 began read; expected the same',
    ],
    [
      ['0\t:invoke\t:read\tnil', '0\t:invoke\t:read\tnil'],
      'a.log:2: process 0 invokes read, but its read of line 1 is open',
    ],
  ])('%j is refused', (lines, message) => {
    expect(() => readLog(...lines)).toThrow(message)
  })

  test('bad lines can be skipped, which is reported', () => {
    const text = `${log('0\t:invoke\t:read\tnil')}\nWARN something else\n${log('0\t:ok\t:read\t4')}`
    const { operations, skipped } = readHistory(text, 'jepsen-log', 'a.log', { onBadLine: 'skip' })
    expect(operations).toMatchObject([{ output: 4, end: 3 }])
    expect(skipped).toEqual([expect.stringMatching(/^a\.log:2: 1 fields/)])
    expect(() => readHistory(text, 'jepsen-log', 'a.log')).toThrow('a.log:2:')
  })
})

describe('edn', () => {
  test('a map has a key, and unused keys of Jepsen do no harm', () => {
    const { operations } = readEdn(
      '#jepsen.history.Op{:index 0, :time 17, :process 0, :type :invoke, :f :get, :key 7}',
      '{:process 0 :type :ok :f :get :key 7 :value {"a" [1.5 true nil]} :jepsen.web/note "x"}',
    )
    expect(operations).toMatchObject([{ key: '7', input: null, output: { a: [1.5, true, null] } }])
  })

  test.each([
    [['{:process 0, :type :invoke, :f :get, :valeu 1}'], 'a.edn:1: unknown key :valeu; keys are'],
    [['[1 2]'], 'a.edn:1: this is [1,2]; expected a map'],
    [['{:type :invoke, :f :get}'], 'a.edn:1: process is null; expected a number'],
    [
      ['{:process 0 :type :invoke :f :get :key 1}', '{:process 0 :type :ok :f :get :key 2}'],
      'a.edn:2: process 0 ends get of key 2 with :ok, but line 1 began get of key 1',
    ],
    [
      ['{:process 0 :type :invoke :f :get :key 1}', '{:process 1 :type :invoke :f :get :key "1"}'],
      'a.edn:2: key 1 is a number in one place and a string in another',
    ],
  ])('%j is refused', (lines, message) => {
    expect(() => readEdn(...lines)).toThrow(message)
  })
})

test('the format can be told by the first line, and lines can come one by one', () => {
  const lines = ['; a comment', '{:process 0, :type :invoke, :f :read}']
  expect(readHistory(new Set(lines), 'auto', 'a').operations).toHaveLength(1)
  expect(readHistory('0\t:invoke\t:read\tnil', 'auto', 'a').operations).toHaveLength(1)
})

test('an unknown format lists those that exist', () => {
  expect(() => readHistory('', 'csv', 'a')).toThrow(
    'no history format named "csv"; formats are jepsen-log, edn, auto',
  )
})

test('a text without operations is refused', () => {
  for (const text of ['', ' \n\n', ';']) {
    expect(() => readHistory(text, 'auto', 'a')).toThrow('a: no operations; expected at least one')
  }
})
