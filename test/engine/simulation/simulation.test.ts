import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { behavior, ms, node, run, scenario, Simulation, system } from '../../../engine/index.ts'
import type { Fault, Snapshot } from '../../../engine/index.ts'
import { anyBusy, busyScenario } from '../../support/busy.ts'
import type { Busy } from '../../support/busy.ts'
import { perform, stage } from '../../support/stage.ts'

const ordinary: Busy = {
  clients: 2,
  servers: 3,
  network: { latency: ms(1), loss: 0.01 },
  capacity: { service: { go: ms(2) } },
  cpu: 0,
  load: 'open',
  faults: [{ kind: 'crash', target: 'server-2', at: ms(50), for: ms(50) }],
}

function simulationOf(busy: Busy, faults: readonly Fault[] = busy.faults): Simulation {
  return new Simulation(busyScenario(busy).configure(), { seed: '7', faults })
}

function finish(simulation: Simulation): string {
  simulation.run()
  return simulation.fingerprint
}

describe('a run', () => {
  test('twice with one spec is the same, event for event', () => {
    fc.assert(
      fc.property(anyBusy, (busy) => {
        const first = run(busyScenario(busy), { seed: '7' }).summary
        const second = run(busyScenario(busy), { seed: '7' }).summary
        expect(first.end).toEqual({ kind: 'done' })
        expect(second.fingerprint).toBe(first.fingerprint)
        expect(second.events).toBe(first.events)
      }),
      { numRuns: 8, seed: 1 },
    )
  }, 60_000)

  test('with another seed is another', () => {
    const prints = ['1', '2', '3', 'x'].map(
      (seed) => run(busyScenario(ordinary), { seed }).summary.fingerprint,
    )
    expect(new Set(prints).size).toBe(4)
  })

  test('on drafts, in strict mode, and recorded, is the same as without', () => {
    fc.assert(
      fc.property(anyBusy, (busy) => {
        const print = (options: object) =>
          run(busyScenario(busy), { seed: '7', ...options }).summary.fingerprint
        const plain = print({})
        expect(print({ mode: 'draft' })).toBe(plain)
        expect(print({ strict: true })).toBe(plain)
        expect(print({ record: true, history: true })).toBe(plain)
      }),
      { numRuns: 6, seed: 2 },
    )
  }, 60_000)

  test('has a fingerprint that knows states: one that differs only there is another run', () => {
    const told = (text: string) =>
      perform({ client: { go: (state) => void state.diary.push(text) } }).summary
    expect(told('a').events).toBe(told('b').events)
    expect(told('a').fingerprint).not.toBe(told('b').fingerprint)
    expect(told('a').fingerprint).toBe(told('a').fingerprint)
  })

  test('does not end before workload and faults are over and had time to settle', () => {
    const { summary } = perform({
      duration: ms(10),
      settle: ms(30),
      client: {
        start: (_state, ctx) => void ctx.after(ms(5), 'wake', { text: '' }),
        wake: (_state, _message, ctx) => void ctx.after(ms(5), 'wake', { text: '' }),
      },
      faults: [{ kind: 'crash', target: 'server', at: ms(20), for: ms(20) }],
    })
    expect(summary.time).toBe(ms(70))
  })

  test('that is over stays over: no step, and the fingerprint closes once', () => {
    const simulation = simulationOf(ordinary)
    const print = finish(simulation)
    expect(simulation.step()).toBe(false)
    simulation.end()
    expect(simulation.fingerprint).toBe(print)
  })

  test('goes until a moment and not beyond', () => {
    const simulation = simulationOf(ordinary)
    expect(simulation.runUntil(ms(50))).toBe(true)
    expect(simulation.now).toBeLessThanOrEqual(ms(50))
    expect(simulation.next).toBeGreaterThan(ms(50))
    expect(simulation.runUntil(Infinity)).toBe(false)
  })

  test('of a workload that does not exist is refused, with those that do', () => {
    expect(() => run(busyScenario(ordinary), { workload: 'heavy' })).toThrow(
      /no workload named "heavy"; workloads are default/,
    )
  })
})

describe('a snapshot', () => {
  test('taken anywhere and resumed comes to the same end', () => {
    fc.assert(
      fc.property(anyBusy, (busy) => {
        const straight = simulationOf(busy)
        const snapshots: Snapshot[] = [straight.snapshot()]
        for (let steps = 1; straight.step(); steps++)
          if (steps % 211 === 0) snapshots.push(straight.snapshot())
        straight.end()
        for (const snapshot of snapshots) {
          const resumed = straight.branch(snapshot)
          expect(resumed.events).toBe(snapshot.seq)
          expect(finish(resumed)).toBe(straight.fingerprint)
          expect(resumed.now).toBe(straight.now)
          expect(resumed.chain).toEqual(straight.chain)
          expect(resumed.faultReports).toEqual(straight.faultReports)
        }
      }),
      { numRuns: 12, seed: 3 },
    )
  }, 60_000)

  test('may be loaded many times, backwards and forwards, in any mode', () => {
    const simulation = simulationOf({
      ...ordinary,
      capacity: { service: { go: ms(2) }, discipline: 'sharing' },
    })
    simulation.runUntil(ms(60))
    const early = simulation.snapshot()
    simulation.runUntil(ms(70))
    const late = simulation.snapshot()
    const print = finish(simulation)
    for (const snapshot of [early, late, early, early, late]) {
      simulation.load(snapshot)
      simulation.mode = 'draft'
      for (let i = 0; i < 50; i++) simulation.step()
      simulation.load(snapshot)
      simulation.mode = 'direct'
      expect(finish(simulation)).toBe(print)
    }
  })

  test('goes on in another mode without being loaded anew', () => {
    const simulation = simulationOf(ordinary)
    for (let i = 0; simulation.step(); i++) {
      if (i % 100 === 50) simulation.mode = 'draft'
      if (i % 100 === 99) simulation.mode = 'direct'
    }
    expect(finish(simulation)).toBe(finish(simulationOf(ordinary)))
  })

  test('does not follow what the run changes after it', () => {
    const simulation = simulationOf(ordinary)
    simulation.runUntil(ms(60))
    const snapshot = simulation.snapshot()
    const before = JSON.stringify(snapshot.parts['nodes'])
    finish(simulation)
    expect(JSON.stringify(snapshot.parts['nodes'])).toBe(before)
  })

  test('keeps the files of a node that is in no pod', () => {
    const scene = stage({
      at: [0, ms(10)],
      client: {
        go(state, { n }, ctx) {
          state.diary.push(ctx.files.list().join())
          ctx.files.write(`file-${n}`, n)
        },
      },
    })
    const simulation = new Simulation(scene.configure(), { seed: '1' })
    simulation.runUntil(ms(5))
    const resumed = simulation.branch(simulation.snapshot())
    resumed.run()
    expect(resumed.state('client')).toMatchObject({ diary: ['', 'file-0'] })
  })
})

describe('a branch', () => {
  test('with a changed plan is the run that had this plan from the beginning', () => {
    fc.assert(
      fc.property(anyBusy, anyBusy, fc.integer({ min: 1, max: 160_000 }), (busy, other, at) => {
        const past = busy.faults.filter(
          (fault) => fault.at <= at && fault.at + (fault.for ?? 0) <= at,
        )
        const future = other.faults.filter((fault) => fault.at > at).map((fault) => renamed(fault))
        const simulation = simulationOf(busy, past)
        simulation.runUntil(at)
        const branch = simulation.branch(simulation.snapshot(), { faults: [...past, ...future] })
        const whole = simulationOf(busy, [...past, ...future])
        expect(finish(branch)).toBe(finish(whole))
        expect(branch.faultReports).toEqual(whole.faultReports)
      }),
      { numRuns: 12, seed: 4 },
    )
  }, 60_000)

  test('may lengthen, shorten or leave out what is still in force or to come', () => {
    const crash = (length: number): Fault[] => [
      { kind: 'crash', target: 'server-2', at: ms(50), for: length },
    ]
    const simulation = simulationOf(ordinary, crash(ms(50)))
    simulation.runUntil(ms(70))
    const snapshot = simulation.snapshot()
    for (const length of [ms(30), ms(50), ms(200)])
      expect(finish(simulation.branch(snapshot, { faults: crash(length) }))).toBe(
        finish(simulationOf(ordinary, crash(length))),
      )
  })

  test.each<[string, Fault[]]>([
    ['leaves out what happened', []],
    ['changes what happened', [{ kind: 'crash', target: 'server-1', at: ms(50), for: ms(50) }]],
    ['moves what happened', [{ kind: 'crash', target: 'server-2', at: ms(45), for: ms(50) }]],
    [
      'puts something new into the past',
      [
        { kind: 'crash', target: 'server-2', at: ms(50), for: ms(50) },
        { kind: 'pause', target: 'server-1', at: ms(60) },
      ],
    ],
    [
      'ends in the past what still lasted',
      [{ kind: 'crash', target: 'server-2', at: ms(50), for: ms(10) }],
    ],
  ])('that %s is refused', (_what, faults) => {
    const simulation = simulationOf(ordinary)
    simulation.runUntil(ms(70))
    const snapshot = simulation.snapshot()
    expect(() => simulation.branch(snapshot, { faults })).toThrow(
      /the new plan differs from the old one in what had already happened by .*; branch from an earlier moment/,
    )
  })

  test('at the very beginning may have any plan', () => {
    const simulation = simulationOf(ordinary)
    const faults: Fault[] = [{ kind: 'crash', target: 'server-1', at: 0 }]
    const branch = simulation.branch(simulation.snapshot(), { faults })
    expect(finish(branch)).toBe(finish(simulationOf(ordinary, faults)))
  })

  test('knows a fault whose fields stand in another order as the same', () => {
    const simulation = simulationOf(ordinary)
    simulation.runUntil(ms(70))
    const faults = [{ for: ms(50), at: ms(50), target: 'server-2', kind: 'crash' }]
    expect(() => simulation.branch(simulation.snapshot(), { faults })).not.toThrow()
  })
})

describe('a cap', () => {
  test('on events ends the run, naming the last event and the way out', () => {
    const { summary } = perform({ at: [0, 1, 2, 3, 4, 5] }, { caps: { events: 4 } })
    expect(summary.end).toEqual({
      kind: 'capped',
      reason:
        'the run reached its cap of 4 events at 0.000002 s, the last one "arrive go" at client; ' +
        'shorten the run or raise the cap "events"',
    })
  })

  test('on steps at one instant names the loop', () => {
    const { summary } = perform(
      {
        network: { latency: 0 },
        client: {
          go: (_state, _message, ctx) => ctx.send(ctx.nodes('server')[0]!, 'go', { n: 0 }),
          hear: (_state, _message, ctx) => ctx.reply('go', { n: 0 }),
        },
        server: { go: (_state, _message, ctx) => ctx.reply('hear', { text: '' }) },
      },
      { caps: { instant: 1000 } },
    )
    expect(summary.end).toMatchObject({
      kind: 'capped',
      reason: expect.stringMatching(
        /no progress: 1000 steps at 0\.000000 s without time moving on; the loop goes through (server ← go, client ← hear|client ← hear, server ← go); give a delay/,
      ),
    })
  })

  test('on pending things names who crowds', () => {
    const { summary } = perform(
      {
        client: {
          go(_state, _message, ctx) {
            for (let i = 0; i < 100; i++) ctx.send(ctx.nodes('server')[0]!, 'hear', { text: '' })
            ctx.after(1, 'go', { n: 0 })
          },
        },
      },
      { caps: { pending: 500 } },
    )
    expect(summary.end).toMatchObject({
      kind: 'capped',
      reason: expect.stringMatching(
        /more than 500 things are pending at .*; most are server ← hear \(500\), client ← go \(1\)/,
      ),
    })
  })
})

test('ping and pong: a transcript of the smallest system', () => {
  type Game = { player: { serve: object; pong: { n: number } }; wall: { ping: { n: number } } }
  const player = behavior<Game, 'player', { score: number }>({
    init: () => ({ score: 0 }),
    on: {
      serve: (_state, _message, ctx) => ctx.send(ctx.nodes('wall')[0]!, 'ping', { n: 1 }),
      pong(state, { n }, ctx) {
        state.score += n
        ctx.end('ok', state.score)
      },
    },
  })
  const wall = behavior<Game, 'wall', object>({
    init: () => ({}),
    on: { ping: (_state, { n }, ctx) => ctx.reply('pong', { n: n + 1 }) },
  })
  const game = scenario({
    id: 'game',
    title: 'Game',
    summary: 'a wall returns every ball',
    duration: ms(10),
    build: () =>
      system<Game>({
        nodes: { player: node(player), wall: node(wall) },
        network: { latency: ms(1) },
        workload: [
          { kind: 'script', at: [0, ms(5)], to: 'player', type: 'serve', message: () => ({}) },
        ],
      }),
  })
  const { summary, operations } = run(game, { history: true })
  expect(summary.events).toBe(2 + 2 * 6)
  expect(operations.map(({ output }) => output)).toEqual([2, 4])
})

/** A fault of another system, turned to nodes that every busy system has. */
function renamed(fault: Fault): Fault {
  const named = (name: string) => name.replace(/-\d+$/, '-1')
  const copy: Record<string, unknown> = { ...fault }
  for (const field of ['target', 'from', 'to'])
    if (typeof copy[field] === 'string') copy[field] = named(copy[field])
  return copy as unknown as Fault
}
