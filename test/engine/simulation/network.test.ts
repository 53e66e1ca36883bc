import { describe, expect, test } from 'vitest'
import { exponential, link, ms, networks, seconds, uniform } from '../../../engine/index.ts'
import type { Fault, LinkOptions, SendOptions } from '../../../engine/index.ts'
import { linesOf } from '../../support/happenings.ts'
import { perform } from '../../support/stage.ts'
import type { Part, Staging } from '../../support/stage.ts'

const tells = (options?: SendOptions): Part<'client'> => ({
  go: (_state, { n }, ctx) => ctx.send(ctx.nodes('server')[0]!, 'hear', { text: `${n}` }, options),
})

/** How long each of many messages, 1 ms apart, was on its way; lost ones are left out. */
function delays(network: LinkOptions, rest: Staging & { size?: number; count?: number } = {}) {
  const { size, count = 1000, ...staging } = rest
  const staged: Staging = {
    client: tells(size === undefined ? undefined : { size }),
    at: Array.from({ length: count }, (_, n) => n * ms(1)),
    duration: seconds(5),
    network,
    // Says nothing, so that a long run does not carry a long diary.
    server: { hear: () => undefined },
    ...staging,
  }
  const { events } = perform(staged)
  const sends = new Map(events.filter(({ kind }) => kind === 'send').map((e, n) => [e.seq, n]))
  return events
    .filter(({ kind, node }) => kind === 'deliver' && node.startsWith('server'))
    .map((e) => ({ n: sends.get(e.cause)!, delay: e.value, at: e.at }))
}

describe('latency', () => {
  test('is drawn for every message, rounded to µs, with the mean of its distribution', () => {
    const drawn = delays({ latency: exponential(ms(2)) }, { count: 4000 }).map((d) => d.delay)
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length
    expect(drawn.every(Number.isInteger)).toBe(true)
    // Standard deviation of an exponential is its mean; 4 standard errors.
    expect(Math.abs(mean - ms(2))).toBeLessThan((4 * ms(2)) / Math.sqrt(drawn.length))
  })

  test('lets messages overtake on a link of any order, never on a fifo one', () => {
    const order = (how: 'any' | 'fifo') =>
      delays({ latency: uniform(0, ms(20)), order: how }).map(({ n }) => n)
    const sorted = Array.from({ length: 1000 }, (_, n) => n)
    expect(order('any')).not.toEqual(sorted)
    expect(order('fifo')).toEqual(sorted)
  })

  test('may differ by direction and by node, the later link winning', () => {
    const { events } = perform({
      servers: 2,
      client: {
        go(_state, { n }, ctx) {
          for (const server of ctx.nodes('server')) ctx.send(server, 'go', { n })
        },
      },
      server: { go: (_state, { n }, ctx) => ctx.reply('hear', { text: `${n}` }) },
      links: [
        link('client', 'server', { latency: ms(5) }),
        link('client', 'server-2', { latency: ms(7), both: false }),
      ],
    })
    expect(linesOf(events, 'deliver')).toEqual([
      '5000 server-1 client go',
      '7000 server-2 client go',
      '10000 client server-1 hear',
      '12000 client server-2 hear',
    ])
  })

  test('within a pod and to oneself is that of the loopback', () => {
    const { events } = perform({
      client: {
        go(_state, _message, ctx) {
          ctx.send(ctx.nodes('server')[0]!, 'hear', { text: '' })
          ctx.send(ctx.self, 'hear', { text: '' })
        },
      },
      pods: [{ name: 'box', members: ['client', 'server'] }],
      faults: [{ kind: 'partition', at: 0, groups: [['client'], ['server']] }],
    })
    expect(linesOf(events, 'deliver')).toEqual(['20 server client hear', '20 client client hear'])
  })
})

test('bandwidth makes messages with a size wait for each other, and others not', () => {
  // 1,000 bytes at 1 MB/s are 1 ms each.
  const sized = perform({
    network: { latency: ms(10), bandwidth: 1e6 },
    client: {
      go(_state, _message, ctx) {
        for (const text of ['a', 'b'])
          ctx.send(ctx.nodes('server')[0]!, 'hear', { text }, { size: 1000 })
        ctx.send(ctx.nodes('server')[0]!, 'hear', { text: 'c' })
      },
    },
  })
  expect(sized.diary('server')).toEqual(['10000 client: c', '11000 client: a', '12000 client: b'])
})

test('loss and duplication happen as often as they should', () => {
  const n = 4000
  const lost = n - delays({ latency: 1, loss: 0.1 }, { count: n }).length
  const doubled = delays({ latency: 1, duplication: 0.1 }, { count: n }).length - n
  const error = Math.sqrt(n * 0.1 * 0.9)
  expect(Math.abs(lost - n * 0.1)).toBeLessThan(4 * error)
  expect(Math.abs(doubled - n * 0.1)).toBeLessThan(4 * error)
})

describe('every message consumes the same draws whatever becomes of it:', () => {
  const network: LinkOptions = { latency: exponential(ms(3)), loss: 0.1, duplication: 0.1 }
  const plain = delays(network)
  const within = { at: ms(100), for: ms(100) }
  const faults: [string, Fault][] = [
    ['a cut', { kind: 'cut', from: 'client', to: 'server', ...within }],
    ['a partition', { kind: 'partition', groups: [['client'], ['server']], ...within }],
    ['a hold', { kind: 'hold', from: 'client', to: 'server', ...within }],
    ['a degraded link', { kind: 'degrade', from: 'client', to: 'server', loss: 0.5, ...within }],
    ['a crash', { kind: 'crash', target: 'server', ...within }],
  ]

  test.each(faults)('%s moves no later latency, loss or doubling', (_what, fault) => {
    const disturbed = delays(network, { faults: [fault] })
    const after = ({ n }: { n: number }) => n >= 250
    expect(disturbed.filter(after)).toEqual(plain.filter(after))
    expect(disturbed).not.toEqual(plain)
  })

  test('messages on another link move nothing', () => {
    const client: Part<'client'> = {
      go(_state, { n }, ctx) {
        ctx.send(ctx.nodes('server')[0]!, 'hear', { text: `${n}` })
        if (n % 2 === 0) ctx.send(ctx.self, 'hear', { text: '' })
      },
    }
    const { events } = perform({
      client,
      network,
      at: Array.from({ length: 1000 }, (_, n) => n * ms(1)),
      duration: seconds(5),
    })
    const values = events
      .filter(({ kind, node }) => kind === 'deliver' && node === 'server')
      .map(({ value }) => value)
    expect(values).toEqual(plain.map(({ delay }) => delay))
  })

  test('a held message keeps what it drew: it is lost, or doubled, as it would have been', () => {
    const held = delays(network, {
      faults: [{ kind: 'hold', from: 'client', to: 'server', ...within }],
    })
    const count = (list: typeof plain) => {
      const times = new Map<number, number>()
      for (const { n } of list) times.set(n, (times.get(n) ?? 0) + 1)
      return [...times].toSorted(([a], [b]) => a - b)
    }
    expect(count(held)).toEqual(count(plain))
  })
})

test('the named networks are ordered from near to far, and none is instantaneous', () => {
  const means = Object.entries(networks).map(([name, network]) => {
    const drawn = delays(network).map((d) => d.delay)
    return { name, mean: drawn.reduce((sum, x) => sum + x, 0) / drawn.length }
  })
  expect(means.map(({ name }) => name)).toEqual([
    'loopback',
    'sameRack',
    'sameRegion',
    'wan',
    'mobile',
  ])
  for (let i = 1; i < means.length; i++) expect(means[i]!.mean).toBeGreaterThan(means[i - 1]!.mean)
  expect(means[0]!.mean).toBe(20)
})

test.each([
  [{ loss: 1.5 }, 'network: loss is 1.5; it must be from 0 to 1'],
  [{ duplication: -1 }, 'network: duplication is -1; it must be from 0 to 1'],
  [{ bandwidth: 0 }, 'network: bandwidth is 0 bytes a second; it must be above 0'],
  [{ latency: -5 }, 'network: latency is -5 µs; it must be from 0 to a day'],
  [{ latency: NaN }, 'network: latency is NaN µs; it must be from 0 to a day'],
])('a link that cannot be is refused: %j', (network, says) => {
  expect(() => delays(network)).toThrow(says)
})
