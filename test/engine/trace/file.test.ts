import { beforeAll, describe, expect, test } from 'vitest'
import {
  compareTraces,
  eventKinds,
  ms,
  readTrace,
  standAloneLines,
  TraceError,
  traceLines,
} from '../../../engine/index.ts'
import { busyScenario } from '../../support/busy.ts'
import { perform, recorded } from '../../support/stage.ts'
import type { Performance } from '../../support/stage.ts'

let run: Performance
let replayable: string[]
let standAlone: string[]

beforeAll(() => {
  run = recorded(
    busyScenario({
      clients: 2,
      servers: 3,
      network: { latency: ms(1), loss: 0.02 },
      capacity: { service: { go: ms(2) }, queue: 2 },
      cpu: 0,
      load: 'open',
      faults: [{ kind: 'crash', target: 'server-2', at: ms(40), for: ms(30) }],
    }),
    { seed: '7' },
  )
  replayable = [...traceLines(run.recording!.trace)]
  standAlone = [...standAloneLines(run.recording!)]
}, 60_000)

describe('a trace file', () => {
  test('is one JSON object a line, beginning with a header and closing with an end', () => {
    for (const lines of [replayable, standAlone]) {
      const values = lines.map((line) => JSON.parse(line) as object)
      expect(values[0]).toMatchObject({ orrery: 'trace', format: 1, events: run.summary.events })
      expect(values.at(-1)).toHaveProperty('end')
    }
  })

  test('comes back as it was, replayable or stand-alone', () => {
    for (const lines of [replayable, standAlone]) {
      const { trace } = readTrace(lines)
      expect(compareTraces(run.recording!.trace, trace)).toBeNull()
      expect(trace.header).toEqual(run.recording!.trace.header)
      // What was undefined is left out in a file.
      const footer = JSON.parse(JSON.stringify(run.recording!.trace.footer)) as object
      expect(trace.footer).toMatchObject(footer)
    }
  })

  test('that is read and written again is the same file', () => {
    expect([...traceLines(readTrace(replayable).trace)]).toEqual(replayable)
  })

  test('writes each event as JSON would, what says nothing left out', () => {
    const { events, header, symbols } = run.recording!.trace
    const node = (place: number) => (place < 0 ? undefined : header.topology.nodes[place]!.id)
    const name = (symbol: number) => (symbol < 0 ? undefined : symbols[symbol]!)
    const lines = replayable.filter((line) => line.startsWith('{"seq"'))
    expect(lines).toHaveLength(events.length)
    lines.forEach((line, seq) => {
      const { [seq]: value } = events.value
      expect(line).toBe(
        JSON.stringify({
          seq,
          at: events.at[seq],
          kind: eventKinds[events.kind[seq]!],
          node: node(events.node[seq]!),
          peer: node(events.peer[seq]!),
          type: name(events.type[seq]!),
          cause: events.cause[seq]! < 0 ? undefined : events.cause[seq],
          operation: events.operation[seq]! < 0 ? undefined : events.operation[seq],
          value: value === 0 ? undefined : value,
          detail: name(events.detail[seq]!),
          message: events.message(seq) ?? undefined,
        }),
      )
    })
  })

  test('has no states when it is replayable, and says so', () => {
    expect(readTrace(replayable).form).toBe('replayable')
    expect(readTrace(replayable).stateAt(5)).toBeNull()
  })

  test('that stands alone has the state at every moment', () => {
    const { stateAt, form } = readTrace(standAlone)
    expect(form).toBe('stand-alone')
    for (let i = 0; i < 60; i++) {
      const seq = (i * 7919) % run.summary.events
      const states = Object.fromEntries(
        run.recording!.moment(seq).nodes.map(({ id, state }) => [id, state]),
      )
      expect(stateAt(seq), `after event ${seq}`).toEqual(states)
    }
  }, 60_000)

  test('of a run that crashed can be written, to stand alone too', () => {
    const crashed = perform({
      client: {
        go(state, { n }, ctx) {
          if (n === 1) throw new Error('stop')
          state.diary.push('once')
          ctx.after(1, 'go', { n: 1 })
        },
      },
    })
    const { trace, stateAt } = readTrace([...standAloneLines(crashed.recording!)])
    expect(trace.footer.end.kind).toBe('crashed')
    expect(stateAt(trace.events.length - 1)).toMatchObject({ client: { diary: ['once'] } })
  })
})

describe('a reader refuses, with file and line,', () => {
  const changed = (line: number, change: (value: Record<string, never>) => unknown): string[] => {
    const lines = [...replayable]
    const place = line < 0 ? lines.length + line : line
    lines[place] = JSON.stringify(change(JSON.parse(lines[place]!) as Record<string, never>))
    return lines
  }
  const says = (lines: readonly string[]): string => {
    try {
      readTrace(lines, 'run.jsonl')
    } catch (error) {
      if (error instanceof TraceError) return error.message
      throw error
    }
    return 'nothing'
  }

  test('an empty file, and one that is no trace', () => {
    expect(says([])).toBe('run.jsonl:0: the file is empty; a trace begins with a header line')
    expect(says(['hello'])).toBe('run.jsonl:1: this is no Orrery trace; its first line is not JSON')
    expect(says(['[1]'])).toBe('run.jsonl:1: this is [1]; it must be an object')
    expect(says(['{"a":1}'])).toBe(
      'run.jsonl:1: this is no Orrery trace; its first line must have "orrery": "trace"',
    )
  })

  test('a newer format, in a sentence that says what to do', () => {
    expect(says(changed(0, (header) => ({ ...header, format: 2 })))).toBe(
      'run.jsonl:1: this trace has format 2, newer than the 1 that this version reads; update Orrery',
    )
    expect(says(changed(0, (header) => ({ ...header, format: 'x' })))).toContain('format is "x"')
  })

  test.each<[string, object, string]>([
    ['form', { form: 'whole' }, 'form is "whole"; it must be replayable or stand-alone'],
    ['length', { events: 1e9 }, 'events is 1000000000; it must be a whole number up to 10000000'],
    ['length', { events: -1 }, 'events is -1; it must be a whole number'],
    ['topology', { topology: { nodes: [{}] } }, 'topology.nodes must be a list'],
    ['topology', { topology: null }, 'topology.nodes must be a list'],
    ['spec', { spec: null }, 'spec must be an object: what was run'],
  ])('a header whose %s cannot be', (_what, change, message) => {
    expect(says(changed(0, (header) => ({ ...header, ...change })))).toContain(message)
  })

  test.each<[string, object, string]>([
    ['an unknown field', { extra: 1 }, 'no field named "extra"'],
    ['an unknown kind', { kind: 'delivr' }, 'no kind of event named'],
    ['an unknown node', { node: 'clint-1' }, 'node: no node named'],
    ['a number out of order', { seq: 7 }, 'seq is 7; event 5 must come next'],
    ['a time that is none', { at: -1 }, 'at is -1; it must be a whole number from 0'],
    ['a cause to come', { cause: 5 }, 'cause is 5; it must be a whole number from -1 to 4'],
    ['a value that is none', { value: 'x' }, 'value is "x"; it must be a number'],
    ['a message that is none', { message: [1] }, 'message is [1]; it must be an object'],
    ['a type that is no text', { type: 7 }, 'type is 7; it must be a text'],
    [
      'a text too long',
      { type: 'x'.repeat(70_000) },
      'it must be a text of at most 65536 characters',
    ],
  ])('an event with %s', (_what, change, message) => {
    const text = says(changed(6, (event) => ({ ...event, ...change })))
    expect(text).toContain(message)
    expect(text).toMatch(/^run\.jsonl:7: /)
  })

  test('a line that was changed, by its check sum', () => {
    const lines = changed(6, (event) => ({ ...event, value: 12345 }))
    expect(says(lines)).toContain(
      'the check sum of block 0 does not fit its lines; the file was changed or damaged',
    )
  })

  test('a damaged line, half of it gone', () => {
    const lines = [...replayable]
    lines[9] = lines[9]!.slice(0, 20)
    expect(says(lines)).toBe('run.jsonl:10: this is not JSON; a trace is one JSON object a line')
  })

  test('a missing end', () => {
    const { events } = run.summary
    expect(says(replayable.slice(0, -1))).toContain(
      `the file ends after ${events} of ${events} events; its end is missing`,
    )
    expect(says(replayable.slice(0, 50))).toContain(`the file ends after 49 of ${events} events`)
  })

  test('a block that is doubled, missing, or has no check sum', () => {
    const ends = replayable.flatMap((line, place) => (line.startsWith('{"block"') ? [place] : []))
    expect(ends.length).toBeGreaterThan(1)
    const block = replayable.slice(1, ends[0]! + 1)
    const doubled = [replayable[0]!, ...block, ...block, ...replayable.slice(ends[0]! + 1)]
    expect(says(doubled)).toContain('event 1024 must come next')
    const missing = [replayable[0]!, ...replayable.slice(ends[0]! + 1)]
    expect(says(missing)).toContain('event 0 must come next')
    expect(says(replayable.filter((_line, place) => place !== ends[0]))).toContain(
      'lines are missing or doubled',
    )
    expect(says(replayable.filter((_line, place) => place !== ends.at(-1)))).toContain(
      'the check sum of the last block is missing',
    )
    const twice = [...replayable.slice(0, ends[0]! + 1), ...replayable.slice(ends[0])]
    expect(says(twice)).toContain('this is block 0 of 1024 lines; block 1 of 0 lines was read')
  })

  test('more after the end, but for empty lines', () => {
    expect(says([...replayable, ''])).toBe('nothing')
    expect(says([...replayable, replayable.at(-1)!])).toContain('there is more after the end')
  })

  test('an end that does not fit', () => {
    const end = (change: object) =>
      says(changed(-1, (value) => ({ end: { ...(value['end'] as unknown as object), ...change } })))
    expect(end({ hash: 'x' })).toContain('the check sum of the whole does not fit')
    expect(end({ events: 3 })).toContain('the end says 3 events')
    expect(end({ checks: 7 })).toContain('checks is 7; it must be a list')
    expect(end({ end: {} })).toContain('end.kind is missing; it must be one of done, capped')
    expect(end({ time: 'x' })).toContain('time is "x"')
  })

  test('states and patches that cannot be', () => {
    const place = (field: string) => standAlone.findIndex((line) => line.startsWith(`{"${field}"`))
    const with_ = (field: string, value: object) => {
      const lines = [...standAlone]
      lines[place(field)] = JSON.stringify({ [field]: value })
      return says(lines)
    }
    const fine = { node: 'client-1', patches: [], seq: 0 }
    expect(with_('patch', { ...fine, node: 'clint-1' })).toContain('patch.node: no node named')
    expect(with_('patch', { ...fine, seq: -5 })).toContain('patch.seq is -5')
    expect(with_('patch', { ...fine, patches: 7 })).toContain('patch.patches is 7')
    const bad = { op: 'replace', path: ['__proto__', 'x'], value: 1 }
    expect(with_('patch', { ...fine, patches: [bad] })).toContain('patch.patches')
    expect(with_('states', { seq: -1, nodes: { nobody: {} } })).toContain('states.nodes: no node')
    expect(with_('states', { seq: -1, nodes: { 'client-1': { state: 7 } } })).toContain(
      'state is 7',
    )
    const none = standAlone.filter((line) => !line.startsWith('{"states"'))
    expect(says(none)).not.toBe('nothing')
  })
})
