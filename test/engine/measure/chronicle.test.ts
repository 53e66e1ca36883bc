import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Chronicle } from '../../../engine/measure/chronicle.ts'
import { Measures } from '../../../engine/measure/measures.ts'
import type { OperationRecord } from '../../../engine/simulation/watcher.ts'

function asked(index: number, more: Partial<OperationRecord> = {}): OperationRecord {
  return {
    index,
    id: `users#${index}`,
    process: 'client',
    kind: 'read',
    key: undefined,
    input: { page: index },
    start: index * 10,
    startSeq: index,
    ...more,
  }
}

test('an operation is kept from its beginning, and filled in at its end', () => {
  const chronicle = new Chronicle(new Measures(), true)
  const [first, second] = [asked(0), asked(1, { kind: 'write', key: 'x' })]
  chronicle.begin(first)
  chronicle.begin(second)
  chronicle.end(second, 'ok', { done: true }, 50, 7)
  const kept = { process: 'client', outcome: 'info', output: null, end: null, endSeq: null }
  expect(chronicle.operations).toEqual([
    { ...kept, id: 'users#0', kind: 'read', input: { page: 0 }, start: 0, startSeq: 0 },
    {
      id: 'users#1',
      process: 'client',
      kind: 'write',
      key: 'x',
      input: { page: 1 },
      output: { done: true },
      start: 10,
      end: 50,
      startSeq: 1,
      endSeq: 7,
      outcome: 'ok',
    },
  ])
})

test('what a client changes afterwards in its question does not change the history', () => {
  const chronicle = new Chronicle(new Measures(), true)
  const input = { page: 1 }
  chronicle.begin(asked(0, { input }))
  input.page = 2
  expect(chronicle.operations[0]!.input).toEqual({ page: 1 })
})

test.each([true, false])('latencies are measured by kind, operations kept: %j', (keep) => {
  const measures = new Measures()
  const chronicle = new Chronicle(measures, keep)
  const operations = [asked(0), asked(1, { kind: 'write' }), asked(2), asked(3)]
  for (const operation of operations) chronicle.begin(operation)
  chronicle.end(operations[0]!, 'ok', null, 100, 10)
  chronicle.end(operations[1]!, 'ok', null, 210, 11)
  chronicle.end(operations[2]!, 'fail', null, 300, 12)
  expect(measures.names()).toEqual([
    'asked',
    'fail',
    'latency',
    'latency.read',
    'latency.write',
    'ok',
  ])
  expect(measures.counter('asked').total).toBe(4)
  expect(measures.counter('ok').total).toBe(2)
  expect(measures.histogram('latency').sum).toBe(300)
  expect(measures.histogram('latency.write').max).toBe(200)
  expect(chronicle.operations).toHaveLength(keep ? 4 : 0)
})

/** What happens in a run: operations begin and end, in any order, by their numbers. */
const happenings = fc.array(fc.tuple(fc.constantFrom('begin', 'end'), fc.nat(6)), { maxLength: 30 })

/** Carries happenings on; the number of operations that ever began tells where it stands. */
function carryOn(
  chronicle: Chronicle,
  open: OperationRecord[],
  steps: readonly (readonly [string, number])[],
  from: number,
): void {
  steps.forEach(([what, which], i) => {
    const seq = from + i
    if (what === 'begin') {
      const operation = asked(seq, { startSeq: seq })
      open.push(operation)
      chronicle.begin(operation)
    } else if (open.length > 0) {
      const [operation] = open.splice(which % open.length, 1)
      chronicle.end(operation!, 'ok', { seq }, seq * 10, seq)
    }
  })
}

test('a branch goes on from what was saved, whatever the run did in the meantime', () => {
  fc.assert(
    fc.property(happenings, happenings, happenings, (before, run, branch) => {
      const straight = new Chronicle(new Measures(), true)
      const straightOpen: OperationRecord[] = []
      carryOn(straight, straightOpen, before, 0)
      carryOn(straight, straightOpen, branch, 100)

      const original = new Chronicle(new Measures(), true)
      const open: OperationRecord[] = []
      carryOn(original, open, before, 0)
      const saved = original.save()
      const stillOpen = [...open]
      carryOn(original, open, run, 500)
      const afterRun = structuredClone(original.operations)

      const branched = new Chronicle(new Measures(), true)
      for (const chronicle of [branched, original]) {
        const ran = chronicle.operations
        chronicle.load(saved)
        carryOn(chronicle, [...stillOpen], branch, 100)
        expect(chronicle.operations).toEqual(straight.operations)
        if (chronicle === original) expect(ran).toEqual(afterRun)
      }
    }),
  )
})
