import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventKinds } from '../../../engine/index.ts'
import { isForbiddenKey } from '../../../engine/clockwork/plain-error.ts'
import { Recorder } from '../../../engine/trace/recorder.ts'

/** An event as a recorder takes it, without its number. */
type Row = [
  at: number,
  kind: number,
  node: number,
  peer: number,
  type: number,
  cause: number,
  operation: number,
  value: number,
  detail: number,
  message: object | null,
]

const plain = (row: Partial<Record<number, unknown>> = {}): Row =>
  Object.assign([0, 1, -1, -1, -1, -1, -1, 0, -1, null], row) as Row

function recorded(rows: readonly Row[], recorder = new Recorder()): Recorder {
  const from = recorder.events.length
  rows.forEach((row, place) => {
    if (place % 3 === 0) recorder.beginStep()
    recorder.event(from + place, ...row)
  })
  return recorder
}

function rowsOf({ events }: Recorder): Row[] {
  const cursor = events.cursor()
  const rows: Row[] = []
  while (cursor.next()) {
    const { at, kind, node, peer, type, cause, operation, value, detail } = cursor
    rows.push([at, kind, node, peer, type, cause, operation, value, detail, cursor.message()])
  }
  return rows
}

/** Numbers on both sides of every width. */
const edges = [0, 127, 128, 255, 256, 65_535, 65_536, 16_777_214, 16_777_215, 16_777_216]
const index = fc.oneof(fc.integer({ min: -1, max: 300 }), fc.constantFrom(...edges))
const time = fc.oneof(
  fc.nat(1000),
  fc.constantFrom(...edges, 4_294_967_294, 4_294_967_295, 4_294_967_296, 2 ** 52),
)
const value = fc.oneof(
  time,
  fc.constantFrom(-1, -2, 0.5, -1e300, 5e-324, Number.MAX_SAFE_INTEGER),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0)),
)
const string = fc.oneof(
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
  fc.constantFrom('', 'leaf-1', 'ü', '€', '\ud800', 'x'.repeat(200)),
)
const key = fc
  .oneof(string, fc.constantFrom('a', 'b', 'n', '7', '0'))
  .filter((one) => !isForbiddenKey(one))
const message = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    value,
    string,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
})).object

const rows = fc
  .array(
    fc.tuple(
      time,
      fc.nat(eventKinds.length - 1),
      index,
      index,
      index,
      fc.nat(1000),
      index,
      value,
      index,
      fc.option(message),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) =>
    list.map((row, seq): Row => {
      const cause = seq - 1 - row[5]
      return row.with(5, Math.max(-1, cause)) as Row
    }),
  )

describe('a recorder', () => {
  test('gives back every event as it was, key for key', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const back = rowsOf(recorded(list))
        expect(back).toEqual(list)
        // The order of keys too.
        expect(JSON.stringify(back)).toBe(JSON.stringify(list))
      }),
      { numRuns: 100 },
    )
  })

  test('writes a message as JSON does', () => {
    fc.assert(
      fc.property(message, (one) => {
        const cursor = recorded([plain({ 9: one })]).events.cursor()
        cursor.next()
        expect(cursor.messageJson()).toBe(JSON.stringify(one))
      }),
      { numRuns: 100 },
    )
  })

  test('finds any event from any other, in whatever order', () => {
    const list = Array.from({ length: 20_000 }, (_, seq) =>
      plain({ 0: seq * 10, 5: seq - 1, 7: seq % 7, 9: { n: seq, text: 'x'.repeat(seq % 50) } }),
    )
    const { events } = recorded(list)
    const cursor = events.cursor()
    fc.assert(
      fc.property(fc.array(fc.nat(list.length - 1), { minLength: 1, maxLength: 20 }), (places) => {
        for (const seq of places) {
          cursor.goTo(seq)
          expect([cursor.seq, cursor.at, cursor.value]).toEqual([seq, seq * 10, seq % 7])
          expect(events.message(seq)).toEqual(list[seq]![9])
          cursor.goToStep()
          expect(cursor.seq).toBe(seq - (seq % 3))
        }
      }),
    )
  })

  test('finds the beginning of a step that fills several pages', () => {
    const recorder = recorded([plain(), plain(), plain(), plain()])
    recorder.beginStep()
    for (let seq = 4; seq < 60_000; seq++)
      recorder.event(seq, 1e12, 1, seq, -1, -1, -1, -1, 0, -1, { text: 'a longer one' })
    const cursor = recorder.events.cursor()
    for (const [seq, first] of [
      [59_999, 4],
      [4, 4],
      [3, 3],
      [2, 0],
      [30_000, 4],
    ] as const) {
      cursor.goTo(seq)
      cursor.goToStep()
      expect(cursor.seq).toBe(first)
    }
  })

  test('keeps messages as they were, whatever their owner does to them later', () => {
    const message = { list: [1] }
    const recorder = recorded([plain({ 9: message })])
    message.list.push(2)
    expect(recorder.events.message(0)).toEqual({ list: [1] })
    const one = recorder.events.message(0) as typeof message
    one.list.push(3)
    expect(recorder.events.message(0)).toEqual({ list: [1] })
  })

  test('keeps messages larger than a page, deeper than most, and with more keys than a shape', () => {
    const large = {
      text: 'ä'.repeat(70_000),
      wide: '€'.repeat(70_000),
      list: Array(50_000).fill(7),
    }
    const wide = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`key ${n}`, { n }]))
    let deep: object = {}
    for (let depth = 0; depth < 63; depth++) deep = depth % 2 ? { deep } : { list: [deep] }
    const list = [large, wide, deep, {}, large].map((one) => plain({ 9: one }))
    expect(rowsOf(recorded(list))).toEqual(list)
  })

  test('keeps any number of shapes and strings', () => {
    const list = Array.from({ length: 10_000 }, (_, n) =>
      plain({ 9: { [`key ${n % 3000}`]: `value ${n}`, same: 'same' } }),
    )
    expect(rowsOf(recorded(list))).toEqual(list)
  })

  test('makes minus zero zero, as every copy of a message does', () => {
    const recorder = recorded([plain({ 7: -0, 9: { n: -0 } })])
    const cursor = recorder.events.cursor()
    cursor.next()
    expect(Object.is(cursor.value, 0)).toBe(true)
    expect(recorder.events.message(0)).toStrictEqual({ n: 0 })
  })

  test('takes few bytes for an event of a common kind', () => {
    const recorder = new Recorder()
    for (let seq = 0; seq < 100_000; seq++) {
      const message = seq % 2 === 0 ? { n: seq >> 2 } : null
      recorder.event(seq, seq * 55, 1, seq % 100, 100, 1, seq - 50, -1, 11_000, -1, message)
    }
    expect(recorder.bytes / 100_000).toBeLessThan(16)
  })

  test('goes back to a snapshot and forgets what came after it', () => {
    fc.assert(
      fc.property(rows, rows, rows, (before, lost, after) => {
        const recorder = recorded(before)
        const saved = recorder.save()
        recorded(lost, recorder)
        recorder.load(saved)
        expect(rowsOf(recorder)).toEqual(before)
        recorded(
          after.map((row) => row.with(5, -1) as Row),
          recorder,
        )
        expect(rowsOf(recorder)).toEqual([...before, ...after.map((row) => row.with(5, -1))])
      }),
      { numRuns: 30 },
    )
  })

  test('goes back over pages, and to nothing', () => {
    const list = Array.from({ length: 30_000 }, (_, seq) => plain({ 0: seq, 9: { seq } }))
    const recorder = new Recorder()
    const empty = recorder.save()
    recorded(list.slice(0, 10_000), recorder)
    const saved = recorder.save()
    recorded(list.slice(10_000), recorder)
    recorder.load(saved)
    recorded(list.slice(10_000), recorder)
    expect(rowsOf(recorder)).toEqual(list)
    recorder.load(empty)
    expect(recorder.events.length).toBe(0)
    recorded(list.slice(0, 5), recorder)
    expect(rowsOf(recorder)).toEqual(list.slice(0, 5))
  })

  test('refuses the snapshot of a longer record', () => {
    const saved = recorded([plain(), plain()]).save()
    expect(() => new Recorder().load(saved)).toThrow(
      'the record has 0 events, so it cannot go back to 2; load a snapshot of the same run',
    )
  })
})

describe('the events of a record', () => {
  test('are columns of equal length', () => {
    const list = Array.from({ length: 5000 }, (_, seq) =>
      plain({ 0: seq * 10, 2: 2, 5: seq - 1, 7: 0.5 }),
    )
    const { events } = recorded(list)
    const { length, ...columns } = events.columns()
    expect(length).toBe(5000)
    for (const column of Object.values(columns)) expect(column).toHaveLength(5000)
    for (const [name, column] of Object.entries(columns))
      expect(events[name as keyof typeof columns]).toEqual(column)
    expect([events.at[4999], events.cause[4999], events.value[4999]]).toEqual([49_990, 4998, 0.5])
  })

  test('are handed over as new columns each time', () => {
    const { events } = recorded([plain({ 0: 7 })])
    events.columns().at[0] = 8
    expect(events.at[0]).toBe(7)
    expect(events.columns().at[0]).toBe(7)
  })

  test('stay as they are while the record grows', () => {
    const recorder = recorded([plain({ 0: 1 }), plain({ 0: 2 })])
    const { events } = recorder
    recorded(
      Array.from({ length: 10_000 }, (_, n) => plain({ 0: n + 3 })),
      recorder,
    )
    expect(events.length).toBe(2)
    expect([...events.at]).toEqual([1, 2])
    expect(recorder.events.length).toBe(10_002)
  })

  test.each([-1, 3, 1.5, NaN])('have no message at %s', (seq) => {
    const list = [plain({ 9: { n: 1 } }), plain(), plain()]
    expect(recorded(list).events.message(seq)).toBeNull()
  })
})
