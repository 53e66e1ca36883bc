import { expect, test } from 'vitest'
import { behavior, ms, node, nodes, run, scenario, seconds, system } from '../../../engine/index.ts'
import { keeper } from '../../../scenarios/parts/keeper.ts'
import type { KeeperMessages } from '../../../scenarios/parts/keeper.ts'

type Mortal = { keeper: KeeperMessages; worker: { leave: object } }

const worker = behavior<Mortal, 'worker', object>({
  init: () => ({}),
  start(_state, ctx) {
    ctx.count('starts')
    if (ctx.index === 0) ctx.after(ms(400), 'leave', {})
  },
  on: {
    leave(_state, _message, ctx) {
      ctx.exit(1)
    },
  },
})

const mortal = scenario({
  id: 'mortal',
  title: 'Mortal',
  summary: 'one worker leaves again and again',
  duration: seconds(2),
  settle: 0,
  build: () =>
    system<Mortal>({
      nodes: {
        keeper: node(keeper<Mortal>(ms(100)), { supervises: ['worker'] }),
        worker: nodes(2, worker),
      },
    }),
})

test('a node that ends itself comes back after the delay', () => {
  const { summary } = run(mortal, { strict: true })
  // Up at 0, 0.5, 1, 1.5 s and, as the last thing, at 2 s; the other worker once.
  expect(summary.total('starts')).toBe(6)
})

test('a node that a fault took down stays down until the fault is lifted', () => {
  const { summary } = run(mortal, { faults: [{ kind: 'crash', at: ms(200), target: 'worker-1' }] })
  expect(summary.total('starts')).toBe(2)
})
