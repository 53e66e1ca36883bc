import { describe, expect, test } from 'vitest'
import { ms, uniform } from '../../../engine/index.ts'
import type { DiskOptions, Fault } from '../../../engine/index.ts'
import { linesOf } from '../../support/happenings.ts'
import { perform } from '../../support/stage.ts'
import type { Part, Staging } from '../../support/stage.ts'

/** A client that writes `v1`, `v2`, … under one key, and what it finds there when it starts again. */
const writes: Part<'client'> = {
  go: (_state, { n }, ctx) => ctx.disk.write('key', `v${n + 1}`),
  recover: (_self, disk) => ({
    diary: [`${disk.keys().join()}: ${JSON.stringify(disk.read('key')) ?? 'nothing'}`],
    notes: {},
  }),
  written: (state, { key, ok }, ctx) => {
    state.diary.push(`${ctx.now} ${key} ${ok}`)
  },
}

function found(at: readonly number[], disk: DiskOptions, faults: readonly Fault[]): string {
  const { diary } = perform({ client: writes, at, clientOptions: { disk }, faults })
  return diary('client')[0]!
}

describe('a disk', () => {
  test('keeps what is durable through a crash', () => {
    const faults: Fault[] = [{ kind: 'crash', target: 'client', at: ms(9), for: ms(1) }]
    expect(found([0], { latency: ms(5) }, faults)).toBe('key: "v1"')
  })

  test('loses what is still pending in a crash, and what was there before stays', () => {
    const faults: Fault[] = [{ kind: 'crash', target: 'client', at: ms(9), for: ms(1) }]
    expect(found([ms(6)], { latency: ms(5) }, faults)).toBe(': nothing')
    expect(found([0, ms(6)], { latency: ms(5) }, faults)).toBe('key: "v1"')
  })

  test('says when a write is durable, and shows it to its node at once', () => {
    const { diary, events } = perform({
      clientOptions: { disk: { latency: ms(5) } },
      client: {
        ...writes,
        go(state, _message, ctx) {
          ctx.disk.write('key', [1])
          state.diary.push(JSON.stringify(ctx.disk.read('key')), ctx.disk.keys().join())
        },
      },
    })
    expect(diary('client')).toEqual(['[1]', 'key', '5000 key true'])
    expect(linesOf(events, 'write')).toEqual(['5000 client key written'])
  })

  test('writes without latency are durable when the handler has returned', () => {
    const faults: Fault[] = [{ kind: 'crash', target: 'client', at: ms(1), for: ms(1) }]
    expect(found([0], {}, faults)).toBe('key: "v1"')
  })

  test('does not put an older write over a newer one that was faster', () => {
    const { diary } = perform({
      at: [0, ms(1)],
      clientOptions: { disk: { latency: ms(10) } },
      client: writes,
      faults: [
        { kind: 'disk', target: 'client', mode: 'slow', factor: 10, at: 0, for: ms(1) },
        { kind: 'crash', target: 'client', at: ms(200), for: ms(1) },
      ],
    })
    expect(diary('client')).toEqual(['key: "v2"'])
  })

  test('reads its latest write whatever the order in which writes become durable', () => {
    const { diary } = perform({
      at: Array.from({ length: 50 }, (_, n) => n * 100),
      clientOptions: { disk: { latency: uniform(ms(1), ms(30)) } },
      client: {
        ...writes,
        go(_state, { n }, ctx) {
          ctx.disk.write('key', `v${n + 1}`)
          if (n === 49) ctx.after(ms(100), 'wake', { text: '' })
        },
        wake: (state, _message, ctx) => {
          state.diary = [JSON.stringify(ctx.disk.read('key'))]
        },
      },
    })
    expect(diary('client')).toEqual(['"v50"'])
  })

  test('gives copies: changing what was read changes nothing on it', () => {
    const { diary } = perform({
      client: {
        go(state, _message, ctx) {
          ctx.disk.write('key', { list: [1] })
          ;(ctx.disk.read('key') as { list: number[] }).list.push(2)
          state.diary.push(JSON.stringify(ctx.disk.read('key')))
        },
      },
    })
    expect(diary('client')).toEqual(['{"list":[1]}'])
  })

  test('removes at once, pending writes included', () => {
    const { diary } = perform({
      clientOptions: { disk: { latency: ms(5) } },
      client: {
        ...writes,
        go(state, _message, ctx) {
          ctx.disk.write('key', 1)
          ctx.disk.remove('key')
          state.diary.push(
            ctx.disk.keys().join(),
            JSON.stringify(ctx.disk.read('key')) ?? 'nothing',
          )
        },
      },
    })
    expect(diary('client')).toEqual(['', 'nothing'])
  })

  test('keeps writing for a node that was stopped in good order', () => {
    const { events } = perform({
      clientOptions: { disk: { latency: ms(5) } },
      client: {
        go(_state, _message, ctx) {
          ctx.disk.write('key', 1)
          ctx.exit(0)
        },
      },
    })
    expect(linesOf(events, 'down', 'write')).toEqual([
      '0 down client exited',
      '5000 write client key written',
    ])
  })
})

describe('a disk fault', () => {
  const crash: Fault = { kind: 'crash', target: 'client', at: ms(50), for: ms(1) }
  const fault = (mode: 'lose' | 'tear' | 'refuse', at = 0): Fault => ({
    kind: 'disk',
    target: 'client',
    mode,
    at,
    for: ms(20),
  })

  test('lose acknowledges and forgets in the next crash', () => {
    expect(found([ms(10)], {}, [fault('lose'), crash])).toBe(': nothing')
    expect(found([0, ms(10)], {}, [fault('lose', ms(5)), crash])).toBe('key: "v1"')
  })

  test('lose is healed by a later write that is done in full', () => {
    expect(found([ms(10), ms(30)], {}, [fault('lose'), crash])).toBe('key: "v2"')
  })

  test('tear leaves half in the next crash', () => {
    expect(found([ms(10)], {}, [fault('tear'), crash])).toBe('key: "v"')
  })

  test('refuse says so and writes nothing', () => {
    const { diary, events, summary } = perform({
      client: writes,
      at: [ms(10)],
      faults: [fault('refuse')],
    })
    expect(diary('client')).toEqual(['10000 key false'])
    expect(linesOf(events, 'write')).toEqual(['10000 client key refused'])
    expect(summary.faults[0]!.hits).toBe(1)
  })

  test('slow multiplies the latency', () => {
    const { diary } = perform({
      client: writes,
      at: [ms(10), ms(20)],
      clientOptions: { disk: { latency: ms(2) } },
      faults: [{ kind: 'disk', target: 'client', mode: 'slow', factor: 4, at: ms(5), for: ms(10) }],
    })
    expect(diary('client')).toEqual(['18000 key true', '22000 key true'])
  })
})

describe('files', () => {
  const box = [{ name: 'box', members: ['client', 'server-1'] }]

  test('are seen by all members of a pod, and by nobody else', () => {
    const staging: Staging = {
      servers: 2,
      pods: box,
      client: {
        go(_state, { n }, ctx) {
          ctx.files.write('a/b', { n: [n] })
          for (const server of ctx.nodes('server')) ctx.send(server, 'go', { n })
        },
      },
      server: {
        go(state, _message, ctx) {
          state.notes['files'] = [...ctx.files.list()]
          state.notes['content'] = ctx.files.read('a/b') ?? null
        },
      },
    }
    const { state } = perform(staging)
    expect(state('server-1').notes).toEqual({ files: ['a/b'], content: { n: [0] } })
    expect(state('server-2').notes).toEqual({ files: [], content: null })
  })

  test('are copies, in and out', () => {
    const { diary } = perform({
      client: {
        go(state, _message, ctx) {
          const content = { list: [1] }
          ctx.files.write('f', content)
          content.list.push(2)
          ;(ctx.files.read('f') as { list: number[] }).list.push(3)
          state.diary.push(JSON.stringify(ctx.files.read('f')))
          ctx.files.remove('f')
          state.diary.push(ctx.files.list().join())
        },
      },
    })
    expect(diary('client')).toEqual(['{"list":[1]}', ''])
  })
})
