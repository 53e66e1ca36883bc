import { describe, expect, test } from 'vitest'
import { DEFAULT_BUDGET, checkLinearizable } from '../../../engine/check/linearizable.ts'
import { casRegister, kv, lock, modelNamed, queue, register } from '../../../engine/check/models.ts'
import { historyOf } from './operation.ts'
import { recorded } from './recorded.ts'

describe('real time', () => {
  test('a read that began after a write was answered must see it', () => {
    const history = historyOf(
      { kind: 'write', input: 1, span: [0, 1] },
      { kind: 'read', output: null, span: [2, 3] },
    )
    expect(checkLinearizable(history, register).result).toBe('fail')
  })

  test('a read that overlaps a write may see it or not', () => {
    for (const output of [null, 1]) {
      const history = historyOf(
        { kind: 'write', input: 1, span: [0, 3] },
        { kind: 'read', output, span: [1, 2] },
      )
      expect(checkLinearizable(history, register).result).toBe('pass')
    }
  })

  test('two reads one after the other must not see two values in the wrong order', () => {
    const history = historyOf(
      { kind: 'write', input: 1, span: [0, 9] },
      { kind: 'read', output: 1, span: [1, 2] },
      { kind: 'read', output: null, span: [3, 4] },
    )
    expect(checkLinearizable(history, register).result).toBe('fail')
  })

  test('the order of events decides where the times are equal', () => {
    const write = { kind: 'write', input: 1, start: 5, end: 5 }
    const read = { kind: 'read', output: null, start: 5, end: 5 }
    const apart = historyOf({ ...write, span: [0, 1] }, { ...read, span: [2, 3] })
    const overlapping = historyOf({ ...write, span: [0, 2] }, { ...read, span: [1, 3] })
    expect(checkLinearizable(apart, register).result).toBe('fail')
    expect(checkLinearizable(overlapping, register).result).toBe('pass')
  })
})

describe('operations of unknown outcome', () => {
  test('a write that was never answered may take effect long after, or never', () => {
    for (const output of [null, 1]) {
      const history = historyOf(
        { kind: 'write', input: 1, span: [0, null] },
        { kind: 'read', output: null, span: [1, 2] },
        { kind: 'read', output, span: [3, 4] },
      )
      expect(checkLinearizable(history, register).result).toBe('pass')
    }
  })

  test('an answer of "info" does not say that the effect came before it', () => {
    const history = historyOf(
      { kind: 'write', input: 1, outcome: 'info', span: [0, 1] },
      { kind: 'read', output: null, span: [2, 3] },
      { kind: 'read', output: 1, span: [4, 5] },
    )
    expect(checkLinearizable(history, register).result).toBe('pass')
  })

  test('it takes effect once, and not before it was invoked', () => {
    const twice = historyOf(
      { kind: 'write', input: 1, span: [0, null] },
      { kind: 'read', output: 1, span: [1, 2] },
      { kind: 'write', input: 2, span: [3, 4] },
      { kind: 'read', output: 1, span: [5, 6] },
    )
    const early = historyOf(
      { kind: 'read', output: 1, span: [0, 1] },
      { kind: 'write', input: 1, span: [2, null] },
    )
    expect(checkLinearizable(twice, register).result).toBe('fail')
    expect(checkLinearizable(early, register).result).toBe('fail')
  })

  test('thirty unanswered writes of equal value cost no more than a few', () => {
    const lost = Array.from({ length: 30 }, (_, i) => ({
      kind: 'write',
      input: i % 3,
      span: [i, null] as [number, null],
    }))
    const reads = Array.from({ length: 20 }, (_, i) => ({
      kind: 'read',
      output: i % 3,
      span: [100 + 2 * i, 101 + 2 * i] as [number, number],
    }))
    const verdict = checkLinearizable(historyOf(...lost, ...reads), register)
    expect(verdict.result).toBe('pass')
    expect(verdict.spent).toBeLessThan(2_000)
  })
})

describe('what a refusal means', () => {
  const history = historyOf(
    { kind: 'write', input: 1, span: [0, 1] },
    { kind: 'cas', input: [1, 2], outcome: 'fail', span: [2, 3] },
  )

  test('by default it was not done, and says nothing about the value', () => {
    expect(checkLinearizable(history, casRegister).result).toBe('pass')
  })

  test('read as observed, a failed compare-and-set says that the value differed', () => {
    const verdict = checkLinearizable(history, casRegister, { failMeans: 'observed' })
    expect(verdict.result).toBe('fail')
  })
})

describe('a planted fault in each model', () => {
  test('register: a value comes back that was overwritten', () => {
    const history = historyOf(
      { kind: 'write', input: 1, span: [0, 1] },
      { kind: 'write', input: 2, span: [2, 3] },
      { kind: 'read', output: 1, span: [4, 5] },
    )
    expect(checkLinearizable(history, register).result).toBe('fail')
  })

  test('cas-register: two compare-and-sets succeed from the same value', () => {
    const history = historyOf(
      { kind: 'write', input: 0, span: [0, 1] },
      { kind: 'cas', input: [0, 1], span: [2, 5] },
      { kind: 'cas', input: [0, 2], span: [3, 4] },
    )
    expect(checkLinearizable(history, casRegister).result).toBe('fail')
  })

  test('kv: an append is lost', () => {
    const history = historyOf(
      { kind: 'append', key: 'a', input: 'x', span: [0, 1] },
      { kind: 'append', key: 'a', input: 'y', span: [2, 3] },
      { kind: 'get', key: 'a', output: 'x', span: [4, 5] },
    )
    expect(checkLinearizable(history, kv).result).toBe('fail')
  })

  test('lock: two owners at once', () => {
    const history = historyOf(
      { kind: 'acquire', process: 'a', span: [0, 1] },
      { kind: 'acquire', process: 'b', span: [2, 3] },
      { kind: 'release', process: 'a', span: [4, 5] },
    )
    expect(checkLinearizable(history, lock).result).toBe('fail')
  })

  test('queue: two items leave in the wrong order', () => {
    const history = historyOf(
      { kind: 'enqueue', input: 1, span: [0, 1] },
      { kind: 'enqueue', input: 2, span: [2, 3] },
      { kind: 'dequeue', output: 2, span: [4, 5] },
      { kind: 'dequeue', output: 1, span: [6, 7] },
    )
    expect(checkLinearizable(history, queue).result).toBe('fail')
  })

  test('queue: an item is delivered twice', () => {
    const history = historyOf(
      { kind: 'enqueue', input: 1, span: [0, 1] },
      { kind: 'dequeue', output: 1, span: [2, 4] },
      { kind: 'dequeue', output: 1, span: [3, 5] },
    )
    expect(checkLinearizable(history, queue).result).toBe('fail')
  })
})

describe('an explanation', () => {
  const history = historyOf(
    { kind: 'write', input: 1, span: [0, 1] },
    { kind: 'write', input: 2, span: [2, 3] },
    { kind: 'read', output: 1, span: [4, 6] },
    { kind: 'write', input: 9, span: [5, null] },
    { kind: 'read', output: 5, span: [7, 8] },
  )
  const { reason, explanation } = checkLinearizable(history, register)

  test('ends with the first answer that cannot be explained', () => {
    expect(explanation!.cut).toEqual({ at: 6, seq: 6 })
    expect(explanation!.operations.map(({ id }) => id)).toEqual(['#0', '#1', '#2', '#3'])
  })

  test('gives the longest order, the state it leaves, and what has no place', () => {
    expect(explanation!.order.map(({ id }) => id)).toEqual(['#0', '#1'])
    expect(explanation!.state).toBe(2)
    expect(explanation!.unplaced.map(({ id }) => id)).toEqual(['#2'])
  })

  test('says so in sentences', () => {
    expect(explanation!.sentences).toEqual([
      'not linearizable: #2: process p2 read, answered 1 (4 to 6), has no place in any order of ' +
        'the 4 operations up to 6',
      'the longest order that fits has 2 operations and leaves the register at 2',
      '1. #0: process p0 write 1, done (0 to 1)',
      '2. #1: process p1 write 2, done (2 to 3)',
      'no place for #2: process p2 read, answered 1 (4 to 6)',
      'without the answer at 6 all of it can be explained',
    ])
    expect(reason).toBe(explanation!.sentences[0])
  })

  test('is about the key that fails first, and counts the others', () => {
    const stale = (key: string, from: number) => [
      { kind: 'write', key, input: 1, span: [from, from + 1] as [number, number] },
      { kind: 'read', key, output: 7, span: [from + 2, from + 3] as [number, number] },
    ]
    const verdict = checkLinearizable(historyOf(...stale('b', 10), ...stale('a', 20)), register)
    expect(verdict.explanation!.key).toBe('b')
    expect(verdict.reason).toContain('(1 more of 2 keys fail as well)')
  })

  test('leaves open what was not answered at the cut, whatever was answered later', () => {
    // Only the answer of the second dequeue at 9 shows that the first cannot have taken the 1.
    const later = historyOf(
      { kind: 'enqueue', input: 1, span: [0, 1] },
      { kind: 'enqueue', input: 2, span: [2, 3] },
      { kind: 'dequeue', output: 9, span: [4, 8] },
      { kind: 'dequeue', output: 2, span: [5, 6] },
    )
    expect(checkLinearizable(later, queue).explanation!.cut.at).toBe(8)
  })
})

// Bounds are in units of effort; the time allowed is for a machine that has much else to do.
describe('effort', { timeout: 60_000 }, () => {
  test('a budget that runs out gives "unknown", with the reason', () => {
    const history = recorded(register, { seed: 1, operations: 200, clients: 10, values: 3 })
    const verdict = checkLinearizable(history, register, { budget: 50 })
    expect(verdict.result).toBe('unknown')
    expect(verdict.reason).toMatch(/^undecided: the budget of 50 units ran out with at most \d+ of/)
    expect(verdict.explanation).toBeUndefined()
  })

  test('a failure in a small key is found although a large one runs out of budget', () => {
    const large = recorded(queue, { seed: 1, operations: 400, clients: 30, values: 2 })
    const at = 1_000_000
    const small = historyOf({ kind: 'dequeue', key: 'small', output: 1, span: [at, at + 1] })
    const history = [...large, { ...small[0]!, id: 'small' }]
    expect(checkLinearizable(large, queue, { budget: 2_000 }).result).toBe('unknown')
    expect(checkLinearizable(history, queue, { budget: 4_000 }).result).toBe('fail')
  })

  test('what easy keys leave of the budget goes to the one that needs more than its share', () => {
    const hard = recorded(register, { seed: 1, operations: 60, clients: 8, values: 3 })
    hard.findLast(({ kind }) => kind === 'read')!.output = 'never written'
    const { spent } = checkLinearizable(hard, register)
    expect(spent).toBeGreaterThan(1_000)
    // Longer than the hard key, so that it comes first and gets a third of the budget.
    const easy = Array.from({ length: 160 }, (_, i) => {
      const span: [number, number] = [1_000_000 + 2 * i, 1_000_001 + 2 * i]
      return { ...historyOf({ kind: 'read', key: `easy${i % 2}`, span })[0]!, id: `easy ${i}` }
    })
    const history = [...hard, ...easy]
    const withBudget = (budget: number) => checkLinearizable(history, register, { budget }).result
    expect(withBudget(Math.ceil(spent * 0.9))).toBe('unknown')
    expect(withBudget(Math.ceil(spent * 2.4))).toBe('fail')
  })

  test.each([
    ['register', 20, 0],
    ['register', 5, 2],
    ['cas-register', 20, 0],
    ['cas-register', 5, 2],
    ['kv', 5, 0],
    ['lock', 20, 2],
  ])(
    '10,000 operations of a %s by %i clients, %i in a hundred unanswered',
    (name, clients, unanswered) => {
      const model = modelNamed(name)
      const choices = { seed: 3, operations: 10_000, clients, values: 5, unanswered }
      const history = recorded(model, { ...choices, keys: name === 'kv' ? 10 : 1 })
      const verdict = checkLinearizable(history, model)
      expect(verdict.result).toBe('pass')
      expect(verdict.spent).toBeLessThan(DEFAULT_BUDGET / 4)
    },
  )

  test('10,000 operations of which only the last answer is wrong', () => {
    const history = recorded(register, { seed: 3, operations: 10_000, clients: 5, values: 5 })
    const last = history.findLast(({ kind, outcome }) => kind === 'read' && outcome === 'ok')!
    last.output = 'never written'
    const verdict = checkLinearizable(history, register)
    expect(verdict.result).toBe('fail')
    expect(verdict.explanation!.unplaced.map(({ id }) => id)).toEqual([last.id])
    expect(verdict.spent).toBeLessThan(DEFAULT_BUDGET / 4)
  })

  test('10,000 operations that all overlap do not exhaust the stack or the budget', () => {
    const writes = Array.from({ length: 10_000 }, (_, i) => ({
      kind: 'write',
      input: i,
      span: [i, 10_000 + i] as [number, number],
    }))
    expect(checkLinearizable(historyOf(...writes), register).result).toBe('pass')
  })
})

describe('refusals', () => {
  test('a kind that the model does not know', () => {
    const history = historyOf({ kind: 'cas', input: [1, 2], span: [0, 1] })
    expect(() => checkLinearizable(history, register)).toThrow(
      'operation "#0" is a "cas"; model register knows read, write',
    )
  })

  test('an input that the model cannot take', () => {
    const history = historyOf({ kind: 'cas', input: 3, span: [0, 1] })
    expect(() => checkLinearizable(history, casRegister)).toThrow('a cas takes [expected, next]')
    expect(() => checkLinearizable(historyOf({ kind: 'get', span: [0, 1] }), kv)).toThrow('no key')
  })

  test('a budget that is no count', () => {
    expect(() => checkLinearizable([], register, { budget: 0.5 })).toThrow('budget is 0.5')
  })
})

test('an empty history is linearizable', () => {
  expect(checkLinearizable([], register).result).toBe('pass')
})
