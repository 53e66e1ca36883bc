import { describe, expect, test } from 'vitest'
import { exponential, ms, seconds, Simulation } from '../../../engine/index.ts'
import type { LogEntry, Workload } from '../../../engine/index.ts'
import { perform, stage } from '../../support/stage.ts'
import type { Part, Staging, Talk } from '../../support/stage.ts'

const common = { to: 'client', type: 'go', message: ({ n }: { n: number }) => ({ n }) } as const

/** When a workload asked whom, in ms. */
function arrivals(workload: Workload<Talk>, rest: Staging = {}, logs = {}): string[] {
  const { events } = perform({ workload: [workload], ...rest }, { logs })
  return events
    .filter(({ kind }) => kind === 'arrive')
    .map(({ at, node, message }) => `${at / 1000} ${node} ${JSON.stringify(message)}`)
}

describe('an open workload', () => {
  const periodic: Workload<Talk> = {
    ...common,
    kind: 'open',
    arrivals: { kind: 'periodic', every: ms(10) },
  }

  test('asks by the clock, from its beginning until before its end', () => {
    expect(arrivals({ ...periodic, from: ms(20), until: ms(50) })).toEqual([
      '30 client {"n":0}',
      '40 client {"n":1}',
    ])
  })

  test('asks at most as often as its limit says', () => {
    expect(arrivals({ ...periodic, limit: 2 })).toHaveLength(2)
    expect(arrivals({ ...periodic, limit: 0 })).toHaveLength(0)
  })

  test('asks the nodes of a role in turn, or one by name, or any at random', () => {
    const whom = (workload: Workload<Talk>) =>
      arrivals({ ...workload, limit: 60 }, { clients: 3 }).map((line) => line.split(' ')[1])
    expect(whom(periodic).slice(0, 4)).toEqual(['client-1', 'client-2', 'client-3', 'client-1'])
    expect(new Set(whom({ ...periodic, to: 'client-2' }))).toEqual(new Set(['client-2']))
    const random = whom({ ...periodic, spread: 'random' })
    expect(new Set(random).size).toBe(3)
    expect(random).not.toEqual(whom(periodic))
  })

  test('draws the content of its messages from a stream of its own', () => {
    const times = (workload: Workload<Talk>) => arrivals(workload).map((line) => line.split(' ')[0])
    const poisson: Workload<Talk> = {
      ...common,
      kind: 'open',
      arrivals: { kind: 'poisson', rate: 50 },
    }
    const drawing: Workload<Talk> = {
      ...poisson,
      message: ({ random }) => ({ n: random.choose(9) }),
    }
    expect(times(drawing)).toEqual(times(poisson))
  })
})

describe('a closed workload', () => {
  const closed: Workload<Talk> = {
    ...common,
    kind: 'closed',
    users: 3,
    think: ms(7),
    name: 'users',
  }
  /** Answers after 10 ms. */
  const answers: Part<'client'> = {
    go: (_state, _message, ctx) => void ctx.after(ms(10), 'wake', { text: '' }),
    wake: (_state, _message, ctx) => void ctx.end('ok'),
  }

  test('has users who think, ask, wait for the end of their operation, and think again', () => {
    const { operations } = perform({
      workload: [{ ...closed, users: 1 }],
      client: answers,
      duration: ms(60),
    })
    expect(operations.map(({ start, end }) => [start / 1000, end! / 1000])).toEqual([
      [7, 17],
      [24, 34],
      [41, 51],
      [58, 68],
    ])
  })

  test('never has more than one request of a user open', () => {
    const { operations } = perform({
      workload: [{ ...closed, think: exponential(ms(3)) }],
      client: answers,
      duration: ms(500),
    })
    expect(operations.length).toBeGreaterThan(60)
    const last = new Map<string, number>()
    for (const { process, start, end } of operations) {
      expect(start).toBeGreaterThanOrEqual(last.get(process) ?? 0)
      last.set(process, end!)
    }
    expect([...last.keys()].toSorted()).toEqual(['users-1', 'users-2', 'users-3'])
  })

  test('waits for an end however long it takes', () => {
    const { operations } = perform({ workload: [closed], duration: ms(500) })
    expect(operations).toHaveLength(3)
  })

  test('gives each user a node, unless told to spread otherwise', () => {
    const { events } = perform({
      clients: 2,
      workload: [closed],
      client: answers,
      duration: ms(100),
    })
    const whom = events
      .filter(({ kind }) => kind === 'arrive')
      .map(({ value, node }) => `user ${value} at ${node}`)
    expect(new Set(whom)).toEqual(
      new Set(['user 0 at client-1', 'user 1 at client-2', 'user 2 at client-1']),
    )
  })

  test('keeps its limit, also with more users than that', () => {
    expect(arrivals({ ...closed, users: 10, limit: 4 })).toHaveLength(4)
    expect(arrivals({ ...closed, users: 2, limit: 5 }, { client: answers })).toHaveLength(5)
  })

  test('cannot do without operations', () => {
    expect(() => perform({ workload: [{ ...closed, operation: false }] })).toThrow(
      'workload "users" is closed; its users wait for an operation to end',
    )
  })
})

describe('a script', () => {
  const script: Workload<Talk> = { ...common, kind: 'script', at: [ms(1), ms(1), ms(30)] }

  test('asks at its times, each with its place in the list', () => {
    expect(arrivals(script)).toEqual(['1 client {"n":0}', '1 client {"n":1}', '30 client {"n":2}'])
  })

  test('may go on after the duration, within the time to settle', () => {
    expect(arrivals(script, { duration: ms(10), settle: ms(50) })).toHaveLength(3)
  })
})

describe('a log', () => {
  const rows: LogEntry[] = [0, 5, 5, 40, 3000].map((at, n) => ({
    at: ms(at),
    key: `k${n}`,
    size: n,
    fields: { n },
  }))
  const workload: Workload<Talk> = {
    to: 'client',
    type: 'hear',
    kind: 'log',
    log: 'access',
    message: ({ entry }) => ({ text: `${entry!.key} ${entry!.size}` }),
  }
  const logs = { access: () => rows }

  test('asks row by row at the times of the rows, and the run lasts as long as the log', () => {
    expect(arrivals(workload, { duration: ms(10), settle: ms(10) }, logs)).toEqual(
      rows.map(({ at, key, size }) => `${at / 1000} client {"text":"${key} ${size}"}`),
    )
  })

  test('begins where the workload does, and keeps its end and limit', () => {
    const times = (rest: Partial<Workload<Talk>>) =>
      arrivals({ ...workload, ...rest } as Workload<Talk>, {}, logs).map(
        (line) => line.split(' ')[0],
      )
    expect(times({ from: ms(100) })).toEqual(['100', '105', '105', '140', '3100'])
    expect(times({ until: ms(40) })).toEqual(['0', '5', '5'])
    expect(times({ limit: 2 })).toEqual(['0', '5'])
  })

  test('is read again up to the right row when a snapshot is loaded', () => {
    const scene = stage({ workload: [workload] })
    const simulation = new Simulation(scene.configure(), { seed: '1', logs })
    for (let steps = 0; ; steps++) {
      const snapshot = simulation.snapshot()
      const resumed = simulation.branch(snapshot)
      resumed.run()
      const straight = new Simulation(scene.configure(), { seed: '1', logs })
      straight.run()
      expect(resumed.fingerprint, `after ${steps} steps`).toBe(straight.fingerprint)
      if (!simulation.step()) break
    }
  })

  test('that ends late is waited for by checks of what must come eventually', () => {
    const { summary } = perform(
      {
        workload: [workload],
        duration: ms(10),
        settle: ms(10),
        checks: [
          {
            kind: 'eventually',
            name: 'all heard',
            holds: (world) =>
              (world.nodes('client')[0]!.state as { diary: string[] }).diary.length === 5,
          },
        ],
      },
      { logs },
    )
    expect(summary.checks).toMatchObject([{ result: 'pass', at: seconds(3) }])
  })

  test('that nobody handed in is refused, with those that were', () => {
    expect(() => arrivals(workload, {}, { acess: () => [] })).toThrow(
      /no log named "access"; did you mean "acess"\?.*whoever runs the scenario hands logs in by name/,
    )
  })
})

describe('workloads', () => {
  const quiet: Workload<Talk> = { ...common, kind: 'script', at: [0], name: 'quiet' }
  const busy: Workload<Talk> = { ...common, kind: 'script', at: [0, 1, 2], name: 'busy' }

  test('of one run all ask', () => {
    const { events } = perform({ workload: [quiet, busy] })
    expect(events.filter(({ kind }) => kind === 'arrive').map(({ detail }) => detail)).toEqual([
      'quiet',
      'busy',
      'busy',
      'busy',
    ])
  })

  test('by name are chosen by name, the first by default', () => {
    const workload = { calm: [quiet], rush: [busy] }
    const count = (name?: string) =>
      perform({ workload }, { workload: name }).events.filter(({ kind }) => kind === 'arrive')
        .length
    expect([count(), count('calm'), count('rush')]).toEqual([1, 1, 3])
    expect(() => count('rushh')).toThrow(/no workload named "rushh"; did you mean "rush"/)
    expect(() => count('toString')).toThrow(/no workload named "toString"/)
  })

  test('of one name are refused', () => {
    expect(() => perform({ workload: [quiet, quiet] })).toThrow(
      'two workloads are named "quiet"; give each a `name`',
    )
  })
})
