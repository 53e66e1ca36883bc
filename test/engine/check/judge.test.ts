import { describe, expect, test } from 'vitest'
import { checks, ms, run, Simulation } from '../../../engine/index.ts'
import type { AnyCheck, Fault } from '../../../engine/index.ts'
import { Judge } from '../../../engine/check/judge.ts'
import { Measures } from '../../../engine/measure/measures.ts'
import { perform, stage } from '../../support/stage.ts'
import type { Diary, Part, Staging, Talk } from '../../support/stage.ts'

const { always, eventually, sometimes, linearizable, slo } = checks<
  Talk,
  { client: Diary; server: Diary }
>()

/** A client that counts in its state how often it was told to go. */
const counts: Part<'client'> = {
  go: (state, { n }) => void (state.notes['n'] = n),
}

const every10ms = Array.from({ length: 10 }, (_, n) => ms(10 * n))

function judged(check: AnyCheck, rest: Staging = {}, options: object = {}) {
  const result = perform({ client: counts, at: every10ms, checks: [check], ...rest }, options)
  return { ...result, verdict: result.summary.checks[0]!, flips: result.recording!.flips }
}

const n = (world: { nodes(role: 'client'): readonly { state: Diary }[] }) =>
  (world.nodes('client')[0]!.state.notes['n'] as number | undefined) ?? -1

describe('always', () => {
  test('passes when it holds after every step', () => {
    const { verdict, flips } = judged(always('small', { holds: (world) => n(world) < 10 }))
    expect(verdict).toMatchObject({ result: 'pass', kind: 'always', event: null, at: null })
    expect(flips).toEqual([])
  })

  test('fails at the very step, with its reason, and stays failed', () => {
    const { verdict, flips, events } = judged(
      always('not five', {
        rows: ['X1.1'],
        holds: (world) => n(world) !== 5 || `n is ${n(world)}`,
      }),
    )
    const arrive = events.find(({ kind, at }) => kind === 'arrive' && at === ms(50))!
    expect(verdict).toEqual({
      name: 'not five',
      kind: 'always',
      rows: ['X1.1'],
      result: 'fail',
      reason: 'n is 5',
      event: arrive.seq,
      at: ms(50),
    })
    expect(flips).toEqual([{ check: 0, event: arrive.seq, at: ms(50), holds: false }])
  })

  test('fails without a reason in words of its own', () => {
    const { verdict } = judged(always('never', { holds: (world) => n(world) < 3 }))
    expect(verdict).toMatchObject({ result: 'fail', reason: 'it was false at 0.030000 s' })
  })

  test('looks at first states too', () => {
    const { verdict } = judged(always('begun', { holds: (world) => n(world) >= 0 }))
    expect(verdict).toMatchObject({ result: 'fail', at: 0 })
  })

  test('looks again only when a role that it watches changed', () => {
    let looks = 0
    const look = () => ++looks > 0
    judged(always('watching', { watch: ['server'], holds: look }))
    expect(looks).toBe(1)
    judged(always('watching all', { holds: look }))
    expect(looks).toBe(1 + 1 + 10)
  })

  test('sees down and paused nodes with their last state, and clocks, queues and disks', () => {
    const seen: unknown[] = []
    judged(
      always('sees', {
        holds(world) {
          const [{ status, state, clock, disk, queued, serving }] = world.nodes(
            'client',
          ) as never as [
            {
              status: string
              state: Diary
              clock: number
              disk: object
              queued: number
              serving: number
            },
          ]
          seen.push([
            world.now / 1000,
            status,
            state.notes['n'],
            clock / 1000,
            disk,
            queued,
            serving,
          ])
          return true
        },
      }),
      {
        at: [0],
        client: {
          go: (state, { n }, ctx) => (ctx.disk.write('k', n), (state.notes['n'] = n), undefined),
        },
        clientOptions: { clock: { offset: ms(1) } },
        faults: [{ kind: 'crash', target: 'client', at: ms(5) }],
      },
    )
    expect(seen).toEqual([
      [0, 'up', undefined, 1, {}, 0, 0],
      [0, 'up', 0, 1, {}, 0, 0],
      [5, 'down', 0, 6, { k: 0 }, 0, 0],
    ])
  })

  test('sees events as they happen, with names', () => {
    const seen: string[] = []
    const { events } = judged(
      always('events', {
        event({ seq, kind, node, peer, type }) {
          seen.push([seq, kind, node, peer, type].join(' '))
          return true
        },
      }),
      {
        at: [0],
        client: {
          go: (_state, _message, ctx) => ctx.send(ctx.nodes('server')[0]!, 'hear', { text: '' }),
        },
      },
    )
    expect(seen).toEqual([
      '0 up client  ',
      '1 up server  ',
      '2 arrive client  go',
      '3 send client server hear',
      '4 deliver server client hear',
    ])
    expect(events).toHaveLength(5)
  })

  test('fails at the event that it sees, not at the end of its step', () => {
    const { verdict, events } = judged(
      always('silence', { event: ({ kind }) => kind !== 'note' }),
      { at: [0], client: { go: (_s, _m, ctx) => (ctx.note('a'), ctx.note('b'), undefined) } },
    )
    expect(verdict.event).toBe(events.find(({ kind }) => kind === 'note')!.seq)
  })

  test('keeps a memory between its looks', () => {
    const { verdict } = judged(
      always('rising', {
        memory: { last: -1 },
        holds(world, memory) {
          const rises = n(world) >= (memory['last'] as number)
          memory['last'] = n(world)
          return rises || `fell to ${n(world)}`
        },
      }),
      { faults: [{ kind: 'crash', target: 'client', at: ms(45), for: ms(1) }] },
    )
    expect(verdict).toMatchObject({ result: 'fail', reason: 'fell to -1', at: ms(46) })
  })

  test('is undecided when the run was cut, unless it had failed before', () => {
    const cut = { caps: { events: 6 } }
    expect(judged(always('a', { holds: () => true }), {}, cut).verdict).toMatchObject({
      result: 'unknown',
      reason: expect.stringContaining('the run was cut: the run reached its cap of 6 events'),
    })
    expect(judged(always('b', { holds: (world) => n(world) < 1 }), {}, cut).verdict.result).toBe(
      'fail',
    )
  })
})

describe('sometimes', () => {
  test('passes when it was seen once, at the first sighting', () => {
    const { verdict, flips } = judged(sometimes('five', { holds: (world) => n(world) === 5 }))
    expect(verdict).toMatchObject({
      result: 'pass',
      at: ms(50),
      reason: 'first seen at 0.050000 s',
    })
    expect(flips).toMatchObject([{ at: ms(50), holds: true }])
  })

  test('fails when it never was, and is undecided when the run was cut before', () => {
    const never = sometimes('never', { holds: () => false })
    expect(judged(never).verdict).toMatchObject({
      result: 'fail',
      reason: 'it was never seen in this run',
    })
    expect(judged(never, {}, { caps: { events: 6 } }).verdict.result).toBe('unknown')
  })

  test('may look at events', () => {
    const { verdict } = judged(sometimes('asked', { event: ({ kind }) => kind === 'arrive' }))
    expect(verdict).toMatchObject({ result: 'pass', at: 0 })
  })
})

describe('eventually', () => {
  test('passes when it is true at the end, from the moment it last became so', () => {
    const { verdict, flips } = judged(
      eventually('large', { holds: (world) => n(world) === 2 || n(world) >= 7 }),
    )
    expect(verdict).toMatchObject({ result: 'pass', at: ms(70), reason: 'true from 0.070000 s on' })
    expect(flips.map(({ at, holds }) => [at / 1000, holds])).toEqual([
      [0, false],
      [20, true],
      [30, false],
      [70, true],
    ])
  })

  test('fails when it is false at the end, with the last reason', () => {
    const { verdict } = judged(
      eventually('early', { holds: (world) => n(world) < 5 || `n is ${n(world)}` }),
    )
    expect(verdict).toMatchObject({ result: 'fail', reason: 'n is 9' })
  })

  test('may come late after a fault, within the time to settle', () => {
    const faults: Fault[] = [{ kind: 'pause', target: 'client', at: ms(5), for: ms(900) }]
    const ended = eventually('all', { holds: (world) => n(world) === 9 })
    expect(judged(ended, { faults, duration: ms(100), settle: ms(10) }).verdict.result).toBe('pass')
    const crash: Fault[] = [{ kind: 'crash', target: 'client', at: ms(95), for: ms(1) }]
    expect(judged(ended, { faults: crash, duration: ms(100) }).verdict.result).toBe('fail')
  })

  test('is undecided when the run was cut', () => {
    const { verdict } = judged(eventually('x', { holds: () => true }), {}, { caps: { events: 6 } })
    expect(verdict.result).toBe('unknown')
  })
})

describe('linearizable', () => {
  const registers = (read: (n: number) => number): Staging => ({
    workload: [
      {
        kind: 'script',
        at: every10ms,
        to: 'client',
        type: 'go',
        message: ({ n }) => ({ n }),
        operation: ({ n }) => ({
          kind: n % 2 === 0 ? 'write' : 'read',
          input: n % 2 === 0 ? n : null,
        }),
      },
    ],
    client: { go: (_state, { n }, ctx) => void ctx.end('ok', n % 2 === 0 ? null : read(n)) },
  })
  const check = linearizable('as one register', { model: 'register' })

  test('passes a history in which every read sees the last write', () => {
    expect(
      judged(
        check,
        registers((n) => n - 1),
      ).verdict.result,
    ).toBe('pass')
  })

  test('fails one with a stale read', () => {
    expect(
      judged(
        check,
        registers((n) => Math.max(0, n - 3)),
      ).verdict.result,
    ).toBe('fail')
  })

  test('looks only at the kinds of operation it is told to', () => {
    const writes = linearizable('writes', { model: 'register', operations: ['write'] })
    expect(
      judged(
        writes,
        registers(() => -7),
      ).verdict.result,
    ).toBe('pass')
  })
})

describe('slo', () => {
  const takes: Staging = {
    workload: [
      { kind: 'script', at: every10ms, to: 'client', type: 'go', message: ({ n }) => ({ n }) },
    ],
    client: {
      go: (_state, { n }, ctx) => void ctx.after(ms(n + 1), 'wake', { text: '' }),
      wake: (_state, _message, ctx) => void ctx.end('ok'),
    },
  }
  const bound = (body: Parameters<typeof slo>[1]) => judged(slo('bound', body), takes).verdict

  test('bounds a quantile of a histogram, from above or below', () => {
    const p50 = { measure: 'latency', quantile: 0.5 }
    expect(bound({ ...p50, atMost: ms(6) })).toMatchObject({ result: 'pass' })
    expect(bound({ ...p50, atMost: ms(4) })).toMatchObject({
      result: 'fail',
      reason: expect.stringMatching(/^p50 of latency is \d+; at most 4000 is allowed$/),
    })
    expect(bound({ ...p50, atLeast: ms(6) })).toMatchObject({
      result: 'fail',
      reason: expect.stringMatching(/at least 6000 is due$/),
    })
  })

  test('bounds the total of a counter; one that never counted is 0', () => {
    expect(bound({ measure: 'ok', atLeast: 10, atMost: 10 })).toMatchObject({
      result: 'pass',
      reason: 'ok is 10',
    })
    expect(bound({ measure: 'refused', atMost: 0 }).result).toBe('pass')
  })

  test('is undecided about a quantile of nothing', () => {
    expect(bound({ measure: 'nothing', quantile: 0.9, atMost: 5 })).toMatchObject({
      result: 'unknown',
      reason: 'nothing was measured as "nothing"',
    })
  })
})

test('checks see counters, operations, and whether all faults are over', () => {
  const seen: unknown[] = []
  judged(
    always('sees', {
      holds(world) {
        seen.push([world.counter('gone'), world.operations.begun, world.operations.ok, world.calm])
        return true
      },
    }),
    {
      at: [0, ms(10)],
      client: {
        go(_state, _message, ctx) {
          ctx.count('gone', 2)
          ctx.begin('x')
          ctx.end('ok')
        },
      },
      faults: [{ kind: 'slow', target: 'server', factor: 2, at: 0, for: ms(5) }],
    },
  )
  expect(seen).toEqual([
    [0, 0, 0, false],
    [2, 1, 1, false],
    [4, 2, 2, true],
  ])
})

test('a check that asks for a role that does not exist says so', () => {
  expect(() =>
    judged(always('x', { holds: (world) => world.nodes('clients' as never).length > 0 })),
  ).toThrow(/no role named "clients"; did you mean "client"/)
})

test('a snapshot carries memory and verdicts: whoever goes on from it judges the same', () => {
  const check = always('rising', {
    memory: { seen: [] },
    holds(world, memory) {
      const seen = memory['seen'] as number[]
      seen.push(n(world))
      return n(world) < 8 || `saw ${seen.join(' ')}`
    },
  })
  const scene = stage({
    client: counts,
    at: every10ms,
    checks: [check, sometimes('two', { holds: (world) => n(world) === 2 })],
  })
  const whole = run(scene, { seed: '1' }).summary.checks

  const judge = new Judge(scene.configure().checks)
  const simulation = new Simulation(scene.configure(), { seed: '1', watchers: { referee: judge } })
  judge.attach(simulation)
  simulation.runUntil(ms(45))
  const snapshot = simulation.snapshot()
  const verdicts = (one: Judge) =>
    one.verdicts({
      end: { kind: 'done' },
      history: [],
      measures: new Measures(),
      calmFrom: 0,
      settle: 0,
    })
  simulation.run()
  expect(verdicts(judge)).toEqual(whole)

  const other = new Judge(scene.configure().checks)
  const branch = simulation.branch(snapshot, { watchers: { referee: other } })
  other.attach(branch)
  branch.load(snapshot)
  expect(other.flips).toMatchObject([{ check: 1, at: ms(20), holds: true }])
  branch.run()
  expect(verdicts(other)).toEqual(whole)
  expect(other.flips).toEqual(judge.flips)
})
