import { describe, expect, test } from 'vitest'
import { behavior, node, run, scenario, seconds, system } from '../../../engine/index.ts'
import { itemStore, sourceAmbassador } from '../../../scenarios/parts/source-ambassador.ts'
import type {
  Item,
  SourceOptions,
  SourceRoles,
  StoreKind,
} from '../../../scenarios/parts/source-ambassador.ts'

/** Puts two items into the store, then lists and gets one, before and after an upgrade at 5 s. */
type Trial = Omit<SourceRoles, 'manager'> & {
  manager: SourceRoles['manager'] & { ask: { step: number } }
}

type Heard = { heard: string[] }

const manager = behavior<Trial, 'manager', Heard>({
  init: () => ({ heard: [] }),
  on: {
    ask(_state, { step }, ctx) {
      const source = ctx.nodes('source')[0]!
      if (step < 2) ctx.send(ctx.nodes('store')[0]!, 'add', { name: `item-${step}`, work: step })
      else if (step % 2 === 0) ctx.send(source, 'list', { version: 1 })
      else ctx.send(source, 'get', { version: 1, name: 'item-1' })
    },
    items(state, { items }) {
      state.heard.push(`items ${items.join(' ')}`)
    },
    item(state, { item }) {
      state.heard.push(`item ${text(item)}`)
    },
    entries(state, { entries }) {
      state.heard.push(`entries ${entries.map(text).join(' ')}`)
    },
  },
})

const text = ({ name, work }: Item): string => `${name}=${JSON.stringify(work)}`

function heard(
  options: Partial<SourceOptions>,
  kind: StoreKind = options.store ?? 'files',
): string[] {
  let said: string[] = []
  run(
    scenario({
      id: 'trial',
      title: 'Trial',
      summary: 'A source with two items.',
      duration: seconds(10),
      build: () =>
        system<Trial>({
          nodes: {
            manager: node(manager),
            source: node(
              sourceAmbassador<Trial>({
                store: 'files',
                upgradeAt: null,
                lasting: true,
                ...options,
              }),
            ),
            store: node(itemStore<Trial>(kind)),
          },
          network: { latency: 1000 },
          workload: [
            {
              kind: 'script',
              to: 'manager',
              type: 'ask',
              at: [0, 1, 2, 3, 6, 7].map(seconds),
              operation: false,
              message: ({ n }) => ({ step: n }),
            },
          ],
        }),
      checks: [
        {
          kind: 'eventually',
          name: 'heard',
          holds(world) {
            said = [...(world.nodes('manager')[0]!.state as Heard).heard]
            return true
          },
        },
      ],
    }),
  )
  return said
}

const version1 = ['items item-0 item-1', 'item item-1=1']

describe('a source ambassador', () => {
  test.each(['files', 'stream', 'redis'] as const)('says the same of %s', (store) => {
    expect(heard({ store })).toEqual([...version1, ...version1])
  })

  test('answers version 1 after an upgrade when it lasts', () => {
    expect(heard({ upgradeAt: seconds(5), lasting: true })).toEqual([...version1, ...version1])
  })

  test('answers everybody in version 2 after an upgrade when it does not', () => {
    const said = heard({ upgradeAt: seconds(5), lasting: false })
    expect(said.slice(0, 2)).toEqual(version1)
    expect(said.slice(2)).toEqual(['entries item-0=null item-1=null', 'entries item-1=1'])
  })

  test('says nothing when the store does not know its words', () => {
    expect(heard({ store: 'files' }, 'redis')).toEqual([])
  })
})
