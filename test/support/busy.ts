/**
 * A system that does a bit of everything: requests that wander between servers, timers set and
 * taken back, disks, files, signals, capacities, gauges. For tests that must hold of any system.
 */
import fc from 'fast-check'
import type { Capacity, Fault, LinkOptions, Scenario, Workload } from '../../engine/index.ts'
import { exponential, ms, poisson, seconds, uniform } from '../../engine/index.ts'
import { stage } from './stage.ts'
import type { Part, Talk } from './stage.ts'

/** What varies from one busy system to the next. */
export interface Busy {
  readonly clients: number
  readonly servers: number
  readonly network: LinkOptions
  readonly capacity: Capacity | null
  /** Processors that all servers share, or 0. */
  readonly cpu: number
  readonly load: 'open' | 'closed'
  readonly faults: readonly Fault[]
}

const client: Part<'client'> = {
  go(state, { n }, ctx) {
    const servers = ctx.nodes('server')
    const to = servers[ctx.random.choose(servers.length)]!
    ctx.send(to, 'go', { n }, { size: 1000 * (n % 5), priority: n % 3, deadline: ctx.now + ms(30) })
    const { operation } = ctx
    state.notes[operation!] = ctx.after(ms(40), 'wake', { text: operation! })
  },
  hear(state, { text }, ctx) {
    const { operation } = ctx
    if (operation === null) return
    ctx.cancel(state.notes[operation] as number)
    delete state.notes[operation]
    ctx.observe('answer', ctx.random.choose(100))
    ctx.end('ok', text)
  },
  wake(state, { text }, ctx) {
    delete state.notes[text]
    ctx.count('gave up')
    ctx.end('fail', 'too late', text)
  },
}

const server: Part<'server'> = {
  go(state, { n }, ctx) {
    state.notes['from'] = ctx.from
    state.diary = [...state.diary.slice(-4), `${ctx.id} ${n}`]
    const others = ctx.nodes('server')
    const hop = n % 7
    if (hop === 6 && others.length > 1)
      ctx.send(others[(ctx.index + 1) % others.length]!, 'hear', { text: `passed ${n}` })
    if (hop === 5) ctx.disk.write(`k${n % 3}`, { n, list: [n] })
    if (hop === 4) ctx.files.write('last', n)
    if (hop === 3) ctx.note('third', { n })
    ctx.gauge('length', state.diary.length)
    if (hop === 2) ctx.after(ctx.random.choose(ms(3)), 'wake', { text: ctx.from })
    else
      ctx.reply('hear', {
        text: `${n}/${state.diary.length}/${JSON.stringify(ctx.files.read('last'))}`,
      })
  },
  wake: (_state, { text }, ctx) =>
    ctx.send(text as typeof ctx.from, 'hear' as never, { text: 'late' } as never),
  hear(state, { text }, ctx) {
    state.notes['heard'] = text
    if (ctx.operation !== null && ctx.random.bernoulli(0.3)) ctx.begin('side')
    if (ctx.operation?.includes('side')) ctx.end('info')
  },
  written: (state, { key }) => void (state.notes['written'] = key),
  recover: (_self, disk) => ({ diary: [], notes: { recovered: [...disk.keys()] } }),
  refused: (_state, { from, reason }, ctx) =>
    ctx.send(from, 'hear' as never, { text: reason } as never),
}

/** The scenario of a busy system; it runs for 150 ms. */
export function busyScenario(busy: Busy): Scenario {
  const { clients, servers, network, capacity, cpu } = busy
  const common = { to: 'client', type: 'go', name: 'users' } as const
  const load: Workload<Talk> =
    busy.load === 'open'
      ? { ...common, message: ({ n }) => ({ n }), kind: 'open', arrivals: poisson(800) }
      : {
          ...common,
          message: ({ n }) => ({ n }),
          kind: 'closed',
          users: 8,
          think: exponential(ms(3)),
        }
  const members = Array.from({ length: servers }, (_, i) => `server-${i + 1}`)
  return stage({
    client,
    server,
    clients,
    servers,
    network,
    serverOptions: {
      disk: { latency: uniform(0, ms(4)) },
      ...(capacity ? { capacity } : {}),
    },
    ...(cpu > 0 ? { pods: [{ name: 'box', members, cpu, shares: { 'server-1': 2 } }] } : {}),
    workload: [load],
    faults: busy.faults,
    duration: ms(150),
    settle: seconds(1),
  })
}

const moment = fc.integer({ min: 0, max: 170_000 })
const span = fc.integer({ min: 1, max: 60_000 })

function faultOf(clients: number, servers: number): fc.Arbitrary<Fault> {
  const name = fc.oneof(
    fc.integer({ min: 1, max: clients }).map((i) => `client-${i}`),
    fc.integer({ min: 1, max: servers }).map((i) => `server-${i}`),
    fc.constantFrom('client', 'server'),
  )
  const timed = { at: moment, for: span }
  const kind = <K extends Fault['kind']>(of: K) => fc.constant(of)
  return fc.oneof(
    fc.record({ kind: kind('crash'), target: name, ...timed }),
    fc.record({ kind: kind('pause'), target: name, ...timed }),
    fc.record({ kind: kind('slow'), target: name, factor: fc.constantFrom(0.5, 3), ...timed }),
    fc.record({ kind: kind('cut'), from: name, to: name, ...timed }),
    fc.record({ kind: kind('hold'), from: name, to: name, ...timed }),
    fc.record({
      kind: kind('degrade'),
      from: name,
      to: name,
      latencyFactor: fc.constantFrom(1, 5),
      loss: fc.constantFrom(0, 0.3),
      duplication: fc.constantFrom(0, 0.3),
      ...timed,
    }),
    fc.record({
      kind: kind('skew'),
      target: name,
      drift: fc.constantFrom(-200_000, 9e4),
      ...timed,
    }),
    fc.record({ kind: kind('jump'), target: name, by: fc.constantFrom(-5000, 7000), at: moment }),
    fc.record({
      kind: kind('disk'),
      target: name,
      mode: fc.constantFrom('lose', 'tear', 'slow', 'refuse'),
      factor: fc.constant(3),
      ...timed,
    }),
    fc.record({ kind: kind('overload'), factor: fc.constantFrom(0.5, 3), ...timed }),
    fc.record({ kind: fc.constantFrom('restart', 'resume'), target: name, at: moment }),
    fc.record({ kind: fc.constantFrom('heal', 'release'), at: moment }),
  )
}

const network: fc.Arbitrary<LinkOptions> = fc.record({
  latency: fc.constantFrom(ms(1), exponential(ms(2)), uniform(0, ms(3))),
  loss: fc.constantFrom(0, 0.02),
  duplication: fc.constantFrom(0, 0.05),
  bandwidth: fc.constantFrom(1e6, 1e9),
  order: fc.constantFrom('any', 'fifo'),
})

const capacity: fc.Arbitrary<Capacity | null> = fc.option(
  fc.record({
    workers: fc.integer({ min: 1, max: 3 }),
    service: fc.constantFrom(
      exponential(ms(3)),
      { go: ms(2) },
      { go: ({ n }: { n: number }) => (n % 4) * ms(1), hear: 500 },
    ),
    queue: fc.constantFrom(3, 1000),
    discipline: fc.constantFrom('fifo', 'lifo', 'priority', 'sharing'),
    dropExpired: fc.boolean(),
  }),
)

/** Any busy system. */
export const anyBusy: fc.Arbitrary<Busy> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }))
  .chain(([clients, servers]) =>
    fc.record({
      clients: fc.constant(clients),
      servers: fc.constant(servers),
      network,
      capacity,
      cpu: fc.constantFrom(0, 0, 1, 2.5),
      load: fc.constantFrom('open', 'closed'),
      faults: fc.array(faultOf(clients, servers), { maxLength: 6 }),
    }),
  )
