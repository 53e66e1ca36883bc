import { describe, expect, test } from 'vitest'
import { exponential, ms, poisson } from '../../../engine/index.ts'
import type { Capacity, SendOptions, Workload } from '../../../engine/index.ts'
import { linesOf } from '../../support/happenings.ts'
import { perform } from '../../support/stage.ts'
import type { Part, Performance, Staging, Talk } from '../../support/stage.ts'

/** A client that sends the server jobs, all at 0 unless `at` says otherwise. */
function sends(
  jobs: readonly { text: string; after?: number; options?: SendOptions }[],
): Part<'client'> {
  return {
    go(_state, _message, ctx) {
      for (const [place, { after = 0 }] of jobs.entries())
        ctx.after(after, 'wake', { text: String(place) })
    },
    wake(_state, { text }, ctx) {
      const { text: job, options } = jobs[Number(text)]!
      ctx.send(ctx.nodes('server')[0]!, 'hear', { text: job }, options)
    },
  }
}

/** When the server has served which job, in ms. */
function served({ diary }: Performance): string[] {
  return diary('server').map((line) =>
    line.replace(/^(\d+) client: /, (_all, at) => `${at / 1000} `),
  )
}

function serve(capacity: Capacity, jobs: Parameters<typeof sends>[0], rest: Staging = {}) {
  return perform({ client: sends(jobs), serverOptions: { capacity }, ...rest })
}

const abc = [{ text: 'a' }, { text: 'b' }, { text: 'c' }]

describe('a capacity', () => {
  test('serves one at a time, in the order of arrival', () => {
    expect(served(serve({ service: ms(10) }, abc))).toEqual(['11 a', '21 b', '31 c'])
  })

  test('serves as many at a time as it has workers', () => {
    expect(served(serve({ service: ms(10), workers: 2 }, abc))).toEqual(['11 a', '11 b', '21 c'])
  })

  test('lifo takes the latest first', () => {
    expect(served(serve({ service: ms(10), discipline: 'lifo' }, abc))).toEqual([
      '11 a',
      '21 c',
      '31 b',
    ])
  })

  test('priority takes the most urgent first, those of one urgency in order of arrival', () => {
    const jobs = [1, 5, 3, 5, 3, -1].map((priority, i) => ({
      text: `${'abcdef'[i]}${priority}`,
      options: { priority },
    }))
    const result = serve({ service: ms(1), discipline: 'priority' }, jobs)
    expect(served(result).map((line) => line.split(' ')[1])).toEqual([
      'a1',
      'f-1',
      'c3',
      'e3',
      'b5',
      'd5',
    ])
  })

  test('does not hold up message types that take no service', () => {
    const { events } = perform({
      client: {
        go(_state, _message, ctx) {
          ctx.send(ctx.nodes('server')[0]!, 'go', { n: 1 })
          ctx.send(ctx.nodes('server')[0]!, 'hear', { text: 'quick' })
        },
      },
      serverOptions: { capacity: { service: { go: ms(10) } } },
    })
    expect(linesOf(events, 'serve', 'finish')).toEqual([
      '1000 serve server client go',
      '11000 finish server client go',
    ])
  })

  test('takes a service time from the message where it is a function', () => {
    const service = ({ text }: { text: string }) => text.length * ms(1)
    expect(served(serve({ service }, [{ text: 'aaa' }, { text: 'bb' }]))).toEqual(['4 aaa', '6 bb'])
  })

  test('records wait and service apart', () => {
    const { events, summary } = serve({ service: ms(10) }, abc)
    const values = (kind: string) => events.filter((e) => e.kind === kind).map((e) => e.value)
    expect(values('serve')).toEqual([0, ms(10), ms(20)])
    expect(values('finish')).toEqual([ms(10), ms(10), ms(10)])
    expect(summary.measures['wait.server']).toMatchObject({ count: 3, min: 0, max: ms(20) })
    expect(summary.measures['service.server']).toMatchObject({ count: 3, min: ms(10), max: ms(10) })
  })

  test('with a limit turns away what finds the queue full, and its hook may answer', () => {
    const { diary, events } = serve({ service: ms(10), queue: 1 }, abc, {
      server: {
        refused: (state, { type, message, from, reason }, ctx) => {
          state.diary.push(`${ctx.now} ${type} ${JSON.stringify(message)} ${from} ${reason}`)
          ctx.reply('hear', { text: 'busy' })
        },
      },
    })
    expect(linesOf(events, 'drop')).toEqual(['1000 server client hear full'])
    expect(diary('server')[0]).toBe('1000 hear {"text":"c"} client full')
    expect(diary('client')).toEqual(['2000 server: busy'])
  })

  test('with no room to wait serves what finds a worker free', () => {
    const { diary, events } = serve({ service: ms(10), queue: 0 }, abc)
    expect(diary('server')).toEqual(['11000 client: a'])
    expect(linesOf(events, 'drop')).toHaveLength(2)
  })

  test('starts work that is too late unless it drops what has expired', () => {
    const jobs = abc.map((job) => ({ ...job, options: { deadline: ms(15) } }))
    expect(served(serve({ service: ms(10) }, jobs))).toHaveLength(3)
    const { diary, events } = serve({ service: ms(10), dropExpired: true }, jobs)
    expect(diary('server')).toEqual(['11000 client: a', '21000 client: b'])
    expect(linesOf(events, 'drop')).toEqual(['21000 server client hear expired'])
  })

  test('loses in a crash what waits and what is served, and says so', () => {
    const { events, diary } = serve({ service: ms(10) }, abc, {
      faults: [{ kind: 'crash', target: 'server', at: ms(5), for: ms(1) }],
    })
    expect(linesOf(events, 'drop')).toEqual(Array(3).fill('5000 server client hear crashed'))
    expect(linesOf(events, 'finish')).toEqual([])
    expect(diary('server')).toEqual([])
  })

  test('serves a workload that asks its node directly', () => {
    const { events } = perform({
      at: [0, ms(1)],
      clientOptions: { capacity: { service: ms(10) } },
    })
    expect(linesOf(events, 'finish')).toEqual(['10000 client client go', '20000 client client go'])
  })

  test.each([
    [
      'workers',
      { service: 1, workers: 0 },
      'server: workers is 0; it must be a whole number, 1 or more',
    ],
    [
      'queue',
      { service: 1, queue: -1 },
      'server: queue is -1; it must be a whole number, 0 or more',
    ],
  ])('refuses %s that cannot be', (_what, capacity, says) => {
    expect(() => serve(capacity, [])).toThrow(says)
  })
})

describe('processor sharing', () => {
  const sharing = (workers = 1): Capacity => ({
    workers,
    discipline: 'sharing',
    service: ({ text }: { text: string }) => ms(Number(text.slice(1))),
  })

  test('makes two equal jobs take twice as long', () => {
    expect(served(serve(sharing(), [{ text: 'a10' }, { text: 'b10' }]))).toEqual([
      '21 a10',
      '21 b10',
    ])
  })

  test('gives a short job its share from the moment it comes', () => {
    // a runs alone for 10 ms; then both at half speed: b's 5 ms take 10; then a has 5 left.
    const jobs = [{ text: 'a20' }, { text: 'b5', after: ms(10) }]
    expect(served(serve(sharing(), jobs))).toEqual(['21 b5', '26 a20'])
  })

  test('runs no job on more than one processor', () => {
    expect(served(serve(sharing(2), [{ text: 'a10' }]))).toEqual(['11 a10'])
    const three = [{ text: 'a10' }, { text: 'b10' }, { text: 'c10' }]
    expect(served(serve(sharing(2), three))).toEqual(['16 a10', '16 b10', '16 c10'])
  })

  test('records no wait, and the whole time as service', () => {
    const { events } = serve(sharing(), [{ text: 'a10' }, { text: 'b10' }])
    const values = (kind: string) => events.filter((e) => e.kind === kind).map((e) => e.value)
    expect(values('serve')).toEqual([0, 0])
    expect(values('finish')).toEqual([ms(20), ms(20)])
  })

  test('loses in a crash what is served', () => {
    const { events } = serve(sharing(), [{ text: 'a10' }, { text: 'b10' }], {
      faults: [{ kind: 'crash', target: 'server', at: ms(5), for: ms(1) }],
    })
    expect(linesOf(events, 'drop')).toHaveLength(2)
    expect(linesOf(events, 'finish')).toEqual([])
  })

  test('of two jobs that end together, the second is lost when the first ends the node', () => {
    const { events, summary } = serve(sharing(), [{ text: 'a10' }, { text: 'b10' }], {
      server: { hear: (_state, _message, ctx) => ctx.exit(1) },
    })
    expect(summary.end).toEqual({ kind: 'done' })
    expect(linesOf(events, 'finish', 'down', 'drop')).toEqual([
      '21000 finish server client hear',
      '21000 down server exited',
      '21000 drop server client hear exited',
    ])
  })
})

describe('processors of a pod', () => {
  /** Two servers in a pod, each sent one job of 10 ms or more; when they are done, in ms. */
  const together = (
    rest: { cpu: number; shares?: Record<string, number>; limits?: Record<string, number> },
    jobs: readonly [number, number][] = [
      [0, 10],
      [1, 10],
    ],
  ) => {
    const { events } = perform({
      servers: 2,
      pods: [{ name: 'box', members: ['server-1', 'server-2'], ...rest }],
      client: {
        go(_state, _message, ctx) {
          for (const [server, work] of jobs)
            ctx.send(ctx.nodes('server')[server]!, 'go', { n: ms(work) })
        },
      },
      serverOptions: { capacity: { workers: 9, service: ({ n }: { n: number }) => n } },
    })
    return events
      .filter(({ kind }) => kind === 'finish')
      .map(({ at, node }) => `${(at - ms(1)) / 1000} ${node}`)
  }

  test('are shared alike by default', () => {
    expect(together({ cpu: 1 })).toEqual(['20 server-1', '20 server-2'])
    expect(together({ cpu: 2 })).toEqual(['10 server-1', '10 server-2'])
  })

  test('are shared by weight when they are short', () => {
    // 3/4 to the first: its 10 ms take 13.334; what is left of a µs is lost.
    expect(together({ cpu: 1, shares: { 'server-1': 3 } })).toEqual([
      '13.334 server-1',
      '20.001 server-2',
    ])
    expect(together({ cpu: 2, shares: { 'server-1': 3 } })).toEqual(['10 server-1', '10 server-2'])
  })

  test('never give a member more than its limit, however idle the rest', () => {
    expect(together({ cpu: 2, limits: { 'server-1': 0.5 } })).toEqual([
      '10 server-2',
      '20 server-1',
    ])
  })

  test('give what one member cannot use to the others', () => {
    const jobs: [number, number][] = [
      [0, 10],
      [1, 10],
      [1, 10],
    ]
    // Limit 0.2 leaves 1.8 for two jobs, each at most one processor fast: 10 / 0.9 ms.
    expect(together({ cpu: 2, limits: { 'server-1': 0.2 } }, jobs)).toEqual([
      '11.112 server-2',
      '11.112 server-2',
      '50 server-1',
    ])
  })

  test.each([
    [{ cpu: 0 }, /pod "box": cpu is 0; it must be a number above 0/],
    [{ cpu: 1, shares: { 'server-1': 0 } }, /pod "box": share of server-1 is 0; it must be/],
    [{ cpu: 1, limits: { 'server-1': -1 } }, /pod "box": limit of server-1 is -1; it must be/],
    [{ cpu: 1, shares: { 'server-9': 1 } }, /pod "box": no member named "server-9"; did you mean/],
  ])('refuse %j', (rest, says) => {
    expect(() => together(rest)).toThrow(says)
  })
})

describe('a random service time', () => {
  const asks: Workload<Talk> = {
    kind: 'open',
    arrivals: poisson(100),
    to: 'client',
    type: 'go',
    message: ({ n }) => ({ n }),
  }
  const times = (client: Part<'client'>, servers = 2) => {
    const { events } = perform({
      workload: [asks],
      client,
      servers,
      server: { go: (_state, { n }, ctx) => ctx.reply('hear', { text: String(n) }) },
      serverOptions: { capacity: { workers: 100, service: { go: exponential(ms(5)) } } },
    })
    return new Map(
      events
        .filter(({ kind }) => kind === 'finish')
        .map((e) => [`${e.operation} ${e.node}`, e.value]),
    )
  }
  const sendsTo = (which: (n: number) => number): Part<'client'> => ({
    go: (_state, { n }, ctx) => ctx.send(ctx.nodes('server')[which(n)]!, 'go', { n }),
  })

  test('belongs to the operation: another server meets the same demand', () => {
    const one = [...times(sendsTo(() => 0)).values()]
    const other = [...times(sendsTo(() => 1)).values()]
    expect(one.length).toBeGreaterThan(50)
    expect(other.toSorted((a, b) => a - b)).toEqual(one.toSorted((a, b) => a - b))
  })

  test('is not shifted by what is done for other operations, such as a hedge', () => {
    const plain = times(sendsTo(() => 0))
    const hedged = times({
      go(_state, { n }, ctx) {
        ctx.send(ctx.nodes('server')[0]!, 'go', { n })
        if (n % 3 === 0) ctx.send(ctx.nodes('server')[1]!, 'go', { n })
      },
    })
    expect(hedged.size).toBeGreaterThan(plain.size)
    for (const [which, time] of plain) expect(hedged.get(which)).toBe(time)
  })
})
