import { describe, expect, test } from 'vitest'
import { ms, seconds } from '../../../engine/index.ts'
import { linesOf } from '../../support/happenings.ts'
import { perform } from '../../support/stage.ts'

describe('effects', () => {
  test('are carried out after the handler returns, in the order in which they were asked for', () => {
    const { events } = perform({
      client: {
        go(_state, _message, ctx) {
          ctx.note('first')
          ctx.send(ctx.nodes('server')[0]!, 'hear', { text: 'one' })
          ctx.begin('work')
          ctx.note('second')
          ctx.send(ctx.nodes('server')[0]!, 'hear', { text: 'two' })
          ctx.end('ok')
        },
      },
    })
    const arrive = events.find(({ kind }) => kind === 'arrive')!
    const effects = events.filter(({ cause }) => cause === arrive.seq)
    expect(effects.map(({ kind, type }) => `${kind} ${type}`)).toEqual([
      'note first',
      'send hear',
      'begin work',
      'note second',
      'send hear',
      'end work',
    ])
  })

  test('sent at one moment over equal links arrive in the order of sending', () => {
    const { diary } = perform({
      client: {
        go(_state, _message, ctx) {
          for (const text of ['a', 'b', 'c', 'd'])
            ctx.send(ctx.nodes('server')[0]!, 'hear', { text })
        },
      },
    })
    expect(diary('server')).toEqual(['a', 'b', 'c', 'd'].map((text) => `1000 client: ${text}`))
  })

  test('a reply goes to whoever sent the message being handled', () => {
    const { diary } = perform({
      clients: 2,
      at: [0, ms(10)],
      client: {
        go: (_state, { n }, ctx) => ctx.send(ctx.nodes('server')[0]!, 'go', { n }),
      },
      server: { go: (_state, { n }, ctx) => ctx.reply('hear', { text: `answer ${n}` }) },
    })
    expect(diary('client-1')).toEqual(['2000 server: answer 0'])
    expect(diary('client-2')).toEqual(['12000 server: answer 1'])
  })

  test('a handler sees itself as the sender of its timers and of what a workload asks', () => {
    const { state } = perform({
      client: {
        go(state, _message, ctx) {
          state.notes['asked by'] = ctx.from
          ctx.after(ms(1), 'wake', { text: '' })
        },
        wake(state, _message, ctx) {
          state.notes['woken by'] = ctx.from
        },
      },
    })
    expect(state('client').notes).toEqual({ 'asked by': 'client', 'woken by': 'client' })
  })

  test('ctx.id is another one in every handling, and unique among all nodes', () => {
    const ids: string[] = []
    perform({
      clients: 3,
      at: [0, 0, 0, ms(1), ms(1)],
      client: {
        go(_state, _message, ctx) {
          ids.push(ctx.id)
          ctx.after(ms(1), 'wake', { text: '' })
        },
        wake: (_state, _message, ctx) => void ids.push(ctx.id),
      },
    })
    expect(ids).toHaveLength(10)
    expect(new Set(ids).size).toBe(10)
    expect(ids.every((id) => /^client-[123]#\d+$/.test(id))).toBe(true)
  })

  test('ctx.self and ctx.index say which of its role a node is', () => {
    const { state } = perform({
      servers: 2,
      client: {
        go(_state, { n }, ctx) {
          for (const server of ctx.nodes('server')) ctx.send(server, 'go', { n })
        },
      },
      server: {
        go(state, _message, ctx) {
          state.notes['who'] = [ctx.self, ctx.index]
        },
      },
    })
    expect(state('server-1').notes).toEqual({ who: ['server-1', 0] })
    expect(state('server-2').notes).toEqual({ who: ['server-2', 1] })
  })

  test('a node learns at init its name, its place, and how many there are', () => {
    const { state } = perform({
      servers: 2,
      server: {
        init: ({ id, index, count, argument, nodes }) => ({
          diary: [],
          notes: { id, index, count, argument, clients: [...nodes('client')] },
        }),
      },
    })
    const notes = { id: 'server-2', index: 1, count: 2, argument: null, clients: ['client'] }
    expect(state('server-2').notes).toEqual(notes)
  })
})

describe('timers', () => {
  test('fire after their delay, those of one moment in the order in which they were set', () => {
    const { diary } = perform({
      client: {
        go(_state, _message, ctx) {
          ctx.after(ms(2), 'wake', { text: 'late' })
          ctx.after(ms(1), 'wake', { text: 'first' })
          ctx.after(ms(1), 'wake', { text: 'second' })
          ctx.after(0, 'wake', { text: 'at once' })
        },
      },
    })
    expect(diary('client')).toEqual([
      '0 wake: at once',
      '1000 wake: first',
      '1000 wake: second',
      '2000 wake: late',
    ])
  })

  test('are taken back by cancel, also in the handler that set them', () => {
    const { diary } = perform({
      client: {
        go(state, _message, ctx) {
          ctx.cancel(ctx.after(ms(1), 'wake', { text: 'never' }))
          state.notes['timer'] = ctx.after(ms(5), 'wake', { text: 'nor this' })
          ctx.after(ms(2), 'hear', { text: '' })
        },
        hear(state, _message, ctx) {
          ctx.cancel(state.notes['timer'] as number)
        },
      },
    })
    expect(diary('client')).toEqual([])
  })

  test('may be cancelled after they fired, or as null, without harm', () => {
    const { diary, summary } = perform({
      client: {
        go(state, _message, ctx) {
          state.notes['fired'] = ctx.after(ms(1), 'wake', { text: 'fired' })
          ctx.after(ms(2), 'hear', { text: '' })
          ctx.after(ms(3), 'wake', { text: 'another' })
        },
        hear(state, _message, ctx) {
          ctx.cancel(state.notes['fired'] as number)
          ctx.cancel(null)
          ctx.cancel(undefined)
        },
      },
    })
    expect(summary.end).toEqual({ kind: 'done' })
    expect(diary('client')).toEqual(['1000 wake: fired', '3000 wake: another'])
  })

  test('die with their node: after a crash none of them fires', () => {
    const { diary, summary } = perform({
      client: {
        go: (_state, _message, ctx) => void ctx.after(ms(10), 'wake', { text: 'before the crash' }),
        start: (_state, ctx) => void ctx.after(ms(20), 'wake', { text: `of ${ctx.now}` }),
      },
      faults: [{ kind: 'crash', target: 'client', at: ms(5), for: ms(1) }],
    })
    expect(summary.end).toEqual({ kind: 'done' })
    expect(diary('client')).toEqual(['26000 wake: of 6000'])
  })

  test('an old timer number cancels nothing of a node that started again', () => {
    const { diary } = perform({
      client: {
        start(_state, ctx) {
          if (ctx.now === 0) ctx.after(ms(50), 'wake', { text: 'of the first life' })
          else {
            ctx.cancel(1)
            ctx.after(ms(5), 'wake', { text: 'of the second life' })
            ctx.cancel(1)
          }
        },
      },
      faults: [{ kind: 'crash', target: 'client', at: ms(5), for: ms(1) }],
    })
    expect(diary('client')).toEqual(['11000 wake: of the second life'])
  })
})

describe('clocks', () => {
  test('show offset and drift, and timers follow the drift but not the offset', () => {
    const { diary, events } = perform({
      clientOptions: { clock: { offset: seconds(3), drift: 100_000 } },
      client: { go: (_state, _message, ctx) => void ctx.after(ms(110), 'wake', { text: 'x' }) },
    })
    // 10% fast: 110 ms of its own are 100 ms of true time.
    expect(linesOf(events, 'timer')).toEqual([`${ms(100)} client wake`])
    expect(diary('client')).toEqual([`${seconds(3) + ms(110)} wake: x`])
  })

  test('jump at once when a fault says so, while timers keep their delay', () => {
    const { diary, events } = perform({
      client: { go: (_state, _message, ctx) => void ctx.after(ms(20), 'wake', { text: 'x' }) },
      faults: [{ kind: 'jump', target: 'client', at: ms(10), by: -ms(7) }],
    })
    expect(linesOf(events, 'timer')).toEqual([`${ms(20)} client wake`])
    expect(diary('client')).toEqual([`${ms(13)} wake: x`])
  })

  test('never jump when their rate changes, and go on from where they were', () => {
    const { diary } = perform({
      at: [ms(10), ms(20), ms(30)],
      client: { go: (state, _message, ctx) => void state.diary.push(String(ctx.now)) },
      faults: [{ kind: 'skew', target: 'client', at: ms(10), for: ms(10), drift: 500_000 }],
    })
    expect(diary('client')).toEqual([ms(10), ms(25), ms(35)].map(String))
  })

  test('translate a deadline of the sender into true time', () => {
    const { events } = perform({
      clientOptions: { clock: { offset: seconds(100) } },
      serverOptions: { capacity: { service: ms(5), dropExpired: true } },
      client: {
        go(_state, _message, ctx) {
          const [server] = ctx.nodes('server')
          ctx.send(server!, 'hear', { text: 'in time' }, { deadline: ctx.now + ms(2) })
          ctx.send(server!, 'hear', { text: 'too late' }, { deadline: ctx.now + ms(2) })
        },
      },
    })
    expect(linesOf(events, 'drop')).toEqual(['6000 server client hear expired'])
  })
})

describe('messages', () => {
  test('travel as they were when sent: the sender may change its copy', () => {
    const { diary, events } = perform({
      client: {
        go(_state, _message, ctx) {
          const line = { text: 'as sent' }
          ctx.send(ctx.nodes('server')[0]!, 'hear', line)
          line.text = 'changed'
        },
      },
    })
    expect(diary('server')).toEqual(['1000 client: as sent'])
    expect(events.find(({ kind }) => kind === 'send')!.message).toEqual({ text: 'as sent' })
  })

  test('belong to their receiver, who may change them without changing the trace', () => {
    const { events, diary } = perform({
      client: {
        go: (_state, _message, ctx) => ctx.send(ctx.nodes('server')[0]!, 'hear', { text: 'sent' }),
      },
      server: {
        hear(state, message) {
          message.text = 'changed'
          state.diary.push(message.text)
        },
      },
    })
    expect(diary('server')).toEqual(['changed'])
    expect(events.find(({ kind }) => kind === 'send')!.message).toEqual({ text: 'sent' })
  })

  test('that arrive twice are two objects', () => {
    const { diary } = perform({
      network: { latency: ms(1), duplication: 1 },
      client: {
        go: (_state, _message, ctx) => ctx.send(ctx.nodes('server')[0]!, 'hear', { text: 'x' }),
      },
      server: {
        hear(state, message) {
          message.text += '!'
          state.diary.push(message.text)
        },
      },
    })
    expect(diary('server')).toEqual(['x!', 'x!'])
  })
})
