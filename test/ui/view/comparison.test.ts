import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clocksOf, happensBefore } from '../../../engine/index.ts'
import type { Clocks, Fault, Trace } from '../../../engine/index.ts'
import { comparisonOf } from '../../../ui/view/comparison.ts'
import type { Comparison } from '../../../ui/view/comparison.ts'
import { contentsOf } from '../../../ui/view/contents.ts'
import { kinds } from '../../../ui/view/event-kinds.ts'
import { eventKeys } from '../../../ui/view/identity.ts'
import { marks } from '../../../ui/view/matching.ts'
import type { Comparable } from '../../../ui/view/matching.ts'
import { smallRun } from './small-run.ts'

function comparable(trace: Trace): Comparable {
  return {
    header: trace.header,
    symbols: trace.symbols,
    events: trace.events,
    keys: eventKeys(trace),
    contents: contentsOf(trace),
  }
}

function traceWith(faults: readonly Fault[], cooks = 3): Trace {
  return smallRun({ cooks, faults }).recording.trace
}

function compared(a: Trace, b: Trace): Comparison {
  return comparisonOf(comparable(a), comparable(b))
}

const plain = traceWith([])

describe('two equal runs', () => {
  test('have no difference, and all of their events are the common beginning', () => {
    const { prefix, here, tally, nodes, apart } = compared(plain, traceWith([]))
    expect({ prefix, here: [...here], all: tally.all, nodes, apart }).toEqual({
      prefix: plain.events.length,
      here: [],
      all: 0,
      nodes: [],
      apart: -1,
    })
  })
})

const pairs = [
  ['shop', 'cook-1'],
  ['cook-2', 'shop'],
  ['client-1', 'shop'],
  ['shop', 'client-2'],
] as const
const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant('hold' as const),
    from: fc.constantFrom('shop', 'cook-2', 'client-1'),
    to: fc.constantFrom('cook-1', 'shop', 'client-2'),
    at: fc.integer({ min: 0, max: 900_000 }),
    for: fc.integer({ min: 1, max: 90_000 }),
  }),
  fc.constantFrom(...pairs).chain(([from, to]) =>
    fc.record({
      kind: fc.constant('cut' as const),
      from: fc.constant(from),
      to: fc.constant(to),
      at: fc.integer({ min: 0, max: 900_000 }),
      for: fc.integer({ min: 1, max: 60_000 }),
    }),
  ),
  fc.record({
    kind: fc.constantFrom('crash' as const, 'pause' as const),
    target: fc.constantFrom('cook-1', 'shop', 'client-2'),
    at: fc.integer({ min: 0, max: 900_000 }),
    for: fc.integer({ min: 1000, max: 60_000 }),
  }),
  fc.record({
    kind: fc.constant('slow' as const),
    target: fc.constantFrom('cook-1', 'cook-2', 'cook'),
    factor: fc.integer({ min: 2, max: 9 }),
    at: fc.integer({ min: 0, max: 900_000 }),
    for: fc.integer({ min: 1000, max: 200_000 }),
  }),
)

describe('a run with a fault against the one without', () => {
  test('the first difference is the fault, only there, and everything else follows from it', () => {
    fc.assert(
      fc.property(anyFault, (fault) => {
        const other = traceWith([fault])
        const found = compared(plain, other)
        const seq = found.there[0]!
        expect(found.here[0]).toBe(-1)
        expect(other.events.kind[seq]).toBe(kinds.fault)
        expect(found.tally.following).toBe(found.tally.all)
      }),
      { numRuns: 25 },
    )
  })

  test('compared the other way round, here and there change places and nothing else', () => {
    fc.assert(
      fc.property(anyFault, (fault) => {
        const other = traceWith([fault])
        const one = compared(plain, other)
        const two = compared(other, plain)
        expect({ ...two.tally, here: two.tally.there, there: two.tally.here }).toEqual(one.tally)
        expect(two.prefix).toBe(one.prefix)
        expect([two.here[0], two.there[0]]).toEqual([one.there[0], one.here[0]])
      }),
      { numRuns: 12 },
    )
  })
})

describe('a run in which one message takes longer', () => {
  // Both plans degrade the same link while one message sets out, one of them by more. What they
  // are called is the same, so that the message is the first thing to differ.
  const sends = [...plain.events.kind.keys()].filter(
    (seq) => plain.events.kind[seq] === kinds.send && plain.events.at[seq]! < 800_000,
  )
  const idOf = (place: number) => plain.header.topology.nodes[place]!.id
  const delay = (seq: number, by: number): Fault => ({
    kind: 'degrade',
    from: idOf(plain.events.node[seq]!),
    to: idOf(plain.events.peer[seq]!),
    at: plain.events.at[seq]!,
    for: 1,
    latencyAdded: by,
  })

  test('the first difference is that message, and what is said to follow lies in its future', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sends), fc.integer({ min: 1, max: 60_000 }), (seq, by) => {
        const a = traceWith([delay(seq, 2_000)])
        const b = traceWith([delay(seq, 2_000 + by)])
        const found = compared(a, b)
        const [here, there] = [found.here[0]!, found.there[0]!]
        expect(a.events.kind[here]).toBe(kinds.send)
        expect([a.events.at[here], a.events.node[here], a.events.peer[here]]).toEqual([
          plain.events.at[seq],
          plain.events.node[seq],
          plain.events.peer[seq],
        ])
        expect(found.a.mark[here]).toBe(marks.changed)
        expect(b.events.value[there]! - a.events.value[here]!).toBe(by)
        const clocks = { a: clocksOf(a), b: clocksOf(b) }
        for (let place = 1; place < found.here.length; place++)
          if (found.follows[place])
            expect(
              isAfter(found, { place, clocks, a, b }),
              `${found.here[place]} ${found.there[place]}`,
            ).toBe(true)
        expect(found.tally.following).toBe(found.tally.all)
      }),
      { numRuns: 25 },
    )
  })
})

/**
 * Whether a difference lies in the future of the first: in either run by the clocks, or at a node
 * where in either run something differs, no later, that does.
 */
function isAfter(
  found: Comparison,
  at: { place: number; clocks: { a: Clocks; b: Clocks }; a: Trace; b: Trace },
): boolean {
  const { place, clocks, a, b } = at
  const [first, other] = [found.here[0]!, found.there[0]!]
  const here = found.here[place]!
  const there = found.there[place]!
  if (here >= 0 && happensBefore(clocks.a, first, here)) return true
  if (there >= 0 && happensBefore(clocks.b, other, there)) return true
  const node = here >= 0 ? a.events.node[here]! : b.events.node[there]!
  const time = Math.max(here >= 0 ? a.events.at[here]! : 0, there >= 0 ? b.events.at[there]! : 0)
  for (let seq = 0; seq < a.events.length && a.events.at[seq]! <= time; seq++)
    if (a.events.node[seq] === node && happensBefore(clocks.a, first, seq)) return true
  for (let seq = 0; seq < b.events.length && b.events.at[seq]! <= time; seq++)
    if (b.events.node[seq] === node && happensBefore(clocks.b, other, seq)) return true
  return false
}
