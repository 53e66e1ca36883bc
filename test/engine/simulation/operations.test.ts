import { describe, expect, test } from 'vitest'
import { ms } from '../../../engine/index.ts'
import type { Workload } from '../../../engine/index.ts'
import { linesOf } from '../../support/happenings.ts'
import { perform } from '../../support/stage.ts'
import type { Talk } from '../../support/stage.ts'

/** A request at 0 that opens an operation. */
const asks: Workload<Talk> = {
  kind: 'script',
  at: [0],
  to: 'client',
  type: 'go',
  name: 'users',
  message: ({ n }) => ({ n }),
}

describe('an operation', () => {
  test('is opened by an arrival, named after its workload, and lasts until it is ended', () => {
    const { operations, summary } = perform({
      workload: [asks],
      client: {
        go: (_state, { n }, ctx) => ctx.send(ctx.nodes('server')[0]!, 'go', { n }),
        hear: (_state, { text }, ctx) => void ctx.end('ok', text),
      },
      server: { go: (_state, _message, ctx) => ctx.reply('hear', { text: 'done' }) },
    })
    expect(operations).toMatchObject([
      {
        id: 'users#1',
        kind: 'go',
        process: 'client',
        input: { n: 0 },
        output: 'done',
        outcome: 'ok',
        start: 0,
        end: ms(2),
      },
    ])
    expect(summary.measures['latency']).toMatchObject({ count: 1, min: ms(2), max: ms(2) })
  })

  test('is inherited by messages and timers, and by what follows from them', () => {
    const { state, events } = perform({
      workload: [asks],
      client: {
        go: (_state, _message, ctx) => void ctx.after(ms(1), 'wake', { text: '' }),
        wake: (_state, _message, ctx) => ctx.send(ctx.nodes('server')[0]!, 'go', { n: 1 }),
      },
      server: {
        go(state, _message, ctx) {
          state.notes['for'] = ctx.operation
        },
      },
    })
    expect(state('server').notes).toEqual({ for: 'users#1' })
    const kinds = ['arrive', 'timer', 'send', 'deliver']
    expect(events.filter(({ kind }) => kinds.includes(kind)).map((e) => e.operation)).toEqual([
      0, 0, 0, 0,
    ])
  })

  test('is not inherited where another is named, or none', () => {
    const { diary } = perform({
      workload: [asks],
      client: {
        go(_state, _message, ctx) {
          const own = ctx.operation
          const other = ctx.begin('other')
          const [server] = ctx.nodes('server')
          ctx.send(server!, 'hear', { text: 'the one begun last' })
          ctx.send(server!, 'hear', { text: 'the one named' }, { operation: own })
          ctx.send(server!, 'hear', { text: 'none' }, { operation: null })
          ctx.send(server!, 'hear', { text: 'again' }, { operation: other })
        },
      },
      server: {
        hear: (state, { text }, ctx) => void state.diary.push(`${text}: ${ctx.operation}`),
      },
    })
    expect(diary('server')).toEqual([
      'the one begun last: client/other#1',
      'the one named: users#1',
      'none: null',
      'again: client/other#1',
    ])
  })

  test('ends once: ending it again says so and changes nothing', () => {
    const { diary, operations, events } = perform({
      workload: [asks],
      client: {
        go(state, _message, ctx) {
          const operation = ctx.operation!
          state.diary.push(String(ctx.end('ok', 1)))
          state.diary.push(String(ctx.end('fail', 2)))
          state.diary.push(String(ctx.end('fail', 3, operation)))
          ctx.after(ms(1), 'wake', { text: operation })
        },
        wake(state, { text }, ctx) {
          state.diary.push(String(ctx.operation), String(ctx.end('info', 4, text)))
        },
      },
    })
    expect(diary('client')).toEqual(['true', 'false', 'false', 'null', 'false'])
    expect(operations).toMatchObject([{ outcome: 'ok', output: 1, end: 0 }])
    expect(events.filter(({ kind }) => kind === 'end')).toHaveLength(1)
  })

  test('can be ended by whoever knows its name', () => {
    const { operations } = perform({
      workload: [asks],
      client: {
        go(_state, _message, ctx) {
          const text = ctx.operation!
          ctx.send(ctx.nodes('server')[0]!, 'hear', { text }, { operation: null })
        },
      },
      server: { hear: (_state, { text }, ctx) => void ctx.end('fail', null, text) },
    })
    expect(operations).toMatchObject([{ id: 'users#1', outcome: 'fail', end: ms(1) }])
  })

  test('that never ends is info, with no end', () => {
    const { operations } = perform({ workload: [asks] })
    expect(operations).toMatchObject([{ outcome: 'info', end: null, endSeq: null }])
  })

  test('cannot be ended where none is open', () => {
    const { summary } = perform({ client: { go: (_state, _message, ctx) => void ctx.end('ok') } })
    expect(summary.end).toMatchObject({
      kind: 'crashed',
      reason: expect.stringContaining(
        'no operation is open here; begin one, or name the one to end',
      ),
    })
  })

  test('has the kind, key and input that its workload gives', () => {
    const { operations } = perform({
      workload: [
        {
          ...asks,
          operation: ({ n }: { n: number }) => ({ kind: 'read', key: `k${n}`, input: [n] }),
        },
      ],
    })
    expect(operations).toMatchObject([{ kind: 'read', key: 'k0', input: [0] }])
  })

  test('marks what its handler noted and wrote before another was begun as its own', () => {
    const { events } = perform({
      workload: [asks],
      client: {
        go(_state, _message, ctx) {
          ctx.note('before')
          ctx.disk.write('a', 1)
          ctx.begin('other')
          ctx.note('after')
          ctx.disk.write('b', 2)
        },
      },
    })
    const marked = events.filter(({ kind }) => kind === 'note' || kind === 'write')
    expect(marked.map(({ type, operation }) => `${type} ${operation}`)).toEqual([
      'before 0',
      'after 1',
      'a 0',
      'b 1',
    ])
  })

  test('of a closed workload has its user as process; of a handler, its node', () => {
    const { operations } = perform({
      workload: [
        {
          kind: 'closed',
          users: 2,
          think: ms(400),
          to: 'client',
          type: 'go',
          name: 'users',
          message: ({ n }) => ({ n }),
        },
      ],
      client: {
        go(_state, _message, ctx) {
          const own = ctx.operation!
          ctx.begin('inner')
          ctx.end('ok')
          ctx.end('ok', null, own)
        },
      },
    })
    const processes = new Set(operations.map(({ kind, process }) => `${kind} ${process}`))
    expect(processes).toEqual(new Set(['go users-1', 'go users-2', 'inner client']))
  })
})

test('an arrival at a node that is down is lost, and its operation stays open', () => {
  const { events, operations } = perform({
    workload: [asks],
    clientOptions: { down: true },
  })
  expect(linesOf(events, 'arrive', 'drop')).toEqual([
    '0 arrive client go users',
    '0 drop client go down',
  ])
  expect(operations).toMatchObject([{ outcome: 'info' }])
})
