import { describe, expect, test } from 'vitest'
import {
  behavior,
  checks,
  exponential,
  link,
  ms,
  node,
  nodes,
  poisson,
  run,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import type { Plain } from '../../../engine/index.ts'
import type { Command, Result } from '../../../scenarios/parts/key-value-machine.ts'
import { keyValueStore } from '../../../scenarios/parts/key-value-store.ts'
import type { StoreRequests } from '../../../scenarios/parts/key-value-store.ts'
import { ask, askAgain, settle, watch } from '../../../scenarios/parts/store-client.ts'
import type { Calls, StoreClient } from '../../../scenarios/parts/store-client.ts'

type Shop = {
  store: StoreRequests
  client: StoreClient & { do: { command: Command }; look: { key: string; after: number } }
}
interface ClientState {
  calls: Calls
  seen: string[]
}

const text = (value: Plain): string => (typeof value === 'string' ? value : JSON.stringify(value))

const client = behavior<Shop, 'client', ClientState>({
  init: () => ({ calls: {}, seen: [] }),
  on: {
    do(state, { command }, ctx) {
      ask(state.calls, ctx, command, ms(50))
    },
    look(_state, { key, after }, ctx) {
      watch(ctx, key, after)
    },
    answered(state, { request, result, age }, ctx) {
      const call = settle(state.calls, request)
      if (!call) return
      state.seen.push(
        `${ctx.now / 1e3} ${call.command.kind} ${result.done ? 'done' : result.reason} ${text(result.value)} v${result.version} age ${age / 1e3}`,
      )
      if (ctx.operation) ctx.end('ok', output(call.command, result))
    },
    overdue(state, { request }, ctx) {
      askAgain(state.calls, ctx, request)
    },
    changed(state, { key, value, version }, ctx) {
      state.seen.push(`${ctx.now / 1e3} ${key} is ${text(value)} v${version}`)
    },
  },
})

function output(command: Command, result: Result) {
  return command.kind === 'get' ? result.value : command.kind === 'swap' ? result.done : null
}

const latency = ms(1)

/** What the client saw in a script of [ms, command or watch]. */
function script(
  steps: readonly (readonly [at: number, what: Command | { key: string; after: number }])[],
  options = {},
  faults: readonly object[] = [],
) {
  const commands = steps.filter((step): step is readonly [number, Command] => 'kind' in step[1])
  const looks = steps.filter(
    (step): step is readonly [number, { key: string; after: number }] => !('kind' in step[1]),
  )
  const shop = scenario({
    id: 'shop',
    title: 'Shop',
    summary: 'one client',
    duration: seconds(30),
    checks: [
      checks<Shop, { client: ClientState }>().sometimes('seen', {
        holds: (world) => {
          seen = [...world.nodes('client')[0]!.state.seen]
          return false
        },
      }),
    ],
    build: () =>
      system<Shop>({
        nodes: { store: node(keyValueStore<Shop>(options)), client: node(client) },
        network: { latency },
        workload: [
          {
            kind: 'script',
            at: commands.map(([at]) => ms(at)),
            to: 'client',
            type: 'do',
            operation: false,
            message: ({ n }) => ({ command: commands[n]![1] }),
          },
          {
            kind: 'script',
            at: looks.map(([at]) => ms(at)),
            to: 'client',
            type: 'look',
            operation: false,
            message: ({ n }) => looks[n]![1],
          },
        ],
      }),
  })
  let seen: string[] = []
  const { summary, error } = run(shop, { faults, strict: true })
  if (error) throw error
  expect(summary.end.kind).toBe('done')
  return seen
}

const put = (value: string, ttl: number | null = null): Command => ({
  kind: 'put',
  key: 'k',
  value,
  ttl,
})
const get: Command = { kind: 'get', key: 'k' }

describe('a key-value store', () => {
  test('a key with a time to live is gone when that is over, and its watcher hears of it', () => {
    expect(
      script([
        [0, put('a', ms(100))],
        [10, { key: 'k', after: 1 }],
        [90, get],
        [110, get],
      ]),
    ).toEqual([
      '2 put done a v1 age 1',
      '92 get done a v1 age 90',
      '102 k is null v2',
      '112 get done null v2 age 10',
    ])
  })

  test('a watch after an older version is answered at once', () => {
    expect(
      script([
        [0, put('a')],
        [10, { key: 'k', after: 0 }],
      ]),
    ).toContain('12 k is a v1')
  })

  test('a renewal puts the end off', () => {
    expect(
      script([
        [0, put('a', ms(100))],
        [60, put('a', ms(100))],
        [150, get],
        [170, get],
      ]).slice(2),
    ).toEqual(['152 get done a v2 age 90', '172 get done null v3 age 10'])
  })

  test('what was answered survives a crash, and a lease begins anew', () => {
    const seen = script(
      [
        [0, put('a', ms(100))],
        [70, get],
        [160, get],
        [180, get],
      ],
      {},
      [{ kind: 'crash', at: ms(50), target: 'store', for: ms(15) }],
    )
    expect(seen.map((line) => line.split(' ').slice(1, 4).join(' '))).toEqual([
      'put done a',
      'get done a',
      'get done a',
      'get done null',
    ])
  })

  test('a forgetful one loses it', () => {
    expect(
      script(
        [
          [0, put('a')],
          [70, get],
        ],
        { durable: false },
        [{ kind: 'crash', at: ms(50), target: 'store', for: ms(15) }],
      )[1],
    ).toContain('get done null v0')
  })

  test('a lost answer is asked for again, and the change is done once', () => {
    const seen = script(
      [[1, { kind: 'swap', key: 'k', expected: null, value: 'a', ttl: null, version: null }]],
      {},
      [{ kind: 'cut', from: 'store', to: 'client', at: 0, for: ms(40) }],
    )
    expect(seen).toEqual(['53 swap done a v1 age 50'])
  })

  test('a jump of the clock ends a lease by the wall, and not a monotonic one', () => {
    const jump = [{ kind: 'jump', at: ms(50), target: 'store', by: seconds(1) }]
    const steps = [
      [0, put('a', ms(500))],
      [60, get],
    ] as const
    expect(script(steps, { clock: 'wall' }, jump)[1]).toContain('get done null')
    expect(script(steps, { clock: 'monotonic' }, jump)[1]).toContain('get done a')
  })

  test('by the wall, a clock set back makes a lease last longer', () => {
    const back = [{ kind: 'jump', at: ms(50), target: 'store', by: -seconds(1) }]
    expect(
      script(
        [
          [0, put('a', ms(500))],
          [600, get],
          [1600, get],
        ],
        { clock: 'wall' },
        back,
      )
        .slice(1)
        .map((line) => line.split(' ')[3]),
    ).toEqual(['a', 'null'])
  })
})

describe('a history of many clients', () => {
  const crowd = (durable: boolean) =>
    scenario({
      id: 'crowd',
      title: 'Crowd',
      summary: 'reads, writes and compare-and-sets of one register',
      duration: seconds(5),
      settle: seconds(2),
      build: () =>
        system<Shop>({
          nodes: { store: node(keyValueStore<Shop>({ durable })), client: nodes(4, client) },
          links: [
            link('client', 'store', { latency: exponential(ms(5)), loss: 0.05, duplication: 0.2 }),
          ],
          workload: [
            {
              kind: 'open',
              to: 'client',
              type: 'do',
              arrivals: poisson(20),
              message: ({ n, random }) => {
                const value = `v${n}`
                const choice = random.choose(3)
                if (choice === 0) return { command: { kind: 'get', key: 'k' } }
                if (choice === 1) return { command: { kind: 'put', key: 'k', value, ttl: null } }
                return {
                  command: {
                    kind: 'swap',
                    key: 'k',
                    expected: random.bernoulli(0.5) ? null : `v${n - 1}`,
                    value,
                    ttl: null,
                    version: null,
                  },
                }
              },
              operation: ({ command }) =>
                command.kind === 'get'
                  ? { kind: 'read', input: null }
                  : command.kind === 'swap'
                    ? { kind: 'cas', input: [command.expected, command.value] }
                    : { kind: 'write', input: command.kind === 'put' ? command.value : null },
            },
          ],
        }),
      faults: [
        { kind: 'crash', at: seconds(2), target: 'store', for: ms(300) },
        { kind: 'crash', at: seconds(3), target: 'store', for: ms(300) },
      ],
      checks: [
        checks<Shop, { client: ClientState }>().linearizable('register', {
          model: 'cas-register',
          operations: ['read', 'write', 'cas'],
        }),
      ],
    })

  test('is linearizable, through loss, duplicates and crashes', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { summary } = run(crowd(true), { seed: `${seed}` })
      expect(summary.checks[0], `seed ${seed}`).toMatchObject({ result: 'pass' })
      expect(summary.total('ok')).toBeGreaterThan(50)
    }
  })

  test('is not with a store that forgets', () => {
    const results = Array.from(
      { length: 5 },
      (_, seed) => run(crowd(false), { seed: `${seed}` }).summary.checks[0]!.result,
    )
    expect(results).toContain('fail')
  })
})
