import { describe, expect, test } from 'vitest'
import {
  behavior,
  integer,
  node,
  nodes,
  pod,
  scenario,
  ScenarioError,
  seconds,
  system,
} from '../../../engine/index.ts'
import type { System, SystemSpec, Variant } from '../../../engine/index.ts'
import { assemble } from '../../../engine/scenario/system.ts'

type Talk = { client: { go: object }; server: { hear: object } }

const client = behavior<Talk, 'client', object>({ init: () => ({}), on: { go: () => undefined } })
const server = behavior<Talk, 'server', object>({ init: () => ({}), on: { hear: () => undefined } })
const pair = { client: node(client), server: nodes(3, server) }

function built(spec: Partial<SystemSpec<Talk>>): System {
  return system<Talk>({ nodes: pair, ...spec })
}

describe('a system', () => {
  test('names a single node like its role, and several by number from 1', () => {
    expect([...assemble(built({})).byName.keys()]).toEqual([
      'client',
      'server-1',
      'server-2',
      'server-3',
    ])
  })

  test('may have none of a role', () => {
    const none = built({ nodes: { client: node(client), server: nodes(0, server) } })
    expect(assemble(none).byRole.get('server')).toEqual([])
  })

  test('puts nodes into the zone of their pod, else into their own', () => {
    const zoned = built({
      nodes: { client: node(client, { zone: 'west' }), server: nodes(2, server, { zone: 'west' }) },
      pods: [pod('box', ['server-1'], { zone: 'east' })],
    })
    const zones = assemble(zoned).places.map(({ id, zone }) => `${id} ${zone}`)
    expect(zones).toEqual(['client west', 'server-1 east', 'server-2 west'])
  })

  test.each<[string, () => unknown, string | RegExp]>([
    ['a count that is none', () => nodes(1.5, server), 'count of nodes is 1.5; it must be a whole'],
    ['no nodes', () => system({ nodes: {} }), 'a system needs at least one node'],
    [
      'a role that ends in a number',
      () => system({ nodes: { 'leaf-1': node(server) } } as never),
      'role "leaf-1" must be a letter',
    ],
    [
      'a pod with an unknown member',
      () => built({ pods: [pod('box', ['server'])] }),
      /pod "box": no node named "server"; did you mean "server-\d"/,
    ],
    [
      'a node in two pods',
      () => built({ pods: [pod('a', ['client']), pod('b', ['client'])] }),
      'node "client" is in two pods; it may be in one at most',
    ],
    [
      'two pods of one name',
      () => built({ pods: [pod('a', []), pod('a', [])] }),
      'two pods are named "a"; names are unique',
    ],
    [
      'a pod named like a node',
      () => built({ pods: [pod('server', [])] }),
      'pod "server" has the name of a node; give it another',
    ],
    [
      'a link to nowhere',
      () => built({ links: [{ from: 'client', to: 'sever' as never }] }),
      'link client → sever: no node named "sever"; did you mean "server"',
    ],
    [
      'a workload for nobody',
      () => built({ workload: [{ kind: 'script', at: [], to: 'clint', type: 'go' } as never] }),
      'workload "default": no node named "clint"; did you mean "client"',
    ],
    [
      'a workload with a message that is not handled',
      () => built({ workload: [{ kind: 'script', at: [], to: 'client', type: 'goo' } as never] }),
      'workload "default": no message named "goo"; did you mean "go"',
    ],
  ])('with %s is refused', (_what, make, says) => {
    const assembled = () => assemble(make() as System)
    expect(assembled).toThrow(ScenarioError)
    expect(assembled).toThrow(says)
  })
})

describe('a scenario', () => {
  const title = 'x'
  const summary = 'x'
  const base = { id: 'plain', title, summary, duration: seconds(1), build: () => built({}) }
  const broken: Variant = { title, summary, kind: 'broken' }

  test('without variants has one, named with', () => {
    const plain = scenario(base)
    expect(Object.keys(plain.variants)).toEqual(['with'])
    expect(plain.configure()).toMatchObject({
      variant: 'with',
      params: {},
      faults: [],
      chaos: null,
    })
  })

  test('takes values from what is given, else from the variant, else from the defaults', () => {
    const varied = scenario({
      ...base,
      parameters: {
        a: integer({ default: 1, min: 0, max: 9, help: '' }),
        b: integer({ default: 1, min: 0, max: 9, help: '' }),
        c: integer({ default: 1, min: 0, max: 9, help: '' }),
      },
      variants: {
        with: { title, summary, kind: 'with' },
        more: { title, summary, kind: 'without', params: { b: 2, c: 2 } },
      },
    })
    expect(varied.configure('more', { c: 3 }).params).toEqual({ a: 1, b: 2, c: 3 })
    expect(varied.configure().params).toEqual({ a: 1, b: 1, c: 1 })
  })

  test('builds, times and disturbs itself from its values and variant', () => {
    const made = scenario({
      ...base,
      parameters: { n: integer({ default: 2, min: 0, max: 9, help: '' }) },
      variants: { with: { title, summary, kind: 'with' } },
      duration: ({ n }) => seconds(n),
      faults: ({ n }, variant) => [{ kind: 'crash', target: `server-${n}`, at: variant.length }],
    })
    const { duration, faults } = made.configure('with', { n: 3 })
    expect(duration).toBe(seconds(3))
    expect(faults).toEqual([{ kind: 'crash', target: 'server-3', at: 4 }])
  })

  test.each<[string, () => unknown, RegExp]>([
    [
      'an id that is none',
      () => scenario({ ...base, id: 'Plain Sight' }),
      /scenario id "Plain Sight" must be/,
    ],
    [
      'a broken variant that nothing catches',
      () => scenario({ ...base, variants: { broken } }),
      /variant "broken" of plain is broken; it must say in caughtBy which check catches it/,
    ],
    [
      'a variant that does not exist',
      () => scenario(base).configure('wiht'),
      /no variant named "wiht"; did you mean "with"\?.*\(scenario plain\)/,
    ],
    [
      'a variant that every object has',
      () => scenario(base).configure('toString'),
      /no variant named "toString"/,
    ],
    [
      'a parameter that does not exist',
      () => scenario(base).configure('with', { n: 1 }),
      /no parameter named "n"/,
    ],
    [
      'a duration that is none',
      () => scenario({ ...base, duration: -1 }).configure(),
      /duration is -1; it must be/,
    ],
    [
      'a duration of half a µs',
      () => scenario({ ...base, settle: 0.5 }).configure(),
      /settle is 0.5; it must be/,
    ],
  ])('with %s is refused', (_what, make, says) => {
    expect(make).toThrow(ScenarioError)
    expect(make).toThrow(says)
  })
})
