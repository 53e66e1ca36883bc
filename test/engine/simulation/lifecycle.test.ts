import { describe, expect, test } from 'vitest'
import { ms } from '../../../engine/index.ts'
import { linesOf } from '../../support/happenings.ts'
import { perform } from '../../support/stage.ts'
import type { Part } from '../../support/stage.ts'

const box = [{ name: 'box', members: ['client', 'server'] }]

/** A client that sends the server a signal. */
const signals = (name: string): Part<'client'> => ({
  go: (_state, _message, ctx) => ctx.signal(ctx.nodes('server')[0]!, name),
})

describe('signals', () => {
  test('TERM stops a node without a hook, KILL takes it down hard', () => {
    const down = (name: string) =>
      perform({ client: signals(name), pods: box }).events.find(({ kind }) => kind === 'down')
    expect(down('TERM')).toMatchObject({ node: 'server', detail: 'stopped', value: 0 })
    expect(down('KILL')).toMatchObject({ node: 'server', detail: 'killed', value: 137 })
    expect(down('HUP')).toBeUndefined()
  })

  test('reach the hook instead, except KILL, which nobody can catch', () => {
    const server: Part<'server'> = {
      signal: (state, name) => void state.diary.push(`caught ${name}`),
    }
    for (const name of ['TERM', 'HUP']) {
      const { diary, events } = perform({ client: signals(name), server, pods: box })
      expect(diary('server')).toEqual([`caught ${name}`])
      expect(linesOf(events, 'signal', 'down')).toEqual([`0 signal server ${name}`])
    }
    const killed = perform({ client: signals('KILL'), server, pods: box })
    expect(killed.diary('server')).toEqual([])
    expect(linesOf(killed.events, 'down')).toEqual(['0 server killed'])
  })

  test('of a node to itself need no pod', () => {
    const { events } = perform({
      client: { go: (_state, _message, ctx) => ctx.signal(ctx.self, 'TERM') },
    })
    expect(linesOf(events, 'down')).toEqual(['0 client stopped'])
  })
})

test('the process table shows the members of a pod, their status and their gauges', () => {
  const { state } = perform({
    servers: 2,
    pods: [{ name: 'box', members: ['client', 'server-2'] }],
    server: { start: (_state, ctx) => ctx.gauge('load', 0.5) },
    client: {
      go: (_state, _message, ctx) => void ctx.after(ms(10), 'wake', { text: '' }),
      wake: (state, _message, ctx) => {
        state.notes['peers'] = ctx.peers() as never
      },
    },
    faults: [{ kind: 'pause', target: 'server-2', at: ms(5) }],
  })
  expect(state('client').notes['peers']).toEqual([
    { id: 'client', role: 'client', status: 'up', gauges: {} },
    { id: 'server-2', role: 'server', status: 'paused', gauges: { load: 0.5 } },
  ])
})

describe('starting and stopping', () => {
  test('a node that is down at first starts with the argument it is given', () => {
    const { state, events } = perform({
      serverOptions: { down: true },
      client: { go: (_state, _message, ctx) => ctx.start(ctx.nodes('server')[0]!, { shard: 3 }) },
      server: { init: ({ argument }) => ({ diary: [], notes: { argument } }) },
    })
    expect(linesOf(events, 'up')).toEqual(['0 client started', '0 server started'])
    expect(state('server').notes).toEqual({ argument: { shard: 3 } })
  })

  test('a restarted node gets the argument it had', () => {
    const { state } = perform({
      serverOptions: { down: true },
      client: { go: (_state, _message, ctx) => ctx.start(ctx.nodes('server')[0]!, 'again') },
      server: { init: ({ argument }) => ({ diary: [], notes: { argument } }) },
      faults: [{ kind: 'crash', target: 'server', at: ms(5), for: ms(5) }],
    })
    expect(state('server').notes).toEqual({ argument: 'again' })
  })

  test('starting a node that is up changes nothing', () => {
    const { events } = perform({
      client: { go: (_state, _message, ctx) => ctx.start(ctx.nodes('server')[0]!) },
    })
    expect(linesOf(events, 'up')).toHaveLength(2)
  })

  test('a stopped node runs its stop hook, whose messages still go out', () => {
    const { diary, events } = perform({
      client: { go: (_state, _message, ctx) => ctx.stop(ctx.nodes('server')[0]!) },
      server: {
        stop: (_state, ctx) => ctx.send(ctx.nodes('client')[0]!, 'hear', { text: 'goodbye' }),
      },
    })
    expect(linesOf(events, 'down')).toEqual(['0 server stopped'])
    expect(diary('client')).toEqual(['1000 server: goodbye'])
  })

  test('a node that exits carries out what it asked for, then is down with its code', () => {
    const { diary, events } = perform({
      client: {
        go(_state, _message, ctx) {
          ctx.exit(3)
          ctx.exit(4)
          ctx.send(ctx.nodes('server')[0]!, 'hear', { text: 'last words' })
          ctx.after(ms(1), 'wake', { text: 'never' })
        },
      },
    })
    expect(diary('server')).toEqual(['1000 client: last words'])
    expect(events.find(({ kind }) => kind === 'down')).toMatchObject({ detail: 'exited', value: 3 })
    expect(diary('client')).toEqual([])
  })

  test('recover makes the state after a crash; init where there is none', () => {
    const server: Part<'server'> = { init: () => ({ diary: ['init'], notes: {} }) }
    const faults = [{ kind: 'crash', target: 'server', at: ms(5), for: ms(5) }] as const
    expect(perform({ server, faults }).diary('server')).toEqual(['init'])
    const recover = () => ({ diary: ['recover'], notes: {} })
    expect(perform({ server: { ...server, recover }, faults }).diary('server')).toEqual(['recover'])
  })
})

describe('a supervisor', () => {
  const supervises: Part<'client'> = {
    supervise: (state, { node, status, code }, ctx) => {
      state.diary.push(`${ctx.now} ${node} ${status} ${code}`)
      if (status === 'down') ctx.start(node)
    },
  }

  test('learns of changes after its delay, with the exit code, and may start the node again', () => {
    const { diary, events } = perform({
      client: {
        ...supervises,
        go: (_state, _message, ctx) => ctx.send(ctx.nodes('server')[0]!, 'go', { n: 0 }),
      },
      server: { go: (_state, _message, ctx) => ctx.exit(7) },
      clientOptions: { supervises: ['server'], noticeAfter: ms(4) },
      faults: [{ kind: 'crash', target: 'server', at: ms(50) }],
    })
    expect(diary('client')).toEqual([
      '4000 server up null',
      '5000 server down 7',
      '9000 server up null',
      '54000 server down null',
      '58000 server up null',
    ])
    expect(linesOf(events, 'up').slice(2)).toEqual([
      '5000 server restarted',
      '54000 server restarted',
    ])
  })

  test('that is down learns nothing', () => {
    const { events } = perform({
      client: supervises,
      clientOptions: { supervises: ['server'], noticeAfter: ms(4) },
      faults: [
        { kind: 'crash', target: 'server', at: ms(50) },
        { kind: 'crash', target: 'client', at: ms(52) },
      ],
    })
    expect(linesOf(events, 'notice')).toEqual(['4000 client server up'])
  })

  test('that is paused learns when it goes on', () => {
    const { diary } = perform({
      client: supervises,
      clientOptions: { supervises: ['server'] },
      faults: [
        { kind: 'pause', target: 'client', at: ms(10), for: ms(20) },
        { kind: 'crash', target: 'server', at: ms(15) },
      ],
    })
    expect(diary('client')[1]).toBe('30000 server down null')
  })
})
