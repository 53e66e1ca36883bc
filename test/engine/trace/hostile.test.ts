import { beforeAll, describe, expect, test } from 'vitest'
import { ms, readTrace, standAloneLines, TraceError, traceLines } from '../../../engine/index.ts'
import type { ReadTrace } from '../../../engine/index.ts'
import { busyScenario } from '../../support/busy.ts'
import { recorded } from '../../support/stage.ts'
import { forged } from './hostile-trace.ts'
import type { Line } from './hostile-trace.ts'

let replayable: string[]
let standAlone: string[]
/** Events by kind: the number of the first one. */
let first: { [kind: string]: number }

beforeAll(() => {
  const { recording } = recorded(
    busyScenario({
      clients: 2,
      servers: 2,
      network: { latency: ms(1) },
      capacity: { service: { go: ms(2) }, queue: 2 },
      cpu: 0,
      load: 'open',
      faults: [{ kind: 'crash', target: 'server-2', at: ms(10), for: ms(5) }],
    }),
    { seed: '7' },
  )
  replayable = [...traceLines(recording!.trace)]
  standAlone = [...standAloneLines(recording!)]
  first = {}
  for (const text of replayable) {
    const { kind, seq } = JSON.parse(text) as { kind?: string; seq?: number }
    if (kind !== undefined && seq !== undefined) first[kind] ??= seq
  }
}, 60_000)

/** What the reader says, or nothing. */
function says(lines: Iterable<string>, ignoreHash = false): string {
  try {
    readTrace(lines, 'run.jsonl', { ignoreHash })
  } catch (error) {
    if (error instanceof TraceError) return error.message
    throw error
  }
  return 'nothing'
}

/** A forgery in which event `at` is another. */
function event(at: () => number, change: object): () => string[] {
  return () => forged(replayable, (line, seq) => (seq === at() ? { ...line, ...change } : line))
}

function header(change: (line: Line) => object): () => string[] {
  return () => forged(replayable, (line, seq) => (seq === -1 ? { ...line, ...change(line) } : line))
}

function end(change: (end: Line) => object): () => string[] {
  return () =>
    forged(replayable, (line, seq) =>
      seq === -2 ? { end: { ...(line['end'] as Line), ...change(line['end'] as Line) } } : line,
    )
}

function patch(change: object): () => string[] {
  let done = false
  return () =>
    forged(standAlone, (line) => {
      if (done || !('patch' in line)) return line
      done = true
      return { patch: { ...(line['patch'] as Line), patches: [change] } }
    })
}

const nodes = (line: Line) => (line['topology'] as { nodes: Line[]; pods: Line[] }).nodes
const spec = (line: Line) => line['spec'] as Line

describe('a forged trace, its check sums made to fit,', () => {
  const cases: readonly (readonly [string, () => Iterable<string>, string | RegExp])[] = [
    ['TR01 empty', () => [], 'the file is empty'],
    ['TR02 of another magic', header(() => ({ orrery: 'log' })), 'no Orrery trace'],
    ['TR03 of another tool', () => ['{"traceEvents":[]}'], 'no Orrery trace'],
    ['TR04 that is an image', () => ['\u0089PNG', '\u001A'], 'no Orrery trace'],
    ['TR07 without its end', () => replayable.slice(0, -1), 'its end is missing'],
    ['TR07 without its last byte', () => cut(1), 'not JSON'],
    ['TR16 that says 1e15 events', header(() => ({ events: 1e15 })), 'events is 1000000000000000'],
    ['TR17 that says 0 events', header(() => ({ events: 0 })), 'more events than the 0'],
    ['TR18 that says −1 events', header(() => ({ events: -1 })), 'events is -1'],
    ['TR20 whose cause is itself', event(() => 5, { cause: 5 }), 'cause is 5'],
    ['TR21 whose cause is to come', event(() => 5, { cause: 9 }), 'cause is 9'],
    ['TR22 whose time is none', event(() => 5, { at: null }), 'at is null'],
    ['TR23 whose time is endless', () => raw('"at":0', '"at":1e999'), 'at is null'],
    ['TR24 whose time is −1', event(() => 5, { at: -1 }), 'at is -1'],
    ['TR25 whose time goes back', event(() => 90, { at: 0 }), 'time does not go back'],
    ['TR26 whose time is 1e308', event(() => 5, { at: 1e308 }), 'at is 1e+308'],
    ['TR28 with a number twice', event(() => 5, { seq: 4 }), 'event 5 must come next'],
    [
      'TR29 that receives what was not sent',
      event(() => first['deliver']!, { cause: 0 }),
      'nothing arrives that was not sent',
    ],
    [
      'TR30 that sends to nobody',
      event(() => first['send']!, { peer: 'x' }),
      'peer: no node named',
    ],
    [
      'TR31 that receives one message three times',
      () => thrice(),
      /event \d+ delivers the message of event \d+ again, after event \d+/,
    ],
    [
      'TR32 that patches a prototype',
      patch({ op: 'replace', path: ['__proto__', 'x'], value: 1 }),
      'patch.patches',
    ],
    [
      'TR33 that patches place 4294967295',
      patch({ op: 'replace', path: ['list', 4_294_967_295], value: 1 }),
      'patch.patches',
    ],
    [
      'TR34 that makes a list a billion long',
      patch({ op: 'replace', path: ['list', 'length'], value: 1e9 }),
      'patch.patches',
    ],
    [
      'TR35 with an event of megabytes',
      event(() => 5, {
        message: { text: ['x'.repeat(60_000)].concat(Array<string>(60).fill('y'.repeat(60_000))) },
      }),
      /this event has \d+ characters; at most 1048576 are read/,
    ],
    [
      'TR36 with 100,001 nodes',
      header((line) => ({
        topology: {
          nodes: Array.from({ length: 100_001 }, (_one, place) => ({
            ...nodes(line)[0],
            id: `n${place}`,
          })),
          pods: [],
        },
      })),
      'at most 100000 nodes',
    ],
    [
      'TR37 with an event of many fields',
      event(() => 5, Object.fromEntries(Array.from({ length: 5000 }, (_one, n) => [`f${n}`, n]))),
      'no field named "f0"',
    ],
    [
      'with a field of the header that nobody knows',
      header(() => ({ evnts: 1 })),
      'did you mean "events"?',
    ],
    [
      'with two nodes of one id',
      header((line) => ({
        topology: { nodes: nodes(line).map((one) => ({ ...one, id: 'a' })), pods: [] },
      })),
      'every node needs an id of its own',
    ],
    [
      'with a label of a megabyte',
      header((line) => ({
        topology: {
          nodes: [{ ...nodes(line)[0], label: 'x'.repeat(1e6) }, ...nodes(line).slice(1)],
          pods: [],
        },
      })),
      'label is "xxx',
    ],
    [
      'with a label that is an object',
      header((line) => ({
        topology: { nodes: [{ ...nodes(line)[0], label: {} }, ...nodes(line).slice(1)], pods: [] },
      })),
      'label is {}; it must be a text',
    ],
    [
      'with a pod of strangers',
      header((line) => ({
        topology: { nodes: nodes(line), pods: [{ name: 'p', members: ['x'], zone: null }] },
      })),
      'members is ["x"]',
    ],
    [
      'with parameters behind an object',
      () =>
        forged(replayable, (line, seq) =>
          seq === -1
            ? JSON.stringify(line).replace(/"params":\{[^}]*\}/, '"params":{"__proto__":1}')
            : line,
        ),
      'spec.params.__proto__',
    ],
    [
      'with a value that is an object',
      header((line) => ({ spec: { ...spec(line), params: { x: {} } } })),
      'spec.params.x is {}',
    ],
    [
      'with a fault that cannot be',
      header((line) => ({
        spec: { ...spec(line), faults: [{ kind: 'crash', at: -1, target: 'server-1' }] },
      })),
      'spec.faults: fault 1: crash: at is -1',
    ],
    ['with a check that is a number', end(() => ({ checks: [7] })), 'checks is [7]'],
    [
      'with a check whose name is an object',
      end(() => ({
        checks: [
          { name: {}, kind: 'always', result: 'pass', rows: [], reason: '', event: null, at: null },
        ],
      })),
      'checks[0].name is {}',
    ],
    [
      'with a check at an event that is not there',
      end(() => ({
        checks: [
          { name: 'x', kind: 'always', result: 'fail', rows: [], reason: '', event: 1e9, at: 5 },
        ],
      })),
      'checks[0].event is 1000000000',
    ],
    ['with a measure that is a text', end(() => ({ measures: { x: 'y' } })), 'measures.x is "y"'],
    [
      'SH12 with a statistic that is none',
      end(() => ({ measures: { x: { kind: 'counter', total: 'NaN' } } })),
      'measures.x.total is "NaN"',
    ],
    [
      'with a fault that is not in the plan',
      end(() => ({ faults: [{ index: 9, fault: {}, hits: 1 }] })),
      'faults[0] is {}',
    ],
    [
      'with a fingerprint of other signs',
      end(() => ({ fingerprint: '<b>' })),
      'fingerprint is "<b>"',
    ],
  ]

  test.each(cases)('%s, is refused', (_name, lines, message) => {
    const text = says(lines())
    expect(text).toMatch(message instanceof RegExp ? message : /./)
    if (typeof message === 'string') expect(text).toContain(message)
    expect(text).toMatch(/^run\.jsonl:\d+: /)
    expect(({} as Line)['x']).toBeUndefined()
  })

  test('TR27 with a thousand events at one time is fine', () => {
    const lines = forged(replayable, (line, seq) => (seq >= 0 ? { ...line, at: 5 } : line))
    expect(says(lines)).toBe('nothing')
  })

  test('a delivery may come twice, where a link doubles', () => {
    expect(says(again(1))).toBe('nothing')
  })

  test('TR38 with text that means something elsewhere is only text', () => {
    const label = '"><svg onload=alert(1)>'
    const lines = forged(replayable, (line, seq) =>
      seq === -1
        ? { ...line, topology: { nodes: nodes(line).map((one) => ({ ...one, label })), pods: [] } }
        : line,
    )
    const { trace } = readTrace(lines)
    expect(trace.header.topology.nodes[0]!.label).toBe(label)
  })

  test('TR40 whose sums do not fit is refused, or read by one who says so', () => {
    const changed = [...replayable]
    changed[6] = changed[6]!.replace('{', '{ ')
    expect(says(changed)).toContain('the file was changed or damaged')
    const read: ReadTrace = readTrace(changed, 'run.jsonl', { ignoreHash: true })
    expect(read.isDamaged).toBe(true)
    expect(readTrace(replayable, 'run.jsonl', { ignoreHash: true }).isDamaged).toBe(false)
  })

  test('a patch that leaves a hole in a list does not fit the states', () => {
    const lines = forged(standAlone, (line) => {
      if (!('patch' in line)) return line
      const { node, seq } = line['patch'] as Line
      return {
        patch: {
          node,
          seq,
          patches: [
            { op: 'add', path: ['list'], value: [] },
            { op: 'add', path: ['list', 900_000], value: 1 },
          ],
        },
      }
    })
    const { stateAt, trace } = readTrace(lines)
    expect(() => stateAt(trace.events.length - 1)).toThrow(
      /do not fit the states: a list of 0 entries has no place 900000/,
    )
  })

  test('what a step changed is found by its first event', () => {
    const read = readTrace(standAlone)
    const at = standAlone.flatMap((text) => {
      const { patch: one } = JSON.parse(text) as { patch?: { seq: number } }
      return one ? [one.seq] : []
    })
    const counts = new Map<number, number>()
    for (const seq of at) counts.set(seq, (counts.get(seq) ?? 0) + 1)
    for (const [seq, count] of counts) expect(read.patchesAt(seq)).toHaveLength(count)
    expect(read.patchesAt(read.trace.events.length + 5)).toEqual([])
  })

  function cut(bytes: number): string[] {
    return [...replayable.slice(0, -1), replayable.at(-1)!.slice(0, -bytes)]
  }

  function raw(from: string, to: string): string[] {
    return forged(replayable, (line, seq) =>
      seq === 1 ? JSON.stringify(line).replace(from, to) : line,
    )
  }

  function thrice(): string[] {
    return again(2)
  }

  /** The first delivery comes again, so many times, in the place of the arrivals that follow. */
  function again(times: number): string[] {
    const seq = first['deliver']!
    const delivery = JSON.parse(replayable[seq + 1]!) as Line
    let left = times
    return forged(replayable, (line, number) => {
      if (number <= seq || left === 0 || line['kind'] === 'send') return line
      // Any event may become a delivery if nothing was delivered because of it.
      if (line['kind'] !== 'arrive') return line
      left--
      return { ...delivery, seq: number, at: line['at'] }
    })
  }
})
