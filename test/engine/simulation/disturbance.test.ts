import { describe, expect, test } from 'vitest'
import { ms, seconds } from '../../../engine/index.ts'
import type { Fault } from '../../../engine/index.ts'
import { linesOf } from '../../support/happenings.ts'
import { perform } from '../../support/stage.ts'
import type { Part, Staging } from '../../support/stage.ts'

/** A client that tells the server one thing a time it is told to go. */
const tells: Part<'client'> = {
  go: (_state, { n }, ctx) => ctx.send(ctx.nodes('server')[0]!, 'hear', { text: `${n}` }),
}

/** A staging in which a client tells the server something every 10 ms, ten times. */
function telling(faults: readonly Fault[], rest: Staging = {}): Staging {
  return { client: tells, at: Array.from({ length: 10 }, (_, n) => ms(10 * n)), faults, ...rest }
}

/** The numbers that the server heard. */
function heard(staging: Staging): string {
  return perform(staging)
    .diary('server')
    .map((line) => line.split(' ').at(-1))
    .join(' ')
}

function hits(staging: Staging): number[] {
  return perform(staging).summary.faults.map((report) => report.hits)
}

describe('a crash', () => {
  test('loses the state and all that arrives while it lasts', () => {
    const staging = telling([{ kind: 'crash', target: 'server', at: ms(25), for: ms(30) }])
    expect(heard(staging)).toBe('6 7 8 9')
    expect(hits(staging)).toEqual([1])
  })

  test('is undone by a restart, after which its own end does nothing', () => {
    const staging = telling([
      { kind: 'crash', target: 'server', at: ms(5), for: ms(60) },
      { kind: 'restart', target: 'server', at: ms(25) },
      { kind: 'crash', target: 'server', at: ms(55) },
    ])
    const { events, summary } = perform(staging)
    expect(linesOf(events, 'up', 'down').slice(2)).toEqual([
      '5000 down server crashed',
      '25000 up server restarted',
      '55000 down server crashed',
    ])
    expect(summary.faults.map((report) => report.hits)).toEqual([1, 1, 1])
  })

  test('lasts as long as any of those that overlap', () => {
    const { events } = perform(
      telling([
        { kind: 'crash', target: 'server', at: ms(5), for: ms(20) },
        { kind: 'crash', target: 'server', at: ms(10), for: ms(50) },
      ]),
    )
    expect(linesOf(events, 'up', 'down').slice(2)).toEqual([
      '5000 down server crashed',
      '60000 up server restarted',
    ])
  })

  test('of a node that was down anyway hits nothing, and its end does not start the node', () => {
    const { events, summary } = perform(
      telling([{ kind: 'crash', target: 'server', at: ms(5), for: ms(20) }], {
        serverOptions: { down: true },
      }),
    )
    expect(linesOf(events, 'up', 'down')).toEqual(['0 up client started'])
    expect(summary.faults[0]!.hits).toBe(0)
  })

  test('of a role takes down all its nodes, and counts them', () => {
    const { events, summary } = perform(
      telling([{ kind: 'crash', target: 'server', at: ms(5) }], { servers: 3 }),
    )
    expect(linesOf(events, 'down')).toEqual([
      '5000 server-1 crashed',
      '5000 server-2 crashed',
      '5000 server-3 crashed',
    ])
    expect(summary.faults[0]!.hits).toBe(3)
  })
})

test('restarting a node that is up is a no-op that is reported as such', () => {
  const { events, summary } = perform(telling([{ kind: 'restart', target: 'server', at: ms(5) }]))
  expect(linesOf(events, 'up')).toHaveLength(2)
  expect(summary.faults[0]!.hits).toBe(0)
})

describe('a pause', () => {
  test('loses nothing: what came up happens in order when it ends', () => {
    const { diary, summary } = perform(
      telling([{ kind: 'pause', target: 'server', at: ms(15), for: ms(30) }]),
    )
    expect(diary('server').slice(0, 6)).toEqual([
      '1000 client: 0',
      '11000 client: 1',
      '45000 client: 2',
      '45000 client: 3',
      '45000 client: 4',
      '51000 client: 5',
    ])
    // The pause itself and three messages that waited.
    expect(summary.faults[0]!.hits).toBe(4)
  })

  test('also holds up timers, and what a workload asks', () => {
    const { diary, events } = perform({
      at: [0, ms(20)],
      client: {
        go: (state, { n }, ctx) => {
          state.diary.push(`${ctx.now} go ${n}`)
          if (n === 0) ctx.after(ms(10), 'wake', { text: 'timer' })
        },
      },
      faults: [{ kind: 'pause', target: 'client', at: ms(5), for: ms(30) }],
    })
    expect(diary('client')).toEqual(['0 go 0', '35000 wake: timer', '35000 go 1'])
    expect(linesOf(events, 'arrive')).toEqual(['0 client go go', '20000 client go go'])
  })

  test('also holds up service, shared processors included', () => {
    const serving = (discipline: 'fifo' | 'sharing') =>
      perform({
        client: tells,
        serverOptions: { capacity: { service: ms(10), discipline } },
        faults: [{ kind: 'pause', target: 'server', at: ms(5), for: ms(30) }],
      }).diary('server')
    expect(serving('fifo')).toEqual(['35000 client: 0'])
    expect(serving('sharing')).toEqual(['35000 client: 0'])
  })

  test('ends with a resume, after which its own end does nothing', () => {
    const { events } = perform(
      telling([
        { kind: 'pause', target: 'server', at: ms(5), for: ms(40) },
        { kind: 'resume', target: 'server', at: ms(15) },
        { kind: 'pause', target: 'server', at: ms(35), for: ms(30) },
      ]),
    )
    expect(linesOf(events, 'pause')).toEqual([
      '5000 server paused',
      '15000 server resumed',
      '35000 server paused',
      '65000 server resumed',
    ])
  })

  test('lasts as long as any of those that overlap', () => {
    const { events } = perform(
      telling([
        { kind: 'pause', target: 'server', at: ms(5), for: ms(20) },
        { kind: 'pause', target: 'server', at: ms(10), for: ms(30) },
      ]),
    )
    expect(linesOf(events, 'pause')).toEqual(['5000 server paused', '40000 server resumed'])
  })

  test('that ends in a crash loses what had waited, and says so', () => {
    const { events } = perform(
      telling([
        { kind: 'pause', target: 'server', at: ms(15) },
        { kind: 'crash', target: 'server', at: ms(45) },
      ]),
    )
    expect(linesOf(events, 'drop').slice(0, 3)).toEqual(
      Array(3).fill('45000 server client hear crashed'),
    )
    expect(linesOf(events, 'drop')[3]).toBe('51000 server client hear down')
  })

  test('that ends in a stop still completes the writes of the disk', () => {
    const { events } = perform({
      client: {
        go(_state, _message, ctx) {
          ctx.send(ctx.nodes('server')[0]!, 'go', { n: 0 })
          ctx.after(ms(40), 'wake', { text: '' })
        },
        wake: (_state, _message, ctx) => ctx.stop(ctx.nodes('server')[0]!),
      },
      server: { go: (_state, _message, ctx) => ctx.disk.write('k', 1) },
      serverOptions: { disk: { latency: ms(10) } },
      faults: [{ kind: 'pause', target: 'server', at: ms(5) }],
    })
    expect(linesOf(events, 'write', 'down')).toEqual([
      '40000 down server stopped',
      '40000 write server k written',
    ])
  })
})

test('slow stretches what is served while it lasts, by its factor', () => {
  const { events, summary } = perform(
    telling([{ kind: 'slow', target: 'server', at: ms(15), for: ms(30), factor: 3 }], {
      serverOptions: { capacity: { service: ms(2) } },
    }),
  )
  const served = events.filter(({ kind }) => kind === 'finish').map(({ value }) => value / 1000)
  expect(served).toEqual([2, 2, 6, 6, 6, 2, 2, 2, 2, 2])
  expect(summary.faults[0]!.hits).toBe(3)
})

describe('a partition', () => {
  test('drops what passes between groups, names itself as the reason, and counts', () => {
    const { events, summary } = perform(
      telling([{ kind: 'partition', groups: [['client'], ['server']], at: ms(15), for: ms(30) }]),
    )
    expect(linesOf(events, 'drop')).toEqual(
      [20, 30, 40].map((at) => `${ms(at)} client server hear partition 1`),
    )
    expect(summary.faults[0]!.hits).toBe(3)
  })

  test('does not concern nodes in no group, nor those within one', () => {
    const groups = [['client', 'server-1'], ['server-2']]
    const { events } = perform({
      servers: 3,
      client: {
        go(_state, _message, ctx) {
          for (const server of ctx.nodes('server')) ctx.send(server, 'hear', { text: '' })
        },
      },
      faults: [{ kind: 'partition', groups, at: 0 }],
    })
    expect(linesOf(events, 'deliver')).toEqual([
      '1000 server-1 client hear',
      '1000 server-3 client hear',
    ])
  })
})

describe('a cut', () => {
  const echo: Staging = {
    client: { go: (_state, { n }, ctx) => ctx.send(ctx.nodes('server')[0]!, 'go', { n }) },
    server: { go: (_state, { n }, ctx) => ctx.reply('hear', { text: `${n}` }) },
  }

  test('works one way only', () => {
    const cut = (from: 'client' | 'server', to: 'client' | 'server') =>
      linesOf(perform({ ...echo, faults: [{ kind: 'cut', from, to, at: 0 }] }).events, 'drop')
    expect(cut('client', 'server')).toEqual(['0 client server go cut 1'])
    expect(cut('server', 'client')).toEqual(['1000 server client hear cut 1'])
  })

  test('ends with heal, which counts what it undid and does nothing more the second time', () => {
    const staging = telling([
      { kind: 'cut', from: 'client', to: 'server', at: ms(5), for: ms(80) },
      { kind: 'partition', groups: [['client'], ['server']], at: ms(15) },
      { kind: 'heal', at: ms(45) },
      { kind: 'heal', at: ms(46) },
    ])
    const { events } = perform(staging)
    expect(heard(staging)).toBe('0 5 6 7 8 9')
    // The cut comes first, so the drops are its own.
    expect(hits(staging)).toEqual([4, 0, 2, 0])
    expect(linesOf(events, 'lift')).toHaveLength(2)
  })
})

describe('a hold', () => {
  test('keeps messages back and sends them on when it ends, in order', () => {
    const { diary, events, summary } = perform(
      telling([{ kind: 'hold', from: 'client', to: 'server', at: ms(15), for: ms(30) }]),
    )
    expect(diary('server').slice(1, 6)).toEqual([
      '11000 client: 1',
      '46000 client: 2',
      '46000 client: 3',
      '46000 client: 4',
      '51000 client: 5',
    ])
    expect(linesOf(events, 'hold')).toHaveLength(3)
    expect(summary.faults[0]!.hits).toBe(3)
  })

  test('ends with release', () => {
    expect(
      heard(
        telling([
          { kind: 'hold', from: 'client', to: 'server', at: ms(5) },
          { kind: 'release', at: ms(25) },
        ]),
      ),
    ).toBe('0 1 2 3 4 5 6 7 8 9')
  })

  test('without end keeps what it holds: held, not lost', () => {
    const { events, summary } = perform(
      telling([{ kind: 'hold', from: 'client', to: 'server', at: 0 }]),
    )
    expect(linesOf(events, 'drop', 'deliver')).toEqual([])
    expect(summary.faults[0]!.hits).toBe(10)
  })

  test('that ends while another lasts hands its messages over to that one', () => {
    const { events, diary } = perform(
      telling([
        { kind: 'hold', from: 'client', to: 'server', at: 0, for: ms(25) },
        { kind: 'hold', from: 'client', to: 'server', at: 0, for: ms(60) },
      ]),
    )
    expect(linesOf(events, 'drop')).toEqual([])
    expect(diary('server').slice(0, 3)).toEqual([0, 1, 2].map((n) => `61000 client: ${n}`))
  })

  test('into a cut loses them when it ends', () => {
    const { events } = perform(
      telling([
        { kind: 'hold', from: 'client', to: 'server', at: 0, for: ms(15) },
        { kind: 'cut', from: 'client', to: 'server', at: ms(12), for: ms(5) },
      ]),
    )
    expect(linesOf(events, 'drop')).toEqual(Array(2).fill('15000 client server hear cut 2'))
  })
})

test('degrade delays and loses, both ways, on top of what the link does', () => {
  const round = (faults: readonly Fault[]) =>
    perform({
      client: { go: (_state, { n }, ctx) => ctx.send(ctx.nodes('server')[0]!, 'go', { n }) },
      server: { go: (_state, { n }, ctx) => ctx.reply('hear', { text: `${n}` }) },
      faults,
    })
  const link = { kind: 'degrade', at: 0, from: 'server', to: 'client' } as const
  const slow = round([{ ...link, latencyFactor: 3, latencyAdded: ms(2) }])
  expect(slow.diary('client')).toEqual([`${ms(10)} server: 0`])
  expect(slow.summary.faults[0]!.hits).toBe(2)
  expect(linesOf(round([{ ...link, loss: 1 }]).events, 'drop')).toEqual([
    '0 client server go degrade 1',
  ])
  const twice = round([{ ...link, duplication: 1 }])
  expect(twice.diary('client')).toHaveLength(4)
})

test('skews that overlap: the latest counts, and what lasts longer counts again after it', () => {
  const { diary } = perform({
    at: [10, 20, 30, 40].map(ms),
    client: { go: (state, _message, ctx) => void state.diary.push(`${ctx.now / 1000}`) },
    faults: [
      { kind: 'skew', target: 'client', at: 0, for: ms(30), drift: 100_000 },
      { kind: 'skew', target: 'client', at: ms(10), for: ms(10), drift: -500_000 },
    ],
  })
  expect(diary('client')).toEqual(['11', '16', '27', '37'])
})

describe('a kill', () => {
  test('of a pod takes its members down, clears its files, and lets all come back', () => {
    const { events, state, summary } = perform({
      client: {
        go: (_state, _message, ctx) => ctx.files.write('shared', 1),
        start: (state, ctx) => void (state.notes['files'] = [...ctx.files.list()]),
      },
      pods: [{ name: 'box', members: ['client', 'server'] }],
      faults: [{ kind: 'kill', target: 'box', at: ms(5), for: ms(5) }],
    })
    expect(linesOf(events, 'down')).toEqual(['5000 client killed', '5000 server killed'])
    expect(linesOf(events, 'up').slice(2)).toEqual([
      '10000 client restarted',
      '10000 server restarted',
    ])
    expect(state('client').notes).toEqual({ files: [] })
    expect(summary.faults[0]!.hits).toBe(2)
  })

  test('of a zone takes down every node in it', () => {
    const { events } = perform({
      servers: 3,
      serverOptions: (index) => ({ zone: index < 2 ? 'east' : 'west' }),
      faults: [{ kind: 'kill', target: 'east', at: ms(5) }],
    })
    expect(linesOf(events, 'down')).toEqual(['5000 server-1 killed', '5000 server-2 killed'])
  })

  test('while a crash of a member leaves the files of its pod', () => {
    const { state } = perform({
      client: {
        go: (_state, _message, ctx) => ctx.files.write('shared', 1),
        start: (state, ctx) => void (state.notes['files'] = [...ctx.files.list()]),
      },
      pods: [{ name: 'box', members: ['client', 'server'] }],
      faults: [{ kind: 'crash', target: 'client', at: ms(5), for: ms(5) }],
    })
    expect(state('client').notes).toEqual({ files: ['shared'] })
  })
})

test('overload multiplies how often a workload asks, and counts the arrivals', () => {
  const { events, summary } = perform({
    workload: [
      {
        kind: 'open',
        arrivals: { kind: 'periodic', every: ms(10) },
        to: 'client',
        type: 'go',
        message: ({ n }) => ({ n }),
      },
    ],
    duration: ms(100),
    faults: [{ kind: 'overload', factor: 2, at: ms(25), for: ms(30), workload: 'go' }],
  })
  const times = events.filter(({ kind }) => kind === 'arrive').map(({ at }) => at / 1000)
  expect(times).toEqual([10, 20, 30, 35, 40, 45, 50, 55, 65, 75, 85, 95])
  expect(summary.faults[0]!.hits).toBe(5)
})

test('a fault that hits nothing reports 0 hits', () => {
  const staging = telling([
    { kind: 'cut', from: 'server', to: 'client', at: 0 },
    { kind: 'slow', target: 'server', at: 0, factor: 2 },
    { kind: 'disk', target: 'server', at: 0, mode: 'lose' },
    { kind: 'release', at: 0 },
    { kind: 'crash', target: 'server', at: seconds(0.5) },
    { kind: 'crash', target: 'server', at: seconds(0.6) },
  ])
  expect(hits(staging)).toEqual([0, 0, 0, 0, 1, 0])
})

test('faults at one moment come before all else, what is lifted first', () => {
  const staging = telling([
    { kind: 'cut', from: 'client', to: 'server', at: ms(10), for: ms(10) },
    { kind: 'cut', from: 'client', to: 'server', at: ms(20), for: ms(10) },
  ])
  expect(heard(staging)).toBe('0 3 4 5 6 7 8 9')
})
